"""The list of pairs, and when one of them waits for a coordinator."""

import pytest

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Pair, PairState, Person
from mentorship.services.pairs import meetings, pair_lists
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.pair_lists import pairs_for
from mentorship.services.searched_lists import Criteria, find
from tests.conftest import MovedClock
from tests.factories import accept_introduction, make_person

pytestmark = pytest.mark.usefixtures("each_database")


def reader() -> Person:
    return make_person("coordinator@example.org")


def found(order: str = "", name: str = "", **codes: str) -> list[int]:
    return find(db.session, pairs_for(reader()), Criteria(codes, order, name))


def test_pairs_are_filtered_by_round_state_and_coordinator(introduced: Pair) -> None:
    assert found(round=str(introduced.mentee.round_id), state="introduced") == [introduced.id]
    assert found(state="active") == []
    assert found(coordinator="nobody") == [introduced.id]


def test_the_name_of_either_finds_a_pair(introduced: Pair) -> None:
    assert found(name="mentor") == found(name="mentee@example.org") == [introduced.id]
    assert found(order="name") == [introduced.id]
    assert found(name="somebody else") == []


def test_an_introduction_is_flagged_after_days_without_an_answer(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=4)
    assert found(attention="answer") == []
    moved_clock.forward(days=1)
    assert found(attention="answer") == [introduced.id]
    (listed,) = pair_lists.with_ids(db.session, reader(), [introduced.id])
    assert listed.flags == ["answer"], "once, though neither has answered"
    accept_introduction(introduced)
    assert found(attention="answer") == []


def test_a_pair_is_flagged_after_weeks_without_a_meeting(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    accept_introduction(introduced)
    moved_clock.forward(days=45)
    assert found(attention="no_meeting") == [introduced.id]
    entry = MeetingEntry(today(), 30, "online", "talk", "")
    meetings.log_meeting(db.session, introduced.mentee.person, introduced, entry)
    assert found(attention="no_meeting") == []
    moved_clock.forward(days=45)
    assert found(attention="no_meeting") == [introduced.id]


def test_a_pair_is_listed_with_both_names_and_no_word_about_its_meetings(introduced: Pair) -> None:
    (listed,) = pair_lists.with_ids(db.session, reader(), [introduced.id])
    assert (listed.mentee_name, listed.mentor_name) == ("mentee", "mentor")
    assert (listed.state, listed.mentee_agreed) == (PairState.INTRODUCED, False)
    assert not [name for name in vars(listed) if "meeting" in name]


def test_nobody_reads_a_flag_of_a_match_of_her_own(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    """It could tell one of the two what the other has answered, or not."""
    moved_clock.forward(days=5)
    mentor = introduced.mentor.person
    (listed,) = pair_lists.with_ids(db.session, mentor, [introduced.id])
    assert listed.flags == ()
    assert find(db.session, pairs_for(mentor), Criteria({"attention": "answer"}, "", "")) == []
