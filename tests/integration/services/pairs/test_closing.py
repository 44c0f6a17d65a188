"""A match ends as the two plan it, or at once; nothing but their word ends it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Closure, Pair, PairState, Person
from mentorship.services.applications import submission
from mentorship.services.pairing.pair_constraints import ban_of
from mentorship.services.pairs import closing, introductions
from tests.conftest import Applicant, Mailbox
from tests.factories import accept_introduction

pytestmark = pytest.mark.usefixtures("each_database")

IN_A_WEEK = timedelta(days=7)


def plan(pair: Pair, person: Person, closure: Closure = Closure.EXPECTED) -> date:
    day = today() + IN_A_WEEK
    closing.plan(db.session, person, pair, closure, day)
    db.session.commit()
    return day


def recorded() -> list[str]:
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    return [action for action in actions if "closing" in action or action == "end match"]


@pytest.mark.parametrize("closure", [Closure.EXPECTED, Closure.EARLY])
def test_a_planned_end_leaves_the_match_open_until_somebody_says_goodbye(
    pair: Pair, mentee: Person, mentor: Person, closure: Closure
) -> None:
    day = plan(pair, mentee, closure)
    assert (pair.state, pair.closes_on, pair.closure) == (PairState.ACTIVE, day, closure)
    assert introductions.introduction_for(db.session, mentor, pair).contact is not None
    closing.say_goodbye(db.session, mentor, pair)
    db.session.commit()
    assert (pair.state, pair.closes_on, pair.closure) == (PairState.CLOSED, day, closure)
    assert introductions.introduction_for(db.session, mentor, pair).contact is None
    banned = ban_of(db.session, pair.mentee_id, pair.mentor_id)
    assert banned is not None
    assert banned.said_by == "", "nobody of the two has turned the other down"


def test_the_same_plan_twice_is_one_plan(pair: Pair, mentee: Person) -> None:
    for _ in range(2):
        plan(pair, mentee)
    assert recorded() == ["plan closing"]


def test_the_other_one_is_told_of_a_plan_of_its_end_and_of_the_goodbye(
    pair: Pair, mentee: Person, mentor: Person, mailbox: Mailbox
) -> None:
    def told_by(act: Callable[[], object]) -> list[str]:
        mailbox.emails()
        db.session.execute(update(Person).values(news_emailed_at=None))
        db.session.commit()
        already_sent = len(mailbox.emails())
        act()
        db.session.commit()
        return [to for to, _subject, _body in mailbox.emails()[already_sent:]]

    assert told_by(lambda: plan(pair, mentee)) == [mentor.sign_in_name]
    assert told_by(lambda: closing.cancel(db.session, mentor, pair)) == [mentee.sign_in_name]
    plan(pair, mentee)
    goodbye = told_by(lambda: closing.say_goodbye(db.session, mentee, pair))
    assert goodbye == [mentor.sign_in_name]


def test_the_two_can_go_on_after_all_and_twice_is_once(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    plan(pair, mentee)
    for person in (mentor, mentee):
        closing.cancel(db.session, person, pair)
    db.session.commit()
    assert (pair.closes_on, pair.closure) == (None, None)
    assert recorded() == ["plan closing", "cancel closing"]
    with pytest.raises(UserFacingError, match="your match goes on"):
        closing.say_goodbye(db.session, mentee, pair)


def test_the_day_of_the_goodbye_brings_a_question_and_ends_nothing(
    pair: Pair, mentee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not closing.asks_about_goodbye(pair)
    day = plan(pair, mentee)
    for moved, asks in ((-1, False), (0, True), (30, True)):
        monkeypatch.setattr(closing, "today", lambda moved=moved: day + timedelta(days=moved))
        assert closing.asks_about_goodbye(pair) is asks
    assert pair.state is PairState.ACTIVE


def test_whoever_stops_at_once_does_so_also_after_a_plan(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    plan(pair, mentor)
    closing.end(db.session, mentee, pair)
    assert (pair.state, pair.closure) == (PairState.CLOSED, Closure.SUDDEN)
    assert pair.closes_on is None


def test_the_two_do_not_read_that_a_coordinator_ended_it(pair: Pair, coordinator: Person) -> None:
    closing.end(db.session, coordinator, pair)
    assert pair.closure is Closure.REQUESTED
    assert closing.how_it_ended(pair) is Closure.SUDDEN


def test_an_introduction_that_ends_was_no_match(introduced: Pair, coordinator: Person) -> None:
    closing.end(db.session, coordinator, introduced)
    assert (introduced.state, introduced.closure) == (PairState.CLOSED, None)


@pytest.mark.parametrize("by_own_hand", [True, False])
def test_a_withdrawal_ends_a_match_at_once(pair: Pair, *, by_own_hand: bool) -> None:
    plan(pair, pair.mentor.person)
    actor = pair.mentee.person if by_own_hand else None
    submission.withdraw(db.session, actor, pair.mentee)
    expected = Closure.SUDDEN if by_own_hand else Closure.REQUESTED
    assert (pair.closure, pair.closes_on) == (expected, None)


def test_only_a_match_of_ones_own_that_has_begun_and_not_ended_can_be_planned_to_end(
    introduced: Pair, applicant: Applicant
) -> None:
    mentee, stranger = introduced.mentee.person, applicant("mentee", "stranger@example.org").person
    with pytest.raises(UserFacingError, match="both of you"):
        plan(introduced, mentee)
    pair = accept_introduction(introduced)
    with pytest.raises(UserFacingError, match="Only the two people"):
        plan(pair, stranger)
    closing.end(db.session, mentee, pair)
    with pytest.raises(UserFacingError, match="ended already"):
        plan(pair, mentee)


def test_a_plan_after_a_simultaneous_end_is_refused(pair: Pair, mentee: Person) -> None:
    assert pair.state is PairState.ACTIVE  # as this request saw it
    with Session(db.engine) as other_session:
        same = other_session.get_one(Pair, pair.id)
        closing.end(other_session, same.mentor.person, same)
        other_session.commit()
    with pytest.raises(UserFacingError, match="ended already"):
        plan(pair, mentee)
