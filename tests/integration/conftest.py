"""A match run and what comes of it, for tests that begin there."""

from collections.abc import Callable

import pytest

from mentorship.extensions import db
from mentorship.models import MatchRun, Pair, Person, Round, Suggestion
from mentorship.services.accounts import people
from mentorship.services.pairing import match_runs, suggestions
from tests.conftest import Applicant

Suggest = Callable[[], list[Suggestion]]


@pytest.fixture
def suggest(a_round: Round) -> Suggest:
    """Return a function that matches the round as it stands, and gives its suggestions."""

    def make() -> list[Suggestion]:
        run = match_runs.request_run(db.session, None, a_round, seed=1)
        db.session.commit()
        match_runs.perform(db.session, run.id)
        return suggestions.suggestions_of(db.session, db.session.get_one(MatchRun, run.id))

    return make


@pytest.fixture
def suggested(applicant: Applicant, suggest: Suggest) -> Suggestion:
    """One mentee and one mentor, suggested to each other."""
    applicant("mentee", "mentee@example.org")
    applicant("mentor", "mentor@example.org", communities=["latino"])
    (only,) = suggest()
    return only


@pytest.fixture
def introduced(suggested: Suggestion) -> Pair:
    pair = suggestions.approve(db.session, None, suggested)
    db.session.commit()
    return pair


@pytest.fixture
def nayeli(a_round: Round) -> Person:
    """Somebody with an account and an open round, who has not begun to apply."""
    one = people.person_for(db.session, "nayeli@example.org")
    db.session.commit()
    return one
