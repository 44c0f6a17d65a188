"""The list of what is due: calls first, other flags, then what has been due longest."""

from datetime import timedelta

import pytest

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import DueItem, Pair, Party, Person
from mentorship.programme import Event
from mentorship.services.match_support import check_ins, due_list, support_entries
from mentorship.services.match_support.due_list import ListedItem
from mentorship.services.pairs import pauses
from tests.conftest import MovedClock
from tests.factories import make_coordinator
from tests.integration.services.match_support.conftest import answers

pytestmark = pytest.mark.usefixtures("each_database")
WEEK = timedelta(days=7)


def listed(reader: Person, **filters: object) -> list[ListedItem]:
    ids = db.session.scalars(due_list.ids_due(reader, **filters)).all()  # type: ignore[arg-type]
    return due_list.listed(db.session, ids)


def test_calls_come_first_then_flags_then_what_has_been_due_longest(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=25)
    check_ins.answer(db.session, mentee, pair, answers(1))
    check_ins.answer(db.session, mentor, pair, answers(5, wants_call=True))
    rules = [listed_.item.rule for listed_ in listed(coordinator)]
    assert rules[:3] == ["call_wanted", "low_rating", "rating_gap"]
    assert set(rules[3:7]) == {"first_contact", "training"}
    assert set(rules[7:]) == {"agreement", "first_meeting"}
    first = listed(coordinator)[0]
    assert (first.item.party, first.mentee_name, first.mentor_name) == (
        Party.MENTOR,
        "mentee",
        "mentor",
    )


def test_the_list_is_filtered_by_rule_by_day_and_by_who_looks_after_a_pair(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=14)
    assert {listed_.item.rule for listed_ in listed(coordinator)} == {"first_contact", "training"}
    assert {listed_.item.rule for listed_ in listed(coordinator, rules=["training"])} == {
        "training"
    }
    assert listed(coordinator, rules=[]) == []
    coming = {listed_.item.rule for listed_ in listed(coordinator, until=today() + WEEK)}
    assert coming == {"first_contact", "training", "agreement", "first_meeting"}
    assert due_list.count_due(db.session, coordinator) == {"first_contact": 2, "training": 2}
    pair.coordinator_id = make_coordinator("second@example.org").id
    db.session.flush()
    assert listed(coordinator, own=True) == []
    assert due_list.count_due(db.session, coordinator, own=True) == {}
    pair.coordinator_id = coordinator.id
    db.session.flush()
    assert len(listed(coordinator, own=True)) == 4


def test_nobody_reads_what_is_due_for_a_match_of_their_own(
    pair: Pair, mentee: Person, mentor: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=14)
    assert listed(mentee) == listed(mentor) == []
    assert due_list.count_due(db.session, mentor) == {}


def test_a_match_that_rests_is_not_in_the_list(
    pair: Pair, mentee: Person, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=14)
    pauses.pause(db.session, mentee, pair)
    assert listed(coordinator, until=today() + 10 * WEEK) == []
    items = due_list.open_items_of(db.session, pair)
    assert items
    assert {item.due_on for item in items} == {None}


def test_what_is_asked_of_a_pair_comes_by_day_after_its_flags(
    pair: Pair, mentee: Person, coordinator: Person
) -> None:
    item = support_entries.due_item(db.session, pair, "training", "mentor")
    assert item is not None
    support_entries.mark_done(db.session, coordinator, item)
    items = due_list.open_items_of(db.session, pair)
    days = [str(row.due_on) for row in items if row.rule not in due_list.flag_codes()]
    assert days == sorted(days)
    assert ("training", Party.MENTOR) not in {(row.rule, row.party) for row in items}
    check_ins.answer(db.session, mentee, pair, answers(wants_call=True))
    assert due_list.open_items_of(db.session, pair)[0].rule == "call_wanted"


def test_the_flags_of_a_pair_are_named_once_each(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    for person in (mentee, mentor):
        check_ins.answer(db.session, person, pair, answers(2))
    assert due_list.flags_of(db.session, coordinator, [pair.id, 99]) == {pair.id: ["low_rating"]}
    flagged = due_list.is_flagged("low_rating", coordinator.id)
    assert db.session.query(Pair).filter(flagged).count() == 1
    flagged = due_list.is_flagged("rating_gap", coordinator.id)
    assert db.session.query(Pair).filter(flagged).count() == 0


def test_the_day_until_which_an_event_is_awaited_is_the_first_of_its_rules(
    introduced: Pair,
) -> None:
    five_days_on = today() + timedelta(days=5)
    assert due_list.day_due(db.session, introduced, Event.ANSWER, Party.MENTEE) == five_days_on
    assert due_list.day_due(db.session, introduced, Event.CHECK_IN, Party.MENTEE) is None


def test_a_name_that_cannot_be_read_leaves_its_row_in_the_list(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=14)
    profile = pair.mentee.profile
    profile.sealed = profile.sealed[:-1] + bytes([profile.sealed[-1] ^ 1])
    db.session.commit()
    items = listed(coordinator)
    assert len(items) == 4
    assert {(item.mentee_name, item.mentor_name) for item in items} == {(None, "mentor")}


def test_an_item_that_is_gone_by_then_is_left_out(pair: Pair, coordinator: Person) -> None:
    ids = [row.id for row in db.session.query(DueItem).filter_by(pair_id=pair.id)]
    found = due_list.listed(db.session, [ids[1], 99999, ids[0]])
    assert [listed_.item.id for listed_ in found] == [ids[1], ids[0]]
