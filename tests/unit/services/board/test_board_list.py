"""The list of a board: its order, its filters, and its neighbours."""

from dataclasses import replace
from typing import Any

import pytest

from mentorship.models import SuggestionState
from mentorship.services.board.board_list import (
    BoardFilter,
    BoardList,
    BoardRow,
    Mark,
    PairFacts,
    Strength,
)
from tests.unit.services.board.test_plans import board_of

STATE = board_of([[9.0, 1.0, 1.0], [1.0, 5.0, 1.0], [1.0, 1.0, 2.0]]).state
PENDING, APPROVED = SuggestionState.PENDING, SuggestionState.APPROVED


def row(number: int, state: SuggestionState = PENDING, flagged_by: int | None = None) -> BoardRow:
    """Return the row of a mentee with the mentor of the same number; 0 is the strongest."""
    return BoardRow(number, number, 100 + number, state, None, number + 1, flagged_by, False, None)


def listed(rows: list[BoardRow], steadiness: float = 1.0, **chosen: Any) -> list[int]:
    facts = PairFacts(STATE, {(0, 100): steadiness})
    return [item.id for item in BoardList(rows, facts, BoardFilter(**chosen)).listed]


def test_what_needs_eyes_comes_first_then_the_weakest() -> None:
    rows = [row(0), row(1), row(2)]
    assert listed(rows) == [2, 1, 0]
    assert listed(rows, steadiness=0.2) == [0, 2, 1]
    assert listed([row(0), row(1, flagged_by=7), row(2)], steadiness=0.2) == [1, 0, 2]


def test_nothing_jumps_when_something_is_decided() -> None:
    assert listed([row(0), row(1, APPROVED), row(2)]) == [2, 1, 0]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({"state": "approved"}, [1]),
        ({"strength": "strong"}, [0]),
        ({"strength": "possible"}, [2]),
        ({"mark": "pinned"}, []),
        ({"mine": "yes"}, []),
        ({"language": "es"}, []),
    ],
)
def test_the_list_is_filtered(chosen: dict[str, Any], ids: list[int]) -> None:
    assert listed([row(0), row(1, APPROVED), row(2)], **chosen) == ids


def test_the_pair_after_one_that_has_left_the_filter_is_the_one_that_followed_it() -> None:
    rows = [row(0), row(1, APPROVED), row(2)]
    undecided = BoardList(rows, PairFacts(STATE, {}), BoardFilter(state="pending"))
    decided = undecided.with_id(1)
    assert decided is not None
    assert undecided.before(decided) == rows[2]
    assert undecided.after(decided) == rows[0]
    assert undecided.after(rows[0]) is None


def test_what_was_rejected_does_not_count_as_standing() -> None:
    rows = [row(0, SuggestionState.REJECTED), row(1, APPROVED), row(2)]
    board_list = BoardList(rows, PairFacts(STATE, {}), BoardFilter())
    assert (board_list.decided, board_list.standing) == (1, 2)


def test_a_pair_just_above_the_floor_is_marked_and_a_strong_one_is_called_so() -> None:
    with_floor = replace(STATE, options=replace(STATE.options, floor=1.9))
    facts = PairFacts(with_floor, {})
    assert facts.marks(row(2)) == [Mark.NEAR_FLOOR]
    assert facts.marks(row(1)) == []
    assert facts.strength(row(0)) is Strength.STRONG


def test_without_a_board_nothing_is_known_of_anybody() -> None:
    facts = PairFacts(None, {})
    assert facts.strength(row(0)) is None
    assert (facts.marks(row(0)), facts.direction(row(0)), facts.languages(row(0))) == (
        [],
        "",
        set(),
    )
