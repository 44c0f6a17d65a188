"""Undoing a decision gives back what it took, and nothing that something else keeps."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Ban, SuggestionState
from mentorship.services.applications import submission
from mentorship.services.board import boards, decision_log
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_everything_undone_from_the_last_is_the_board_of_the_run_to_the_last_price(
    board: BoardUnderTest,
) -> None:
    before = board.board.state["solver"]
    board.decide("reject", "ana", "carla", reason="not_this_pair")
    board.decide("swap", "chi", "carla")
    board.decide("reject", "ana", board.pairs()["ana"], reason="not_this_pair")
    for decision in decision_log.standing(db.session, board.board):
        board.undo(decision)
    assert board.board.state["solver"] == before
    states = {board.suggestion(*pair).state for pair in board.pairs().items()}
    assert states == {SuggestionState.PENDING}


def test_who_fits_others_equally_well_is_given_back_too(make_board: MakeBoard) -> None:
    board = make_board({"ana": (0,), "bo": (0,)}, {"carla": (0,), "diego": (0,)})
    before = board.pairs()
    board.decide("reject", "ana", before["ana"], reason="not_this_pair")
    board.decide("approve", "bo", before["ana"])
    for decision in decision_log.standing(db.session, board.board):
        board.undo(decision)
    assert board.pairs() == before


def test_who_has_left_does_not_come_back_by_an_undo(board: BoardUnderTest) -> None:
    first = board.decide("approve", "bo", "diego")
    submission.withdraw(db.session, None, board.people["elena"])
    last = board.decide("approve", "ana", "carla")
    assert "chi" not in board.pairs()
    for decision in (last, first):
        board.undo(decision)
        assert "elena" not in board.pairs().values()


@pytest.mark.parametrize("pair_first", [False, True])
def test_what_another_rejection_keeps_apart_stays_apart(
    make_board: MakeBoard, pair_first: bool
) -> None:
    board = make_board()
    pair = board.decide("reject", "ana", "carla", reason="not_this_pair")
    mentor = board.decide("reject", "bo", "carla", reason="mentor_takes_no_more", about="mentor")
    board.decide("approve", "chi", "elena")  # so that the board does not just go back
    first, second = (pair, mentor) if pair_first else (mentor, pair)
    board.undo(first)
    apart = {
        boards.open_board(board.board).state.ids(position)
        for position in boards.open_board(board.board).optimizer.banned
    }
    ana, carla = board.people["ana"].id, board.people["carla"].id
    assert (ana, carla) in apart
    assert board.pairs().get("ana") != "carla"
    assert db.session.query(Ban).count() == 1
    board.undo(second)
    assert board.pairs() == {"ana": "carla", "bo": "diego", "chi": "elena"}


def test_what_is_given_to_somebody_else_since_is_not_taken_from_them(
    board: BoardUnderTest,
) -> None:
    approved = board.decide("approve", "ana", "carla")
    rejected = board.decide("reject", "ana", "carla", reason="not_this_pair")
    board.decide("approve", "bo", "carla")
    with pytest.raises(UserFacingError, match="given to somebody else"):
        board.undo(rejected)
    db.session.rollback()
    assert board.pairs()["bo"] == "carla"
    with pytest.raises(UserFacingError, match="Undo that first"):
        board.undo(approved)


def test_a_pair_that_is_not_the_best_any_more_is_not_suggested_after_an_undo(
    board: BoardUnderTest,
) -> None:
    rejected = board.decide("reject", "ana", "carla", reason="not_this_pair")
    board.decide("approve", "bo", "carla")
    board.undo(rejected)
    assert board.pairs()["bo"] == "carla"
    assert board.suggestion("ana", "carla").state is SuggestionState.MOVED


def test_a_pair_by_hand_that_is_the_best_meanwhile_stays_suggested(
    board: BoardUnderTest,
) -> None:
    swapped = board.decide("swap", "bo", "carla")
    board.decide("reject", "ana", board.pairs()["ana"], reason="not_this_pair")
    assert board.pairs()["bo"] == "carla"
    board.undo(swapped)
    suggested = board.suggestion("bo", "carla").state
    is_best = board.pairs().get("bo") == "carla"
    assert suggested is (SuggestionState.PENDING if is_best else SuggestionState.MOVED)
