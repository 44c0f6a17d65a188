"""The suggestions follow the board: who moves gets another one, and may get it back."""

from mentorship.after_commit import PENDING_TASKS
from mentorship.extensions import db
from mentorship.models import Suggestion, SuggestionState, Unmatched
from mentorship.services.board import boards, suggested_pairs
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_who_gets_a_mentor_back_gets_the_same_suggestion_back(board: BoardUnderTest) -> None:
    before = board.suggestion("bo", "diego")
    decided = board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert before.state is SuggestionState.MOVED
    count = db.session.query(Suggestion).count()
    board.undo(decided)
    assert before.state is SuggestionState.PENDING
    again = board.decide("reject", "ana", "carla", reason="know_each_other")
    assert db.session.query(Suggestion).count() == count, "nobody is suggested twice to the same"
    board.undo(again)


def test_a_new_suggestion_has_its_score_and_place_at_once_and_its_reasons_later(
    board: BoardUnderTest,
) -> None:
    db.session.info.pop(PENDING_TASKS, None)
    board.decide("reject", "ana", "carla", reason="not_this_pair")
    new = [board.suggestion("ana", "diego"), board.suggestion("bo", "carla")]
    state = boards.read_state(board.board)
    scores = [state.scores[state.position(item.mentee_id, item.mentor_id)[0]] for item in new]
    assert [item.explanation["score"] for item in new] == scores
    assert all(item.explanation["max_score"] == state.max_score for item in new)
    assert [item.explanation["shares"] for item in new] == [[], []]
    assert [item.rank for item in new] == [
        1 + sum(other > score for other in state.scores) for score in scores
    ]
    assert db.session.info[PENDING_TASKS] == [("explain_suggestions", board.run.id)]


def test_who_is_left_without_a_suggestion_is_noted_once(make_board: MakeBoard) -> None:
    board = make_board({"ana": (0, 1)}, {"carla": (0, 1), "diego": (0,)})

    def left() -> list[int]:
        return sorted(
            row.application_id
            for row in db.session.query(Unmatched)
            if row.reason == suggested_pairs.MOVED_AWAY
        )

    assert left() == []
    first = board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert left() == [board.people["carla"].id]
    second = board.decide("reject", "ana", "diego", reason="not_this_pair")
    known = [board.people["ana"].id, board.people["carla"].id]
    assert left() == known, "the run has a reason for Diego already"
    board.undo(second)
    board.undo(first)
    board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert left() == known


def test_a_decision_that_moves_nobody_changes_no_suggestion_of_others(
    board: BoardUnderTest,
) -> None:
    others = [board.suggestion("bo", "diego"), board.suggestion("chi", "elena")]
    board.decide("approve", "ana", "carla")
    assert {item.state for item in others} == {SuggestionState.PENDING}
    assert db.session.query(Suggestion).count() == 3
