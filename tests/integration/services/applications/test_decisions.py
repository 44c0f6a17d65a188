"""Decisions about applications: what is refused, and what an undo takes back."""

import pytest

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Message, Pair, Person
from mentorship.services.applications import decisions, submission
from mentorship.services.messages import threads
from tests.conftest import Applicant
from tests.factories import make_coordinator

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


def texts_to(person: Person) -> list[str]:
    thread = threads.thread_of(db.session, person)
    messages = db.session.query(Message).filter_by(thread=thread).order_by(Message.id)
    return [] if thread is None else [message.text for message in messages]


def test_a_decision_without_a_text_writes_nothing(
    application: Application, coordinator: Person
) -> None:
    decisions.decide(db.session, coordinator, application, WAITLISTED)
    assert texts_to(application.person) == []


def test_an_undo_takes_back_an_unread_message_and_leaves_a_read_one(
    application: Application, coordinator: Person
) -> None:
    for is_read in (False, True):
        decided = decisions.decide(db.session, coordinator, application, ACCEPTED, "Welcome!")
        assert texts_to(application.person) == ["Welcome!"]
        if is_read:
            decided.message.read_at = now()
        decisions.undo(db.session, coordinator, decided)
        assert texts_to(application.person) == (["Welcome!"] if is_read else [])


def test_whoever_accepts_somebody_first_looks_after_them(
    application: Application, coordinator: Person
) -> None:
    decisions.decide(db.session, coordinator, application, WAITLISTED)
    assert application.coordinator_id is None
    decisions.decide(db.session, coordinator, application, ACCEPTED)
    second = make_coordinator("second@example.org")
    decisions.decide(db.session, second, application, WAITLISTED)
    decisions.decide(db.session, second, application, ACCEPTED)
    assert application.coordinator_id == coordinator.id


def test_many_are_decided_about_together_in_their_languages_and_undone_together(
    applicant: Applicant, introduced: Pair, coordinator: Person
) -> None:
    mei, luz = applicant("mentee", "mei@example.org"), applicant("mentor", "luz@example.org")
    luz.person.language = "es"
    ids = [mei.id, luz.id, introduced.mentee_id, 2**31 - 1]
    texts = {"en": "Please wait.", "es": "Espere."}
    result = decisions.decide_together(db.session, coordinator, ids, WAITLISTED, texts)
    assert [decided.application for decided in result.decisions] == [mei, luz]
    assert result.skipped == 2
    assert (texts_to(mei.person), texts_to(luz.person)) == (["Please wait."], ["Espere."])
    decisions.decide(db.session, coordinator, luz, ACCEPTED)
    assert decisions.undo_together(db.session, coordinator, result.decisions[0]) == 1
    assert (mei.state, luz.state) == (ApplicationState.SUBMITTED, ACCEPTED)
    assert texts_to(mei.person) == []


def test_somebody_with_two_applications_gets_one_message(
    applicant: Applicant, coordinator: Person
) -> None:
    both = [applicant(role, "mei@example.org") for role in ("mentee", "mentor")]
    ids = [item.id for item in both]
    decisions.decide_together(db.session, coordinator, ids, ACCEPTED, {"en": "Welcome!"})
    assert {item.state for item in both} == {ACCEPTED}
    assert texts_to(both[0].person) == ["Welcome!"]


def test_nobody_is_decided_about_twice_together(
    application: Application, coordinator: Person
) -> None:
    for expected in (1, 0):
        result = decisions.decide_together(
            db.session, coordinator, [application.id], ACCEPTED, {"en": "Welcome!"}
        )
        assert len(result.decisions) == expected
    assert texts_to(application.person) == ["Welcome!"]
