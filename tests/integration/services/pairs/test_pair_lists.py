"""The list of pairs, and when one of them waits for a coordinator."""

from datetime import timedelta

import pytest

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import Meeting, Pair, PairState
from mentorship.services.pairs import pair_lists
from mentorship.services.pairs.pair_lists import (
    MAX_DAYS_WITHOUT_ANSWER,
    MAX_DAYS_WITHOUT_MEETING,
    PAIRS,
)
from mentorship.services.searched_lists import Criteria, find
from tests.factories import accept_introduction

pytestmark = pytest.mark.usefixtures("each_database")


def found(order: str = "", name: str = "", **codes: str) -> list[int]:
    return find(db.session, PAIRS, Criteria(codes, order, name))


def test_pairs_are_filtered_by_round_state_and_coordinator(introduced: Pair) -> None:
    assert found(round=str(introduced.mentee.round_id), state="introduced") == [introduced.id]
    assert found(state="active") == []
    assert found(coordinator="nobody") == [introduced.id]


def test_the_name_of_either_finds_a_pair(introduced: Pair) -> None:
    assert found(name="mentor") == found(name="mentee@example.org") == [introduced.id]
    assert found(order="name") == [introduced.id]
    assert found(name="somebody else") == []


def test_an_introduction_waits_for_us_after_days_without_an_answer(introduced: Pair) -> None:
    introduced.created_at = now() - timedelta(days=MAX_DAYS_WITHOUT_ANSWER, minutes=-1)
    assert found(attention="unanswered") == []
    introduced.created_at -= timedelta(minutes=2)
    assert found(attention="unanswered") == [introduced.id]
    accept_introduction(introduced)
    assert found(attention="unanswered") == []


def test_a_pair_waits_for_us_after_weeks_without_a_meeting(introduced: Pair) -> None:
    accept_introduction(introduced)
    assert found(attention="no_news") == []
    introduced.started_at = now() - timedelta(days=MAX_DAYS_WITHOUT_MEETING + 1)
    assert found(attention="no_news") == [introduced.id]
    meeting = Meeting(pair=introduced, held_on=today(), minutes=30)
    db.session.add(meeting)
    assert found(attention="no_news") == []
    meeting.held_on -= timedelta(days=MAX_DAYS_WITHOUT_MEETING)
    assert found(attention="no_news") == [introduced.id]


def test_a_pair_is_listed_with_both_names_and_no_word_about_its_meetings(introduced: Pair) -> None:
    (listed,) = pair_lists.with_ids(db.session, [introduced.id])
    assert (listed.mentee_name, listed.mentor_name) == ("mentee", "mentor")
    assert (listed.state, listed.mentee_agreed) == (PairState.INTRODUCED, False)
    assert not [name for name in vars(listed) if "meeting" in name]
