"""What waits for one of a pair is read from what is due, as long as it is open."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from mentorship.extensions import db
from mentorship.models import DueItem, Pair, Party, Reminder
from mentorship.programme import Event
from mentorship.services.match_support import check_ins, support_entries, unanswered
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.pairs import closing, pairs, pauses
from tests.conftest import MovedClock
from tests.factories import accept_introduction, make_coordinator

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture(autouse=True)
def noon(moved_clock: MovedClock) -> None:
    """Begin at noon, so that a change of the clocks changes no day."""
    moved_clock.to(datetime(2027, 2, 1, 20, tzinfo=UTC))


def waiting(pair: Pair) -> list[tuple[Event, int]]:
    """Return what waits for the mentee."""
    found = unanswered.of_person(db.session, pair.mentee.person)
    assert found == [
        item
        for item in unanswered.of_everybody(db.session)
        if item.person_id == pair.mentee.person_id
    ]
    return [(item.event, item.stage) for item in found]


def check_in(pair: Pair) -> None:
    answers = CheckInAnswers(rating=4, obstacle="", wants_call=False)
    check_ins.answer(db.session, pair.mentee.person, pair, answers)


def test_an_introduction_waits_until_somebody_answers(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    assert waiting(introduced) == []
    moved_clock.forward(days=2)
    assert waiting(introduced) == [(Event.ANSWER, 1)]
    moved_clock.forward(days=2)
    assert waiting(introduced) == [(Event.ANSWER, 2)]
    pairs.say_yes(db.session, introduced.mentee.person, introduced)
    assert waiting(introduced) == []
    (of_mentor,) = unanswered.of_everybody(db.session)
    assert of_mentor.person_id == introduced.mentor.person_id


def test_a_check_in_waits_until_it_is_answered_and_the_next_one_a_month_later(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    accept_introduction(introduced)
    moved_clock.forward(days=27)
    assert waiting(introduced) == []
    moved_clock.forward(days=4)
    assert waiting(introduced)[0][0] is Event.CHECK_IN
    check_in(introduced)
    assert waiting(introduced) == []
    moved_clock.forward(days=31)
    assert [event for event, _stage in waiting(introduced)] == [Event.CHECK_IN]


def call(pair: Pair) -> None:
    """Note that a coordinator has talked with the mentee instead."""
    item = support_entries.due_item(db.session, pair, "check_in", Party.MENTEE)
    assert item is not None
    support_entries.mark_done(db.session, make_coordinator(), item)


@pytest.mark.parametrize(
    "stop",
    [
        lambda pair: pauses.pause(db.session, pair.mentee.person, pair),
        lambda pair: closing.end(db.session, pair.mentor.person, pair),
        call,
    ],
    ids=["paused", "ended", "done by a coordinator"],
)
def test_nothing_waits_of_a_pair_that_rests_or_has_ended_or_when_a_coordinator_has_done_it(
    introduced: Pair, moved_clock: MovedClock, stop: Callable[[Pair], None]
) -> None:
    accept_introduction(introduced)
    moved_clock.forward(days=40)
    assert waiting(introduced) == [(Event.CHECK_IN, 2)]
    stop(introduced)
    assert waiting(introduced) == []


def test_the_form_after_the_end_waits_three_days_later_and_none_after_an_introduction(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    accept_introduction(introduced)
    closing.end(db.session, introduced.mentor.person, introduced)
    assert waiting(introduced) == []
    moved_clock.forward(days=3)
    assert waiting(introduced) == [(Event.EXIT_FORM, 1)]
    introduced.started_at = None
    db.session.query(DueItem).delete()
    assert waiting(introduced) == []


def test_what_somebody_was_reminded_of_counts_for_this_time_alone_whatever_shifts(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=4)
    (item,) = unanswered.of_person(db.session, introduced.mentee.person)
    assert item.reminded == 0
    key = {"pair_id": item.pair_id, "person_id": item.person_id, "about": item.rule}
    db.session.add(Reminder(**key, since=item.since, stage=1))
    (item,) = unanswered.of_person(db.session, introduced.mentee.person)
    assert item.reminded == 1
    for due_item in db.session.query(DueItem).where(DueItem.party == Party.MENTEE):
        assert due_item.due_on is not None
        due_item.due_on -= timedelta(days=1)
    (item,) = unanswered.of_person(db.session, introduced.mentee.person)
    assert item.reminded == 1
    for due_item in db.session.query(DueItem).where(DueItem.party == Party.MENTEE):
        due_item.since += timedelta(days=1)
    (item,) = unanswered.of_person(db.session, introduced.mentee.person)
    assert item.reminded == 0
