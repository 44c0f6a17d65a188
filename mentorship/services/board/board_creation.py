"""Make the board of a run that is done, and keep what the run was computed from."""

from collections.abc import Sequence

from mentorship.after_commit import AnySession
from mentorship.models import Board, MatchRun, RunInput
from mentorship.services.board.state import BoardPerson, BoardState
from mentorship.services.match_settings.settings import from_document
from mentorship.services.pairing.library_adapter.match_input import MatchInput, Row
from mentorship.services.pairing.library_adapter.new_board import NewBoard
from mentorship.services.pairing.run_results import RunResult


def create(
    session: AnySession,
    run: MatchRun,
    given: MatchInput,
    new: NewBoard,
    result: RunResult,
) -> Board:
    """Store the input of a run, and its board, on which nothing is decided yet."""
    run_input = RunInput(match_run=run, **given.document())
    session.add(run_input)
    session.flush()
    run_input.write_problem(new.problem)
    run.input_digest = given.digest()
    state = _state(run, given, new, result)
    board = Board(run_input=run_input, state=state.document())
    session.add(board)
    session.flush()
    return board


def _state(run: MatchRun, given: MatchInput, new: NewBoard, result: RunResult) -> BoardState:
    settings = from_document(run.settings)
    mentees = _people(given, given.mentees, new.mentee_ids)
    score_of = {pair.mentee_id: pair.explanation["score"] for pair in result.pairs}
    return BoardState(
        mentees=mentees,
        mentors=_people(given, given.mentors, new.mentor_ids),
        options=new.options,
        max_score=new.max_score,
        waiting_points=settings.waiting_points if given.waited else 0.0,
        scores=[score_of.get(person.application_id, 0.0) for person in mentees],
        rules=new.rules,
        gone=[],
        solver=new.solver,
        training_points=settings.training_points if given.trained else 0.0,
    )


def _people(given: MatchInput, rows: Sequence[Row], ids: Sequence[str]) -> list[BoardPerson]:
    """Return one side in the order of the library, which sorts people by their ids as text."""
    by_id = {row[0]: given.row(row) for row in rows}
    waited, trained = set(given.waited), set(given.trained)
    return [
        BoardPerson(
            application_id=int(id_),
            person_id=int(by_id[id_]["person"]),
            communities=by_id[id_]["communities"],
            languages=by_id[id_]["languages"],
            region=by_id[id_]["region"],
            has_waited=int(id_) in waited,
            is_trained=int(id_) in trained,
        )
        for id_ in ids
    ]
