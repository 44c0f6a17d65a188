"""A run keeps what it was computed from, and has a board if nobody has left while it ran."""

from typing import Any

import pytest

from mentorship.extensions import db
from mentorship.models import MatchRun, RunInput, RunState
from mentorship.services.applications import submission
from mentorship.services.board import boards, plans
from mentorship.services.pairing import suggestions
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.new_board import new_board
from tests.factories import make_match_run
from tests.integration.services.board.conftest import BoardUnderTest


def test_the_same_run_can_be_repeated_from_what_it_has_kept(board: BoardUnderTest) -> None:
    stored = db.session.query(RunInput).one()
    given = MatchInput.of(stored)
    assert given.digest() == board.run.input_digest
    again = new_board(match_round.match_round(board.run, given, lambda percent: None))
    state = boards.read_state(board.board)
    assert (again.solver, again.options) == (state.solver, state.options)
    assert again.problem == stored.read_problem()


def test_the_board_has_the_scores_that_are_shown(
    board: BoardUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = {board.people["ana"].id, board.people["carla"].id, board.people["bo"].id}
    monkeypatch.setattr(match_round, "who_waited", lambda session, ids: waited & set(ids))
    run = make_match_run(board.run.round)
    stored = boards.board_of(db.session, run)
    assert stored is not None
    opened = boards.open_board(stored)
    shown = {
        (item.mentee_id, item.mentor_id): item.explanation["score"]
        for item in suggestions.suggestions_of(db.session, run)
    }
    scores = {opened.state.ids(pair): opened.state.scores[pair[0]] for pair in opened.state.pairs()}
    assert scores == pytest.approx(shown)
    for pair in opened.state.pairs():
        score = plans.score_of(opened.state, opened.optimizer, pair)
        assert score == pytest.approx(opened.state.scores[pair[0]])
    assert {person.application_id for person in opened.state.mentees if person.has_waited} == {
        board.people["ana"].id, board.people["bo"].id,
    }  # fmt: skip


def test_there_is_no_board_if_somebody_left_while_the_run_computed(
    board: BoardUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = match_round.match_round

    def match_while_somebody_leaves(*arguments: Any) -> Any:
        matched = library(*arguments)
        submission.withdraw(db.session, None, board.people["chi"])
        db.session.commit()
        return matched

    monkeypatch.setattr(match_round, "match_round", match_while_somebody_leaves)
    run: MatchRun = make_match_run(board.run.round)
    assert run.state is RunState.DONE
    assert boards.board_of(db.session, run) is None
    assert run.input_digest is None
    assert [item.match_run_id for item in db.session.query(RunInput)] == [board.run.id]
    mentees = {item.mentee_id for item in suggestions.suggestions_of(db.session, run)}
    assert mentees == {board.people["ana"].id, board.people["bo"].id}
