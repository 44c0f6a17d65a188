"""A run, a decision, an undo or an introduction that is killed is done wholly or not at all."""

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import (
    AuditEntry,
    Ban,
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    OutgoingEmail,
    Pair,
    Person,
    PersonConstraint,
    Round,
    RunInput,
    RunState,
    Suggestion,
    Unmatched,
)
from mentorship.services.board import boards, decision_log, decisions, introducing
from mentorship.services.board.plans import Action
from mentorship.services.pairing import match_runs
from tests.integration.services.board.situations import Situation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("each_database", "mailbox")]
Request = Callable[[Situation, Person], object]
STATEMENTS_BETWEEN_KILLS = {"reject": 9, "undo": 9, "introduce": 11, "run": 17}
COUNTED = (
    Ban, BoardDecision, Pair, PersonConstraint, OutgoingEmail, AuditEntry, Suggestion, Unmatched,
    RunInput, Board,
)  # fmt: skip


def approve(situation: Situation, actor: Person) -> None:
    state = boards.read_state(situation.board)
    for pair in list(map(state.ids, state.pairs()))[:2]:
        action = Action(DecisionKind.APPROVE, *pair)
        decisions.decide(db.session, actor, situation.run, situation.board, action)


def reject(situation: Situation, actor: Person) -> None:
    state = boards.read_state(situation.board)
    pair = state.ids(state.pairs()[-1])
    action = Action(DecisionKind.REJECT, *pair, "times_do_not_fit", "mentee")
    planned = decisions.preview(db.session, situation.run, situation.board, action)
    assert planned.moves
    decisions.decide(db.session, actor, situation.run, situation.board, action, planned.digest)


def undo(situation: Situation, actor: Person) -> None:
    decision = decision_log.next_to_undo(db.session, situation.board, actor)
    assert decision is not None
    decisions.undo(db.session, actor, decision)


def introduce(situation: Situation, actor: Person) -> None:
    approved = introducing.approved(db.session, situation.run)
    digest = introducing.digest_of(approved)
    assert introducing.introduce_approved(db.session, actor, situation.run, digest)


def run_matching(situation: Situation, actor: Person) -> None:
    run = match_runs.request_run(db.session, actor, situation.round, seed=1)
    db.session.commit()
    match_runs.perform(db.session, run.id)


def kill_at(statement: int, request: Callable[[], object]) -> bool:
    """Do a request in a child process, killed before this statement; False if it had fewer."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # pragma: no cover
        executed = 0

        def count(*_: Any) -> None:
            nonlocal executed
            executed += 1
            if executed == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(db.engine, "before_cursor_execute", count)
        event.listen(db.engine, "commit", count)
        try:
            request()
            db.session.commit()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.WIFSIGNALED(status)


def seen() -> dict[str, Any]:
    """Return what is in the database of boards, and of what follows from decisions."""
    counts = {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table))
        for table in COUNTED
    }
    states = db.session.execute(select(Suggestion.id, Suggestion.state).order_by(Suggestion.id))
    stored = db.session.scalars(select(Board).order_by(Board.id))
    return {
        **counts,
        "states": list(states.tuples()),
        "boards": [(board.version, board.state["solver"]) for board in stored],
    }


def kill_until_done(name: str, request: Request, situation: Situation, by: int) -> int:
    """Kill a request at ever later statements, until it is done; return how often."""
    kills, statement = 0, 2
    before = seen()
    while kill_at(statement, lambda: request(situation, db.session.get_one(Person, by))):
        assert seen() == before, f"{name} is half done"
        situation.check()
        kills, statement = kills + 1, statement + STATEMENTS_BETWEEN_KILLS[name]
    assert seen() != before, f"{name} is lost"
    return kills


def recover() -> list[int]:
    """Do what the next worker does, after the lease of the killed one has ended."""
    over = now() - timedelta(seconds=1)
    db.session.execute(
        update(MatchRun).where(MatchRun.state == RunState.RUNNING).values(lease_until=over)
    )
    db.session.commit()
    stalled = match_runs.stalled_runs(db.session)
    for run_id in stalled:
        match_runs.perform(db.session, run_id)
    return stalled


def test_killed_decisions_undos_and_introductions_are_done_wholly_or_not_at_all(
    a_round: Round, coordinator: Person
) -> None:
    situation, by = Situation.make(a_round), coordinator.id
    approve(situation, coordinator)
    db.session.commit()
    kills = kill_until_done("reject", reject, situation, by)
    kills += kill_until_done("undo", undo, situation, by)
    situation.check()
    kills += kill_until_done("introduce", introduce, situation, by)
    situation.check()
    assert db.session.query(Pair).count() == 2
    assert kills >= 15


def test_a_killed_run_is_finished_once_by_the_next_worker(
    a_round: Round, coordinator: Person
) -> None:
    situation, by = Situation.make(a_round), coordinator.id
    approve(situation, coordinator)
    db.session.commit()
    approved = approved_in(situation.run)
    statement, kills, finished = 2, 0, 1
    while kill_at(statement, lambda: run_matching(situation, db.session.get_one(Person, by))):
        kills, statement = kills + 1, statement + STATEMENTS_BETWEEN_KILLS["run"]
        finished += len(recover())
        _check_runs(situation, finished, approved)
    _check_runs(situation, finished + 1, approved)
    assert kills >= 5


def approved_in(run: MatchRun) -> set[tuple[int, int]]:
    return {(item.mentee_id, item.mentor_id) for item in introducing.approved(db.session, run)}


def _check_runs(situation: Situation, finished: int, approved: set[tuple[int, int]]) -> None:
    runs = db.session.query(MatchRun).order_by(MatchRun.id).all()
    assert [run.state for run in runs] == [RunState.DONE] * finished
    assert db.session.query(RunInput).count() == db.session.query(Board).count() == finished
    assert approved_in(runs[-1]) == approved, "drafts outlive the run"
    assert not any(approved_in(earlier) for earlier in runs[:-1])
    replace(situation, run_id=runs[-1].id).check()
