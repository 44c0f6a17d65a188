"""Fixtures for tests that start with a match run, a suggestion or an introduction."""

from collections.abc import Callable

import pytest

from mentorship.extensions import db
from mentorship.models import Pair, Person, Round, Suggestion
from mentorship.services.pairing import suggestions
from tests.factories import introduce, make_match_run, make_person, make_suggestion

Suggest = Callable[[], list[Suggestion]]


@pytest.fixture
def suggest(a_round: Round) -> Suggest:
    """Return a function that matches the round's applications and returns the suggestions."""
    return lambda: suggestions.suggestions_of(db.session, make_match_run(a_round))


@pytest.fixture
def suggested(a_round: Round) -> Suggestion:
    """Return the suggestion for one mentee and one mentor."""
    return make_suggestion(a_round)


@pytest.fixture
def introduced(suggested: Suggestion) -> Pair:
    return introduce(suggested)


@pytest.fixture
def nayeli(a_round: Round) -> Person:
    """Return a person who has not started an application to the open round."""
    return make_person("nayeli@example.org")
