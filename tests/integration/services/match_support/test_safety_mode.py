"""Safety mode begins and ends once, shifts what is due, makes nobody late, and is recorded."""

from datetime import timedelta

import pytest

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import EVERYWHERE, AuditEntry, Pair, Person, SafetyPeriod
from mentorship.services.match_support import due_list, safety_mode, safety_periods
from mentorship.services.pairs import common_times
from tests.conftest import MovedClock
from tests.factories import make_coordinator

pytestmark = pytest.mark.usefixtures("each_database")


def days_of(pair: Pair) -> dict[tuple[str, str], object]:
    items = due_list.open_items_of(db.session, pair)
    return {(item.rule, item.party.value): item.due_on for item in items}


def actions() -> list[tuple[str, int | None]]:
    rows = db.session.query(AuditEntry).filter_by(subject="safety_period")
    return [(row.action, row.actor_id) for row in rows.order_by(AuditEntry.id)]


def test_days_shift_by_the_time_that_it_was_on_and_nobody_is_late(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    before = days_of(pair)
    moved_clock.forward(days=10)
    period = safety_mode.begin(db.session, coordinator, EVERYWHERE)
    assert set(days_of(pair).values()) == {None}
    moved_clock.forward(days=30)
    assert due_list.count_due(db.session, coordinator) == {}
    safety_mode.end(db.session, coordinator, period)
    assert days_of(pair) == {
        key: day + timedelta(days=30)  # type: ignore[operator]
        for key, day in before.items()
    }
    assert due_list.count_due(db.session, coordinator) == {}


def test_an_introduction_waits_longer_too(
    introduced: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    period = safety_mode.begin(db.session, coordinator, "central")
    moved_clock.forward(days=8)
    safety_mode.end(db.session, coordinator, period)
    assert set(days_of(introduced).values()) == {today() + timedelta(days=5)}


def test_two_coordinators_begin_and_end_it_once(pair: Pair, coordinator: Person) -> None:
    second = make_coordinator("second@example.org")
    first = safety_mode.begin(db.session, coordinator, EVERYWHERE)
    assert safety_mode.begin(db.session, second, EVERYWHERE) is first
    for actor in (second, coordinator):
        safety_mode.end(db.session, actor, first)
    assert (first.started_by, first.ended_by) == (coordinator.id, second.id)
    assert actions() == [
        ("begin safety mode", coordinator.id),
        ("end safety mode", second.id),
    ]
    again = safety_mode.begin(db.session, coordinator, EVERYWHERE)
    assert safety_mode.all_periods(db.session) == [again, first]
    assert safety_mode.period_with_id(db.session, first.id) is first


def test_it_ends_for_a_pair_only_once_no_period_is_about_it(
    pair: Pair, coordinator: Person
) -> None:
    whole = safety_mode.begin(db.session, coordinator, EVERYWHERE)
    home = safety_mode.begin(db.session, coordinator, "central")
    safety_mode.end(db.session, coordinator, whole)
    assert set(days_of(pair).values()) == {None}
    safety_mode.end(db.session, coordinator, home)
    assert None not in days_of(pair).values()


def test_a_region_that_the_programme_does_not_have_is_refused(coordinator: Person) -> None:
    with pytest.raises(UserFacingError, match="from the list"):
        safety_mode.begin(db.session, coordinator, "atlantis")
    assert db.session.query(SafetyPeriod).count() == 0


def test_no_time_is_suggested_while_it_is_on(pair: Pair, coordinator: Person) -> None:
    assert common_times.suggested_times(db.session, pair)
    period = safety_mode.begin(db.session, coordinator, "central")
    assert safety_periods.is_on_for_pair(db.session, pair)
    assert common_times.suggested_times(db.session, pair) == []
    safety_mode.end(db.session, coordinator, period)
    assert common_times.suggested_times(db.session, pair)
