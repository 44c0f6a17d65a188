"""Translations wait to be checked from the first change of their original."""

import pytest

from mentorship.extensions import db
from mentorship.models import Person, TrainingText
from mentorship.services.training import modules, texts
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.text_checks import texts_to_check
from mentorship.services.training.texts import ShownVersions

pytestmark = pytest.mark.usefixtures("each_database")


def change_source(coordinator: Person, code: str, title: str) -> None:
    module = modules.module_with_code(db.session, code)
    assert module is not None
    version = texts.texts_of(db.session, [module])[code].source.version
    words = ModuleText(title, "Everybody has some.", ("Which?",), "Ask.", "Ask Ana.")
    texts.save_text(db.session, coordinator, module, "en", words, ShownVersions(version, version))
    db.session.commit()


def test_nothing_waits_before_a_text_has_changed(coordinator: Person) -> None:
    assert texts_to_check(db.session) == []


def test_the_one_that_waits_longest_is_first_and_waits_since_the_first_change(
    coordinator: Person,
) -> None:
    change_source(coordinator, "know_your_rights", "Rights")
    change_source(coordinator, "digital_safety", "Safety")
    change_source(coordinator, "know_your_rights", "Your rights")
    first, second = texts_to_check(db.session)
    assert [first.text.module.code, second.text.module.code] == [
        "know_your_rights",
        "digital_safety",
    ]
    versions = db.session.query(TrainingText).order_by(TrainingText.id).all()
    assert [first.since, second.since] == [item.created_at for item in versions[:2]]


def test_a_checked_one_does_not_wait(coordinator: Person) -> None:
    change_source(coordinator, "know_your_rights", "Rights")
    (waiting,) = texts_to_check(db.session)
    module, shown = waiting.text.module, ShownVersions(0, waiting.text.texts.source.version)
    assert waiting.text.language == "es"
    texts.confirm(db.session, coordinator, module, "es", shown)
    assert texts_to_check(db.session) == []
