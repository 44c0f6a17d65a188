"""What has happened to pairs is read in days of the programme, for many as for one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import Closure, Pair, Party, Person, Role
from mentorship.programme import Anchor, Event
from mentorship.services.match_support import (
    check_ins,
    histories,
    safety_mode,
    support_entries,
)
from mentorship.services.match_support.histories import PairHistory
from mentorship.services.match_support.schedule import EACH
from mentorship.services.pairs import agreements, closing, meetings, pairs, pauses
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import MovedClock
from tests.factories import accept_introduction
from tests.integration.services.match_support.conftest import answers
from tests.integration.situations import make_rows

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
DAY = timedelta(days=1)


def history_of(pair: Pair) -> PairHistory:
    db.session.flush()
    (history,) = histories.read(db.session, [pair.id])
    return history


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 2, 1),
        date(2027, 3, 13),  # the clock goes forward that night
        date(2027, 3, 14),
        date(2027, 11, 6),  # and back
        date(2027, 11, 7),
        date(2027, 12, 31),
    ],
)
def test_a_moment_shortly_before_midnight_counts_for_that_day(
    introduced: Pair, moved_clock: MovedClock, day: date
) -> None:
    moved_clock.to(datetime(day.year, day.month, day.day, 23, 58, tzinfo=LOS_ANGELES))
    accept_introduction(introduced)
    mentee = introduced.mentee.person
    check_ins.answer(db.session, mentee, introduced, answers())
    pauses.pause(db.session, mentee, introduced)
    moved_clock.forward(minutes=4)
    pauses.resume(db.session, mentee, introduced)
    history = history_of(introduced)
    assert history.anchors[Anchor.START] == day
    assert history.events[Event.ANSWER, Party.MENTEE] == {day}
    assert history.events[Event.CHECK_IN, Party.MENTEE] == {day}
    assert history.for_rules().interruptions == [(day, day + DAY)]


def test_what_one_did_is_theirs_and_what_both_did_is_with_each_of_them(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    check_ins.answer(db.session, mentor, pair, answers(2, wants_call=True))
    entry = MeetingEntry(today() - 3 * DAY, 60, "online", "talk", "")
    meetings.log_meeting(db.session, mentee, pair, entry)
    history = history_of(pair)
    assert (Event.CHECK_IN, Party.MENTEE) not in history.events
    assert [answer.rating for answer in history.answers[Party.MENTOR]] == [2]
    for party in (*EACH, Party.BOTH):
        assert history.events[Event.MEETING, party] == {today() - 3 * DAY}


def test_a_proposal_is_no_agreement_and_a_changed_one_keeps_its_day(
    pair: Pair, mentee: Person, mentor: Person, moved_clock: MovedClock
) -> None:
    terms = AgreementTerms("every_week", 45, "online")
    proposal = agreements.propose(db.session, mentee, pair, terms, seen="")
    assert (Event.AGREEMENT, Party.BOTH) not in history_of(pair).events
    agreements.agree(db.session, mentor, proposal)
    first = today()
    moved_clock.forward(days=40)
    seen = agreements.version_of(agreements.newest_agreement(db.session, pair))
    change = AgreementTerms("every_week", 30, "online")
    changed = agreements.propose(db.session, mentor, pair, change, seen)
    agreements.agree(db.session, mentee, changed)
    assert history_of(pair).events[Event.AGREEMENT, Party.BOTH] == {first}


def test_what_is_done_ends_what_was_put_off_before_and_not_what_is_put_off_later(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    def check_in_item() -> Any:
        return support_entries.due_item(db.session, pair, "check_in", "mentee")

    until, key = today() + 40 * DAY, ("check_in", Party.MENTEE)
    support_entries.postpone(db.session, coordinator, check_in_item(), until, "Away.")
    assert history_of(pair).postponed == {key: (today(), until)}
    support_entries.mark_done(db.session, coordinator, check_in_item())
    assert history_of(pair).postponed == {}
    assert history_of(pair).done[key] == {today()}
    moved_clock.forward(hours=1)
    support_entries.postpone(db.session, coordinator, check_in_item(), until, "Away.")
    assert history_of(pair).postponed == {key: (today(), until)}


def test_what_goes_on_now_interrupts_and_has_no_end(
    pair: Pair, mentee: Person, coordinator: Person
) -> None:
    pauses.pause(db.session, mentee, pair)
    period = safety_mode.begin(db.session, coordinator, "")
    history = history_of(pair).for_rules()
    assert history.is_interrupted
    assert history.interruptions == [(today(), date.max)] * 2
    pauses.resume(db.session, mentee, pair)
    assert history_of(pair).for_rules().is_interrupted, "safety mode is still on"
    safety_mode.end(db.session, coordinator, period)
    assert not history_of(pair).for_rules().is_interrupted


def test_a_planned_goodbye_counts_only_until_the_match_has_ended(
    pair: Pair, coordinator: Person
) -> None:
    closing.plan(db.session, pair.mentee.person, pair, Closure.EARLY, today() + 7 * DAY)
    assert history_of(pair).anchors[Anchor.GOODBYE] == today() + 7 * DAY
    closing.end(db.session, coordinator, pair)
    anchors = history_of(pair).anchors
    assert Anchor.GOODBYE not in anchors
    assert anchors[Anchor.END] == today()


def test_an_introduction_that_ended_has_no_days_to_count_from(introduced: Pair) -> None:
    pairs.say_no(db.session, introduced.mentor.person, introduced)
    assert history_of(introduced).anchors == {}


def test_of_a_check_in_that_cannot_be_read_its_day_still_counts(pair: Pair, mentee: Person) -> None:
    check_in = check_ins.answer(db.session, mentee, pair, answers(1))
    check_in.sealed = check_in.sealed[:-1] + bytes([check_in.sealed[-1] ^ 1])
    db.session.flush()
    db.session.expire_all()
    history = history_of(pair)
    assert history.events[Event.CHECK_IN, Party.MENTEE] == {today()}
    assert history.answers[Party.MENTEE] == []


@contextmanager
def statements() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_many_histories_take_as_many_statements_as_one(coordinator: Person) -> None:
    ids = []
    for _ in range(6):
        rows = make_rows("active")
        rows["pair"].started_at = now()
        db.session.add_all(rows.values())
        db.session.flush()
        pair = rows["pair"]
        check_ins.answer(db.session, pair.own_side(Role.MENTEE).person, pair, answers())
        ids.append(pair.id)
    safety_mode.begin(db.session, coordinator, "valley")
    db.session.commit()
    counts = []
    for chosen in (ids, ids[:1], ids):  # at first keys are read too
        db.session.expire_all()
        with statements() as sent:
            assert len(histories.read(db.session, chosen)) == len(chosen)
        counts.append(len(sent))
    assert counts[1] == counts[2]
