"""Whatever happens to a pair, what is stored as due is what follows from its history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    EVERYWHERE,
    Closure,
    DueItem,
    Meeting,
    Pair,
    Person,
    Role,
    SafetyPeriod,
    SupportEntry,
)
from mentorship.programme import CheckInFlag, Event, Period, Programme
from mentorship.runtime import current_runtime
from mentorship.services.match_support import (
    check_ins,
    due_items,
    due_list,
    histories,
    safety_mode,
    safety_periods,
    support_entries,
)
from mentorship.services.pairs import agreements, closing, exit_forms, meetings, pairs, pauses
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.exit_forms import ExitEntry
from mentorship.services.pairs.meetings import MeetingEntry, MeetingOnSameDayError
from tests.conftest import MovedClock, change_runtime
from tests.factories import make_coordinator
from tests.integration.services.match_support.conftest import answers
from tests.integration.situations import make_rows

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
ENTRY = MeetingEntry(datetime(2026, 11, 1, tzinfo=UTC).date(), 60, "online", "talk", "")
HOME = "central"  # where both people of `make_rows` live
BEGINNINGS = [
    datetime(2027, 3, 13, 23, 50, tzinfo=LOS_ANGELES),  # the night before the clock goes forward
    datetime(2027, 11, 6, 23, 50, tzinfo=LOS_ANGELES),  # and back
    datetime(2026, 12, 31, 23, 50, tzinfo=LOS_ANGELES),
    datetime(2027, 1, 31, 12, 0, tzinfo=LOS_ANGELES),
]
ROLE, PLACE, RATING = st.sampled_from(Role), st.integers(0, 9), st.integers(1, 5)
REGION = st.sampled_from([EVERYWHERE, HOME, "valley"])
STEP = st.one_of(
    st.tuples(st.just("say_yes"), ROLE),
    st.tuples(st.just("log_meeting"), ROLE, st.integers(-1, 40)),
    st.tuples(st.just("change_meeting"), ROLE, st.integers(0, 40)),
    st.tuples(st.just("delete_meeting"), ROLE),
    st.tuples(st.just("propose"), ROLE, st.sampled_from([30, 45])),
    st.tuples(st.just("agree"), ROLE),
    st.tuples(st.just("take_back"), ROLE),
    st.tuples(st.just("check_in"), ROLE, RATING, st.booleans()),
    st.tuples(st.just("mark_done"), PLACE),
    st.tuples(st.just("postpone"), PLACE, st.integers(1, 60)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("pause"), ROLE),
    st.tuples(st.just("resume"), ROLE),
    st.tuples(st.just("begin_safety_mode"), REGION),
    st.tuples(st.just("end_safety_mode"), PLACE),
    st.tuples(st.just("plan_closing"), ROLE, st.integers(0, 30)),
    st.tuples(st.just("cancel_closing"), ROLE),
    st.tuples(st.just("say_goodbye"), ROLE),
    st.tuples(st.just("end"), ROLE),
    st.tuples(st.just("look_back"), ROLE),
)
Step = tuple[object, ...]
HOURS = st.one_of(st.integers(0, 3), st.integers(4, 24 * 50))
SEQUENCE = st.lists(st.tuples(HOURS, STEP), min_size=12, max_size=24)


@contextmanager
def refused_or_done() -> Iterator[None]:
    """Let something be refused with a sentence, as a request would be that is rolled back."""
    try:
        with db.session.begin_nested():
            yield
    except MeetingOnSameDayError:
        pass
    except UserFacingError as error:
        if not str(error):
            raise


class Life:
    """What the two of a pair and their coordinator do."""

    def __init__(self, coordinator: Person) -> None:
        rows = make_rows("introduced")
        db.session.add_all(rows.values())
        db.session.commit()
        self.pair, self.coordinator = rows["pair"], coordinator
        due_items.refresh(db.session, self.pair)

    def act(self, step: Step) -> None:
        name, *values = step
        action: Callable[..., None] = getattr(self, str(name))
        with refused_or_done():
            action(*values)

    def person(self, role: Role) -> Person:
        return self.pair.own_side(role).person

    def say_yes(self, role: Role) -> None:
        pairs.say_yes(db.session, self.person(role), self.pair)

    def log_meeting(self, role: Role, days_ago: int) -> None:
        entry = replace(ENTRY, held_on=today() - timedelta(days=days_ago))
        meetings.log_meeting(db.session, self.person(role), self.pair, entry)

    def change_meeting(self, role: Role, days_ago: int) -> None:
        entry = replace(ENTRY, held_on=today() - timedelta(days=days_ago))
        for meeting in self.newest_meeting():
            meetings.change_meeting(db.session, self.person(role), meeting, entry)

    def delete_meeting(self, role: Role) -> None:
        for meeting in self.newest_meeting():
            meetings.delete_meeting(db.session, self.person(role), meeting)

    def newest_meeting(self) -> list[Meeting]:
        return meetings.meetings_of(db.session, self.pair)[:1]

    def propose(self, role: Role, minutes: int) -> None:
        terms = AgreementTerms("every_week", minutes, "online")
        seen = agreements.version_of(agreements.newest_agreement(db.session, self.pair))
        agreements.propose(db.session, self.person(role), self.pair, terms, seen)

    def agree(self, role: Role) -> None:
        if waiting := agreements.agreement_that_waits(db.session, self.pair):
            agreements.agree(db.session, self.person(role), waiting)

    def take_back(self, role: Role) -> None:
        if newest := agreements.newest_agreement(db.session, self.pair):
            agreements.take_back(db.session, self.person(role), newest)

    def check_in(self, role: Role, rating: int, wants_call: bool) -> None:
        given = answers(rating, wants_call=wants_call)
        check_ins.answer(db.session, self.person(role), self.pair, given)

    def mark_done(self, at: int) -> None:
        for item in self.open_item(at):
            support_entries.mark_done(db.session, self.coordinator, item, was_right=True)

    def postpone(self, at: int, number: int) -> None:
        for item in self.open_item(at):
            until = today() + timedelta(days=number)
            support_entries.postpone(db.session, self.coordinator, item, until, "On a trip.")

    def open_item(self, at: int) -> list[DueItem]:
        items = due_list.open_items_of(db.session, self.pair)
        return [items[at % len(items)]] if items else []

    def undo(self) -> None:
        for entry in support_entries.entries_of(db.session, self.pair)[:1]:
            support_entries.undo(db.session, self.coordinator, entry)

    def pause(self, role: Role) -> None:
        pauses.pause(db.session, self.person(role), self.pair)

    def resume(self, role: Role) -> None:
        pauses.resume(db.session, self.person(role), self.pair)

    def begin_safety_mode(self, region: str) -> None:
        safety_mode.begin(db.session, self.coordinator, region)

    def end_safety_mode(self, at: int) -> None:
        periods = safety_mode.all_periods(db.session)
        if periods:
            safety_mode.end(db.session, self.coordinator, periods[at % len(periods)])

    def plan_closing(self, role: Role, number: int) -> None:
        day = today() + timedelta(days=number)
        closing.plan(db.session, self.person(role), self.pair, Closure.EARLY, day)

    def cancel_closing(self, role: Role) -> None:
        closing.cancel(db.session, self.person(role), self.pair)

    def say_goodbye(self, role: Role) -> None:
        closing.say_goodbye(db.session, self.person(role), self.pair)

    def end(self, role: Role) -> None:
        closing.end(db.session, self.person(role), self.pair)

    def look_back(self, role: Role) -> None:
        if exit_forms.may_fill_in(self.pair):
            entry = ExitEntry(4, "", "", stays_in_touch=False, takes_more=None)
            exit_forms.save(db.session, self.person(role), self.pair, entry)

    def rests(self) -> bool:
        regions = {period.region for period in db.session.scalars(safety_periods.open_periods())}
        paused = pauses.open_pause(db.session, self.pair) is not None
        return paused or bool(regions & {EVERYWHERE, HOME})

    def check(self) -> None:
        db.session.flush()
        db.session.expire_all()
        rows = items_of(self.pair)
        assert len({(row.rule, row.party) for row in rows}) == len(rows)
        assert as_expected(rows) == follows_from_history(self.pair)
        asked = [row for row in rows if row.done_on is None and row.rule not in set(CheckInFlag)]
        assert {row.due_on is None for row in asked} <= {self.rests()}


def items_of(pair: Pair) -> list[DueItem]:
    return list(db.session.scalars(select(DueItem).where(DueItem.pair_id == pair.id)))


def as_expected(rows: list[DueItem]) -> set[tuple[object, ...]]:
    return {(row.rule, row.party, row.due_on, row.done_on) for row in rows}


def follows_from_history(pair: Pair) -> set[tuple[object, ...]]:
    (history,) = histories.read(db.session, [pair.id])
    items = due_items.items_from(history)
    return {(item.rule, item.party, item.due_on, item.done_on) for item in items}


@pytest.mark.slow
@pytest.mark.usefixtures("each_database")
def test_after_any_life_of_a_pair_what_is_stored_follows_from_its_history(
    coordinator: Person, moved_clock: MovedClock
) -> None:
    @given(beginning=st.sampled_from(BEGINNINGS), both=st.booleans(), sequence=SEQUENCE)
    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def any_life(beginning: datetime, both: bool, sequence: list[tuple[int, Step]]) -> None:
        moved_clock.to(beginning)
        try:
            life = Life(coordinator)
            for role in Role if both else ():
                life.say_yes(role)
            for hours, step in sequence:
                life.act(step)
                life.check()
                moved_clock.forward(hours=hours)
                life.check()
        finally:
            db.session.rollback()  # nothing else was committed: each example has its own pair

    any_life()


def test_nothing_is_asked_after_an_introduction_that_did_not_become_a_match(
    introduced: Pair,
) -> None:
    assert items_of(introduced)
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    assert items_of(introduced) == []


def test_a_match_that_ends_while_it_rests_is_still_closed_well(
    pair: Pair, mentee: Person, coordinator: Person, moved_clock: MovedClock
) -> None:
    pauses.pause(db.session, mentee, pair)
    closing.end(db.session, coordinator, pair)
    moved_clock.forward(days=15)
    due = {item.rule for item in due_list.open_items_of(db.session, pair)}
    assert due == {"closing_talk", "exit_form"}
    assert all(item.due_on for item in due_list.open_items_of(db.session, pair))


def test_what_was_done_too_late_stays_too_late_when_the_match_rests(
    pair: Pair, coordinator: Person, mentee: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=20)
    for item in due_list.open_items_of(db.session, pair):
        if item.rule == "training":
            support_entries.mark_done(db.session, coordinator, item)
    before = {row.party: row.due_on for row in items_of(pair) if row.rule == "training"}
    pauses.pause(db.session, mentee, pair)
    moved_clock.forward(days=9)
    due_items.refresh(db.session, pair)
    assert {row.party: row.due_on for row in items_of(pair) if row.rule == "training"} == before


@pytest.fixture
def three_pairs(each_database: None) -> list[Pair]:
    found = []
    for _ in range(3):
        rows = make_rows("active")
        rows["pair"].started_at = rows["pair"].mentee_agreed_at
        db.session.add_all(rows.values())
        found.append(rows["pair"])
    db.session.commit()
    return found


def use(app: Flask, programme: Programme) -> None:
    change_runtime(app, programme_source=lambda: programme)


def test_every_pair_is_refreshed_once_after_the_rules_or_the_zone_change(
    app: Flask, three_pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_items, "BATCH_SIZE", 2)
    due_items.refresh_outdated(db.session)
    shipped = current_runtime().programme
    assert [as_expected(items_of(pair)) for pair in three_pairs] == [
        follows_from_history(pair) for pair in three_pairs
    ]
    later = replace(shipped.cadence["first_contact"], after=Period(days=30))
    use(app, replace(shipped, cadence={**shipped.cadence, "first_contact": later}))
    due_items.refresh_outdated(db.session)
    for pair in three_pairs:
        days = {row.due_on for row in items_of(pair) if row.rule == "first_contact"}
        assert days == {today() + timedelta(days=30)}
    use(app, replace(shipped, zone="Pacific/Kiritimati"))
    due_items.refresh_outdated(db.session)
    for pair in three_pairs:
        assert as_expected(items_of(pair)) == follows_from_history(pair)


def test_a_refresh_of_what_is_up_to_date_touches_nothing(
    three_pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    due_items.refresh_outdated(db.session)
    ids = {row.id for pair in three_pairs for row in items_of(pair)}
    monkeypatch.setattr(due_items, "refresh", None)  # would fail if it was called
    due_items.refresh_outdated(db.session)
    assert {row.id for pair in three_pairs for row in items_of(pair)} == ids


def test_a_refresh_keeps_the_rows_that_stay_and_deletes_those_that_nothing_asks_for(
    three_pairs: list[Pair],
) -> None:
    due_items.refresh_outdated(db.session)
    before = {(row.rule, row.party): row.id for row in items_of(three_pairs[0])}
    stale = DueItem(
        pair_id=three_pairs[0].id, rule="removed", party="both", since=today(), due_on=today()
    )
    db.session.add(stale)
    db.session.execute(update(Pair).values(scheduled_by=None))
    db.session.commit()
    due_items.refresh_outdated(db.session)
    assert {(row.rule, row.party): row.id for row in items_of(three_pairs[0])} == before


def test_the_digest_of_the_rules_changes_with_them_and_with_the_zone_alone(app: Flask) -> None:
    shipped, digest = current_runtime().programme, due_items.rules_digest(db.session)
    use(app, replace(shipped, name="Another name"))
    assert due_items.rules_digest(db.session) == digest
    use(app, replace(shipped, zone="America/New_York"))
    assert due_items.rules_digest(db.session) != digest
    check_in = replace(shipped.cadence["check_in"], met_by=(Event.MEETING,))
    use(app, replace(shipped, cadence={**shipped.cadence, "check_in": check_in}))
    assert due_items.rules_digest(db.session) != digest


def test_flags_of_check_ins_have_a_day_also_while_the_match_rests(
    pair: Pair, mentee: Person, coordinator: Person
) -> None:
    safety_mode.begin(db.session, make_coordinator("second@example.org"), EVERYWHERE)
    check_ins.answer(db.session, mentee, pair, answers(1, wants_call=True))
    days = {row.rule: row.due_on for row in items_of(pair)}
    assert days["call_wanted"] == days["low_rating"] == today()
    assert days["check_in"] is None


def test_a_region_without_the_two_changes_nothing_for_them(pair: Pair, coordinator: Person) -> None:
    before = as_expected(items_of(pair))
    safety_mode.begin(db.session, coordinator, "valley")
    assert as_expected(items_of(pair)) == before
    assert db.session.query(SafetyPeriod).count() == 1
    assert db.session.query(SupportEntry).count() == 0
