"""Match runs: asked for by a coordinator, carried out by a worker, resumed when it dies.

The row of a run tells how it stands. A worker takes it by a lease; when the worker dies,
the lease runs out and the next worker takes the run up again from the start.
"""

import logging
import secrets
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select, update
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, commit, enqueue, rollback
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import MatchRun, Person, Role, Round, RunState
from mentorship.services.applications.submission import pool
from mentorship.services.audit import record
from mentorship.services.pairing import library_adapter

logger = logging.getLogger(__name__)

ALREADY_BEING_MADE = _l("Suggestions are being made already. Give it a moment.")
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


def request_run(
    session: AnySession, actor: Person | None, in_round: Round, seed: int | None = None
) -> MatchRun:
    """Ask for suggestions; the worker makes them once this is committed."""
    if unfinished_run(session, in_round) is not None:
        raise UserFacingError(ALREADY_BEING_MADE)
    waiting = pool(session, in_round)
    for role, sentence in (
        (Role.MENTEE, _("Nobody in this round is looking for a mentor yet.")),
        (Role.MENTOR, _("Nobody in this round offers to be a mentor yet.")),
    ):
        if not any(application.role is role for application in waiting):
            raise UserFacingError(sentence)
    run = MatchRun(
        round=in_round,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        settings=dict(library_adapter.SETTINGS),
        requested_by=actor.id if actor else None,
    )
    session.add(run)
    try:
        session.flush()
    except IntegrityError:
        raise UserFacingError(ALREADY_BEING_MADE) from None
    record(session, actor, "request suggestions", run)
    enqueue(session, "execute_match_run", run.id)
    return run


def perform(session: AnySession, run_id: int) -> None:
    """Take a run up, match, and store what came of it. Commits as it goes."""
    run = _take_up(session, run_id)
    if run is None:
        return

    def keep_the_lease(percent: int) -> None:
        run.progress, run.lease_until = percent, now() + LEASE
        commit(session)

    attempt = run.attempts
    try:
        if attempt > MOST_ATTEMPTS:
            raise library_adapter.MatchFailedError("worker")
        result = library_adapter.match_round(session, run, keep_the_lease)
        if _still_ours(session, run, attempt):
            library_adapter.store(session, run, result)
            _finish(session, run, RunState.DONE)
    except library_adapter.MatchFailedError as error:
        rollback(session)
        logger.error("Match run %s failed: %s", run.id, error)
        if _still_ours(session, run, attempt):
            run.failure = str(error)
            _finish(session, run, RunState.FAILED)


def lapsed_runs(session: AnySession) -> list[int]:
    """Return the runs that wait for a worker, or whose worker has died."""
    lapsed = or_(MatchRun.state == RunState.QUEUED, MatchRun.lease_until < now())
    return list(
        session.scalars(
            select(MatchRun.id).where(MatchRun.state.in_(UNFINISHED), lapsed).order_by(MatchRun.id)
        )
    )


def run_with_id(session: AnySession, run_id: int) -> MatchRun | None:
    return session.get(MatchRun, run_id)


def runs_of(session: AnySession, in_round: Round) -> list[MatchRun]:
    return list(
        session.scalars(
            select(MatchRun).where(MatchRun.round_id == in_round.id).order_by(MatchRun.id.desc())
        )
    )


def latest_result(session: AnySession, in_round: Round) -> MatchRun | None:
    """Return the newest run that made suggestions; one that failed hides nothing."""
    done = (run for run in runs_of(session, in_round) if run.state is RunState.DONE)
    return next(done, None)


def unfinished_run(session: AnySession, in_round: Round) -> MatchRun | None:
    return session.scalar(
        select(MatchRun).where(MatchRun.round_id == in_round.id, MatchRun.state.in_(UNFINISHED))
    )


def _take_up(session: AnySession, run_id: int) -> MatchRun | None:
    """Lease a run, in one statement, so that of two workers one gets it."""
    lapsed = and_(MatchRun.state == RunState.RUNNING, MatchRun.lease_until < now())
    taken = session.scalar(
        update(MatchRun)
        .where(MatchRun.id == run_id, or_(MatchRun.state == RunState.QUEUED, lapsed))
        .values(
            state=RunState.RUNNING,
            started_at=now(),
            lease_until=now() + LEASE,
            attempts=MatchRun.attempts + 1,
        )
        .returning(MatchRun.id)
    )
    commit(session)
    return None if taken is None else session.get_one(MatchRun, run_id)


def _still_ours(session: AnySession, run: MatchRun, attempt: int) -> bool:
    """Tell whether no other worker took the run over while this one was slow."""
    session.refresh(run, with_for_update=True)
    return run.state is RunState.RUNNING and run.attempts == attempt


def _finish(session: AnySession, run: MatchRun, state: RunState) -> None:
    run.state, run.progress, run.finished_at = state, 100, now()
    record(session, None, f"suggestions {state.value}", run)
    commit(session)
