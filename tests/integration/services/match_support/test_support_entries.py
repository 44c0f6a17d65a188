"""What a coordinator notes moves what is due; it is noted once, and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, DueItem, Pair, Person, SupportEntry
from mentorship.services.match_support import check_ins, support_entries
from mentorship.services.match_support.support_entries import MAX_POSTPONED, MAX_UNDOABLE_SHOWN
from tests.conftest import MovedClock
from tests.factories import make_coordinator
from tests.integration.services.match_support.conftest import answers

pytestmark = pytest.mark.usefixtures("each_database")
DAY = timedelta(days=1)


def item(pair: Pair, rule: str = "first_contact", party: str = "mentee") -> DueItem:
    found = support_entries.due_item(db.session, pair, rule, party)
    assert found is not None
    return found


def test_what_is_asked_once_is_done_for_the_one_whom_it_concerns(
    pair: Pair, coordinator: Person
) -> None:
    entry = support_entries.mark_done(db.session, coordinator, item(pair), "We talked.")
    db.session.commit()
    assert (entry.note, entry.day, entry.was_right) == ("We talked.", today(), None)
    assert item(pair).done_on == today()
    assert item(pair, party="mentor").done_on is None


def test_what_is_asked_again_and_again_comes_back_later(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=35)
    support_entries.mark_done(db.session, coordinator, item(pair, "check_in"))
    due_on = item(pair, "check_in").due_on
    assert due_on is not None
    assert today() + 27 * DAY < due_on


def test_the_second_coordinator_is_told_and_nothing_is_noted_twice(
    pair: Pair, coordinator: Person
) -> None:
    first = item(pair)
    support_entries.mark_done(db.session, coordinator, first)
    second = make_coordinator("second@example.org")
    for act in (
        lambda: support_entries.mark_done(db.session, second, first),
        lambda: support_entries.postpone(db.session, second, first, today() + DAY, "Away."),
    ):
        with pytest.raises(UserFacingError, match="taken care of this already"):
            act()
    assert db.session.query(SupportEntry).count() == 1


def test_what_nothing_asks_for_any_more_is_not_noted(introduced: Pair, coordinator: Person) -> None:
    asked = item(introduced, "answer")
    db.session.delete(asked)
    db.session.flush()
    with pytest.raises(UserFacingError, match="taken care of this already"):
        support_entries.mark_done(db.session, coordinator, asked)


@pytest.mark.parametrize(("days", "is_possible"), [(0, False), (1, True), (60, True), (61, False)])
def test_something_is_put_off_from_tomorrow_to_two_months(
    pair: Pair, coordinator: Person, days: int, is_possible: bool
) -> None:
    assert MAX_POSTPONED == 60 * DAY
    until = today() + days * DAY
    if is_possible:
        support_entries.postpone(db.session, coordinator, item(pair), until, "On a trip.")
        assert item(pair).due_on == max(until, today() + 14 * DAY)
    else:
        with pytest.raises(UserFacingError, match="60 days from now"):
            support_entries.postpone(db.session, coordinator, item(pair), until, "On a trip.")


def test_what_is_undone_is_due_as_before_and_in_the_audit_trail(
    pair: Pair, coordinator: Person
) -> None:
    before = item(pair).due_on
    entry = support_entries.mark_done(db.session, coordinator, item(pair))
    support_entries.undo(db.session, coordinator, entry)
    db.session.commit()
    assert (item(pair).due_on, item(pair).done_on) == (before, None)
    assert support_entries.entries_of(db.session, pair) == []
    actions = [row.action for row in db.session.query(AuditEntry).filter_by(subject="pair")]
    assert actions[-2:] == ["support: done", "undo support entry"]
    with pytest.raises(UserFacingError, match="undone already"):
        support_entries.undo(db.session, coordinator, entry)


def test_only_who_noted_something_undoes_it_and_for_an_hour(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    entry = support_entries.mark_done(db.session, coordinator, item(pair))
    second = make_coordinator("second@example.org")
    assert support_entries.undoable_entries(db.session, second) == []
    with pytest.raises(UserFacingError, match="noted yourself"):
        support_entries.undo(db.session, second, entry)
    assert support_entries.undoable_entries(db.session, coordinator) == [entry]
    moved_clock.forward(minutes=61)
    assert support_entries.undoable_entries(db.session, coordinator) == []
    with pytest.raises(UserFacingError, match="for an hour"):
        support_entries.undo(db.session, coordinator, entry)
    assert support_entries.entry_with_id(db.session, entry.id) is entry


def test_only_the_newest_of_many_entries_are_offered_to_undo(
    pair: Pair, coordinator: Person
) -> None:
    asked = item(pair)
    noted = [
        support_entries.postpone(db.session, coordinator, asked, today() + day * DAY, "Away.")
        for day in range(15, 16 + MAX_UNDOABLE_SHOWN)
    ]
    offered = support_entries.undoable_entries(db.session, coordinator)
    assert offered == noted[: -MAX_UNDOABLE_SHOWN - 1 : -1]


def test_a_postponement_is_told_until_the_item_is_done(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=35)
    asked = item(pair, "check_in")
    assert support_entries.postponement_of(db.session, asked) is None
    until = today() + 2 * DAY
    entry = support_entries.postpone(db.session, coordinator, asked, until, "On a trip.")
    assert support_entries.postponement_of(db.session, asked) is entry
    assert support_entries.postponement_of(db.session, item(pair, "check_in", "mentor")) is None
    support_entries.mark_done(db.session, coordinator, item(pair, "check_in"))
    assert support_entries.postponement_of(db.session, item(pair, "check_in")) is None


def test_a_flag_that_is_resolved_is_raised_again_by_a_new_answer_alone(
    pair: Pair, mentee: Person, coordinator: Person, moved_clock: MovedClock
) -> None:
    check_ins.answer(db.session, mentee, pair, answers(2))
    flag = item(pair, "low_rating")
    entry = support_entries.mark_done(db.session, coordinator, flag, was_right=False)
    assert entry.was_right is False
    assert support_entries.due_item(db.session, pair, "low_rating", "mentee") is None
    moved_clock.forward(days=31)
    check_ins.answer(db.session, mentee, pair, answers(2))
    assert item(pair, "low_rating").due_on == today()


@pytest.mark.parametrize(("rule", "party"), [("first_contact", "nobody"), ("no_rule", "mentee")])
def test_a_url_that_names_nothing_finds_nothing(pair: Pair, rule: str, party: str) -> None:
    assert support_entries.due_item(db.session, pair, rule, party) is None


@pytest.mark.parametrize("is_put_off", [False, True])
def test_what_another_request_has_moved_meanwhile_is_not_moved_again(
    pair: Pair, coordinator: Person, moved_clock: MovedClock, is_put_off: bool
) -> None:
    """Two taps at once have both read the item before either of them locks the pair."""
    moved_clock.forward(days=35)
    read = item(pair, "check_in")
    other_request = update(DueItem).where(DueItem.id == read.id).values(due_on=today() + 9 * DAY)
    db.session.execute(other_request.execution_options(synchronize_session=False))
    until = today() + 9 * DAY
    act = {
        False: lambda: support_entries.mark_done(db.session, coordinator, read),
        True: lambda: support_entries.postpone(db.session, coordinator, read, until, "Away."),
    }[is_put_off]
    with pytest.raises(UserFacingError, match="taken care of this already"):
        act()
