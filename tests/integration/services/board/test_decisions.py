"""Decisions on the board: what they change for others, and that they can be taken back."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Ban, PersonConstraint, SuggestionState
from mentorship.services.board import boards, decision_log, decisions
from tests.factories import make_coordinator
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_a_run_has_a_board_with_its_optimum(board: BoardUnderTest) -> None:
    assert board.pairs() == {"ana": "carla", "bo": "diego", "chi": "elena"}
    assert board.run.input_digest
    opened = boards.open_board(board.board)
    assert opened.optimizer.total == pytest.approx(opened.optimizer.solved_anew().total)


def test_an_approval_is_a_draft_that_moves_nobody(board: BoardUnderTest) -> None:
    before = board.pairs()
    board.decide("approve", "ana", "carla")
    suggestion = board.suggestion("ana", "carla")
    assert suggestion.state is SuggestionState.APPROVED
    assert suggestion.pair is None
    assert board.pairs() == before


def test_a_rejection_is_shown_before_it_moves_others(board: BoardUnderTest) -> None:
    planned = board.preview("reject", "ana", "carla", reason="not_this_pair")
    moved = {mentee for mentee, _before, _after in planned.moves}
    assert moved == {board.people["ana"].id, board.people["bo"].id}
    assert board.pairs()["ana"] == "carla", "a preview changes nothing"
    action = board.action("reject", "ana", "carla", reason="not_this_pair")
    with pytest.raises(decisions.UnconfirmedError):
        decisions.decide(db.session, board.coordinator, board.run, board.board, action)
    db.session.rollback()
    board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert board.pairs() == {"ana": "diego", "bo": "carla", "chi": "elena"}
    assert board.suggestion("ana", "carla").state is SuggestionState.REJECTED
    assert board.suggestion("bo", "diego").state is SuggestionState.MOVED
    assert board.suggestion("ana", "diego").state is SuggestionState.PENDING
    assert db.session.query(Ban).count() == 1


def test_who_is_approved_is_not_moved_by_another_rejection(board: BoardUnderTest) -> None:
    board.decide("approve", "bo", "diego")
    board.decide("reject", "ana", "carla", reason="know_each_other")
    assert board.pairs()["bo"] == "diego"


def test_undoing_the_last_decision_restores_the_board_as_it_was(board: BoardUnderTest) -> None:
    before = board.pairs(), board.board.state["solver"]
    planned = board.undo(board.decide("reject", "ana", "carla", reason="not_this_pair"))
    assert len(planned.moves) == 2
    assert (board.pairs(), board.board.state["solver"]) == before
    assert board.suggestion("ana", "carla").state is SuggestionState.PENDING
    assert board.suggestion("ana", "diego").state is SuggestionState.MOVED
    assert db.session.query(Ban).count() == 0


def test_an_earlier_decision_is_undone_without_the_later_one(board: BoardUnderTest) -> None:
    first = board.decide("reject", "ana", "carla", reason="not_this_pair")
    board.decide("approve", "chi", "elena")
    board.undo(first)
    assert board.pairs() == {"ana": "carla", "bo": "diego", "chi": "elena"}
    assert board.suggestion("chi", "elena").state is SuggestionState.APPROVED


def test_what_is_undone_can_be_redone_until_something_else_is_decided(
    board: BoardUnderTest,
) -> None:
    board.undo(board.decide("reject", "ana", "carla", reason="not_this_pair"))
    undone = decision_log.next_to_redo(db.session, board.board, board.coordinator)
    assert undone is not None
    decisions.redo(db.session, board.coordinator, undone)
    db.session.commit()
    assert board.pairs()["ana"] == "diego"
    assert decision_log.next_to_redo(db.session, board.board, board.coordinator) is None


def test_a_mentor_who_takes_no_more_keeps_whom_they_were_approved_for(
    board: BoardUnderTest,
) -> None:
    decided = board.decide("reject", "ana", "carla", reason="mentor_takes_no_more", about="mentor")
    assert "carla" not in board.pairs().values()
    assert db.session.query(PersonConstraint).count() == 1
    board.undo(decided)
    assert board.pairs()["ana"] == "carla"
    assert db.session.query(PersonConstraint).count() == 0


def test_a_swap_pins_the_chosen_pair_and_repairs_the_rest(board: BoardUnderTest) -> None:
    swapped = board.decide("swap", "bo", "carla")
    assert board.pairs() == {"ana": "diego", "bo": "carla", "chi": "elena"}
    assert board.suggestion("bo", "carla").state is SuggestionState.APPROVED
    board.undo(swapped)
    assert board.pairs() == {"ana": "carla", "bo": "diego", "chi": "elena"}


def test_a_second_coordinator_learns_that_a_pair_was_decided_meanwhile(
    board: BoardUnderTest,
) -> None:
    seen, colleague = board.board.version, make_coordinator("colleague@example.org")
    board.decide("approve", "ana", "carla")
    with pytest.raises(decisions.DecidedMeanwhileError):
        board.decide("approve", "ana", "carla", by=colleague)
    db.session.rollback()
    (made,) = decision_log.made_since(db.session, board.board, seen, colleague)
    assert made.decided_by == board.coordinator.id


def test_a_pair_across_no_communities_cannot_be_made_by_hand(make_board: MakeBoard) -> None:
    board = make_board(ana={"communities": ["latino"]})
    with pytest.raises(UserFacingError, match="nobody can override"):
        board.preview("pair_by_hand", "ana", "carla", text="They asked for it.")


def test_a_pair_that_breaks_another_rule_needs_a_reason(make_board: MakeBoard) -> None:
    board = make_board(ana={"availability": ["mon_morning"]})
    assert "ana" not in board.pairs()
    with pytest.raises(UserFacingError, match="write down why"):
        board.preview("pair_by_hand", "ana", "carla")
    made = board.decide("pair_by_hand", "ana", "carla", text="Ana changes her shift in May.")
    assert board.pairs()["ana"] == "carla"
    board.undo(made)
    assert "ana" not in board.pairs()
