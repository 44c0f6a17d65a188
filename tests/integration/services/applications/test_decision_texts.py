"""The messages that go with decisions: there is one in every language."""

import pytest
from flask import Flask

from mentorship.models import ApplicationState
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.applications import decision_texts, decisions
from tests.conftest import Applicant


@pytest.mark.parametrize("decision", decisions.ACTIONS)
def test_every_decision_has_a_text_in_every_language(
    app: Flask, decision: ApplicationState
) -> None:
    for language in SITE_LANGUAGES:
        assert decision_texts.text_for(decision, language).count("\n\n") >= 1


@pytest.mark.parametrize(("language", "written"), [("es", "es"), (None, "en"), ("xx", "en")])
def test_a_message_is_in_the_language_of_the_person(
    applicant: Applicant, language: str | None, written: str
) -> None:
    application = applicant("mentee", "mei@example.org")
    application.person.language = language
    assert decision_texts.language_of(application.person) == written
