"""Decisions about applications: what is refused, and what an undo takes back."""

import pytest

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Pair, Person
from mentorship.services.applications import decisions, submission
from tests.conftest import Applicant

ACCEPTED, WAITLISTED = ApplicationState.ACCEPTED, ApplicationState.WAITLISTED


@pytest.fixture
def application(applicant: Applicant) -> Application:
    return applicant("mentee", "mei@example.org")


def test_every_decision_can_follow_every_other(
    application: Application, coordinator: Person
) -> None:
    for decision in (*decisions.ACTIONS, *reversed(list(decisions.ACTIONS)[:-1])):
        decisions.decide(db.session, coordinator, application, decision)
        assert application.state is application.decision is decision


def test_the_same_decision_twice_is_refused(application: Application, coordinator: Person) -> None:
    decisions.decide(db.session, coordinator, application, WAITLISTED)
    with pytest.raises(UserFacingError, match="decided already"):
        decisions.decide(db.session, coordinator, application, WAITLISTED)


def test_nobody_decides_about_a_withdrawn_application(
    application: Application, coordinator: Person
) -> None:
    submission.withdraw(db.session, application.person, application)
    with pytest.raises(UserFacingError, match="has withdrawn"):
        decisions.decide(db.session, coordinator, application, ACCEPTED)


def test_somebody_with_an_introduction_can_only_be_accepted(
    introduced: Pair, coordinator: Person
) -> None:
    for decision in decisions.ACTIONS.keys() - {ACCEPTED}:
        with pytest.raises(UserFacingError, match="End it first"):
            decisions.decide(db.session, coordinator, introduced.mentee, decision)
    decisions.decide(db.session, coordinator, introduced.mentee, ACCEPTED)


def test_an_undo_returns_to_the_decision_before_and_works_once(
    application: Application, coordinator: Person
) -> None:
    first = decisions.decide(db.session, coordinator, application, WAITLISTED)
    second = decisions.decide(db.session, coordinator, application, ACCEPTED)
    with pytest.raises(UserFacingError, match="no longer be undone"):
        decisions.undo(db.session, coordinator, first)
    decisions.undo(db.session, coordinator, second)
    assert application.state is application.decision is WAITLISTED
    with pytest.raises(UserFacingError, match="no longer be undone"):
        decisions.undo(db.session, coordinator, second)


def test_the_undo_of_the_first_decision_leaves_a_submitted_application(
    application: Application, coordinator: Person
) -> None:
    decided = decisions.decide(db.session, coordinator, application, WAITLISTED)
    decisions.undo(db.session, coordinator, decided)
    assert application.state is ApplicationState.SUBMITTED
    assert application.decision is None


def test_an_old_decision_cannot_be_undone(application: Application, coordinator: Person) -> None:
    decided = decisions.decide(db.session, coordinator, application, WAITLISTED)
    decided.decided_at = now() - decisions.UNDO_DURATION
    db.session.flush()
    assert decisions.latest_undoable(db.session, application) is None
