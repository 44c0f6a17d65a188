"""Boards: made for a run, read, and locked by whoever changes one."""

from collections.abc import Collection
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import Select, false, select, update

from mentorship.after_commit import AnySession
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.models import Application, Board, MatchRun, Round, RunInput, RunState
from mentorship.services.applications.readiness import is_ready
from mentorship.services.board.state import BoardState
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem
from mentorship.services.pairing.run_kinds import suggests_matches


@dataclass(frozen=True)
class OpenBoard:
    """A board that was read: where it stands, and the optimizer that goes on from there."""

    board: Board
    state: BoardState = field(repr=False)
    optimizer: Optimizer = field(repr=False)


def board_of(session: AnySession, run: MatchRun) -> Board | None:
    """Return the board of a run; none if it is from before boards, or somebody was erased."""
    of_run = select(Board).join(Board.run_input).where(RunInput.match_run_id == run.id)
    return session.scalar(of_run)


def later_runs(session: AnySession, run: MatchRun) -> list[MatchRun]:
    """Return the runs after one that replace it, or will once they are done, the newest first."""
    replacing = RunState.QUEUED, RunState.RUNNING, RunState.DONE
    later = select(MatchRun).where(
        MatchRun.round_id == run.round_id, MatchRun.id > run.id,
        suggests_matches(), MatchRun.state.in_(replacing),
    )  # fmt: skip
    return list(session.scalars(later.order_by(MatchRun.id.desc())))


def read_state(board: Board) -> BoardState:
    return BoardState.from_document(board.state)


def open_board(board: Board) -> OpenBoard:
    """Read a board with its optimizer.

    Raises
    ------
    DecryptionError
        Its problem is too large to be stored, see `can_be_repaired`.
    """
    state, data = read_state(board), board.run_input.read_problem()
    if not data:
        raise DecryptionError
    problem = StoredProblem((len(state.mentees), len(state.mentors)), tuple(state.rules), data)
    return OpenBoard(board, state, Optimizer.restore(problem, state.options, state.solver))


def lock_board(session: AnySession, board: Board) -> None:
    """Have no other change of the board until the transaction ends, and read it anew.

    Lock it before the people whom a change concerns: that order is the same everywhere.

    Raises
    ------
    UserFacingError
        Somebody of the run has been erased, and the board with them.
    """
    session.flush()
    _begin_as_writer(session)
    locked = select(Board).where(Board.id == board.id).with_for_update(of=Board)
    if session.scalar(locked.execution_options(populate_existing=True)) is None:
        raise UserFacingError(discarded())


def discarded() -> str:
    return _(
        "Somebody in this run has deleted what they wrote, so it can be read but no longer "
        "repaired. Run matching again."
    )


def lock_boards_of(session: AnySession, round_ids: Collection[int]) -> None:
    """Have no change of any board of some rounds, and no new one, until the transaction ends."""
    session.flush()
    _begin_as_writer(session)
    rounds = select(Round.id).where(Round.id.in_(round_ids)).order_by(Round.id)
    session.execute(rounds.with_for_update(key_share=True)).all()
    runs = select(MatchRun.id).where(MatchRun.round_id.in_(round_ids))
    _lock(session, select(Board.id).join(Board.run_input).where(RunInput.match_run_id.in_(runs)))


def _lock(session: AnySession, boards: Select[tuple[int]]) -> list[int]:
    """Lock boards, and return the ids of those that still exist."""
    session.flush()
    _begin_as_writer(session)
    return list(session.scalars(boards.order_by(Board.id).with_for_update(of=Board)))


def _begin_as_writer(session: AnySession) -> None:
    # SQLite has no row locks: its transaction must begin as a writer, before the first read.
    session.execute(update(Board.__table__).where(false()).values(id=Board.id))  # type: ignore[arg-type]


def save(board: Board, state: BoardState) -> None:
    """Store what a change of a locked board has led to."""
    board.state = state.document()
    board.version += 1


def discard_inputs_of(session: AnySession, person_ids: set[int]) -> None:
    """Delete what the runs of some people's rounds were computed from, with its keys.

    It describes them. The boards of these runs go with it; their suggestions stay. A run that
    stores its result at this moment is waited for, or finds that they are gone.
    """
    rounds = select(Application.round_id).where(Application.person_id.in_(person_ids))
    lock_boards_of(session, set(session.scalars(rounds)))
    runs = select(MatchRun.id).where(MatchRun.round_id.in_(rounds))
    inputs = select(RunInput).where(RunInput.match_run_id.in_(runs)).order_by(RunInput.id)
    for run_input in session.scalars(inputs):
        session.delete(run_input)
    session.flush()


def gone_since(session: AnySession, round_: Round, state: BoardState) -> list[int]:
    """Return the applications of a board whose people cannot be matched any more."""
    ready = select(Application.id).where(Application.round_id == round_.id, is_ready())
    still = set(session.scalars(ready))
    everybody = (person.application_id for person in (*state.mentees, *state.mentors))
    return sorted(id_ for id_ in everybody if id_ not in still)
