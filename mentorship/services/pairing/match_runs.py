"""Match runs: requested by a coordinator, performed by a worker, restarted if it dies.

The row of a run holds its state. A worker claims it by a lease; if the worker dies,
the lease expires and the next worker claims the run and starts it again.
"""

import logging
import secrets
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, commit, enqueue, rollback
from mentorship.clock import now
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.models import MatchRun, Person, Role, Round, RunState
from mentorship.services.applications.readiness import ready_counts
from mentorship.services.audit import record
from mentorship.services.board import board_creation, boards
from mentorship.services.pairing import exclusion_review, run_results
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.new_board import new_board

logger = logging.getLogger(__name__)

RUN_IN_PROGRESS = _l("Matching is already running. Please wait a moment.")
LEASE_DURATION = timedelta(minutes=2)
MAX_ATTEMPTS = 3
MAX_READINGS = 3
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


def request_run(
    session: AnySession,
    actor: Person | None,
    round_: Round,
    seed: int | None = None,
    confirmed: str | None = None,
) -> MatchRun:
    """Request a match run; the worker performs it once this is committed.

    ``confirmed`` is the digest of the unclear exclusions that a coordinator has been shown and
    goes on without answering. Until they are answered, whoever might be meant is kept apart.
    """
    boards.lock_boards_of(session, [round_.id])
    if unfinished_run(session, round_) is not None:
        raise UserFacingError(RUN_IN_PROGRESS)
    counts = ready_counts(session, round_)
    for role, message in (
        (Role.MENTEE, _("Nobody in this round is looking for a mentor yet.")),
        (Role.MENTOR, _("Nobody in this round offers to be a mentor yet.")),
    ):
        if not counts[role]:
            raise UserFacingError(message)
    round_review = exclusion_review.review(session, round_)
    exclusion_review.check_all_are_clear(round_review, confirmed)
    run = MatchRun(
        round=round_,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        settings=dict(match_round.SETTINGS),
        requested_by=actor.id if actor else None,
    )
    session.add(run)
    try:
        session.flush()
    except IntegrityError:
        raise UserFacingError(RUN_IN_PROGRESS) from None
    record(session, actor, "request suggestions", run)
    if round_review.open_texts:
        record(session, actor, "go on with unclear exclusions", run)
    enqueue(session, "execute_match_run", run.id)
    return run


def perform(session: AnySession, run_id: int) -> None:
    """Claim a run, match, and store the result. Commits several times."""
    run = _claim(session, run_id)
    if run is None:
        return

    def report_progress(percent: int) -> None:
        run.progress, run.lease_until = percent, now() + LEASE_DURATION
        commit(session)

    attempt = run.attempts
    try:
        if attempt > MAX_ATTEMPTS:
            raise match_round.MatchFailedError("worker")
        given = _read_input(session, run)
        report_progress(0)  # renews the lease; it commits, so nothing is read from rows after it
        matched = match_round.match_round(run, given, report_progress)
        boards.lock_boards_of(session, [run.round_id])
        pool_now = run_results.lock_pool(session, run.round)
        if _holds_lease(session, run, attempt):
            result = match_round.run_result(matched).among(pool_now.keys())
            run_results.store(session, run, result, pool_now)
            if given.ids() <= pool_now.keys():
                board_creation.create(session, run, given, new_board(matched), result)
            enqueue(session, "analyze_match_run", run.id)
            _finish(session, run, RunState.DONE)
        else:
            rollback(session)
    except match_round.MatchFailedError as error:
        rollback(session)
        logger.error("Match run %s failed: %s", run.id, error)
        if _holds_lease(session, run, attempt):
            run.failure = str(error)
            _finish(session, run, RunState.FAILED)


def _read_input(session: AnySession, run: MatchRun) -> MatchInput:
    """Read, and read again if somebody was erased between the reading of rows and of keys."""
    for _reading in range(MAX_READINGS):
        try:
            return match_round.read_input(session, run)
        except DecryptionError:
            rollback(session)
    raise match_round.MatchFailedError("worker")


def stalled_runs(session: AnySession) -> list[int]:
    """Return the ids of runs that wait for a worker, or whose lease has expired."""
    unclaimed = or_(MatchRun.state == RunState.QUEUED, _lease_has_expired())
    return list(
        session.scalars(
            select(MatchRun.id)
            .where(MatchRun.state.in_(UNFINISHED), unclaimed)
            .order_by(MatchRun.id)
        )
    )


def run_with_id(session: AnySession, run_id: int) -> MatchRun | None:
    return session.get(MatchRun, run_id)


def newest_first(round_: Round) -> Select[tuple[MatchRun]]:
    """Return the query of a round's runs."""
    return select(MatchRun).where(MatchRun.round_id == round_.id).order_by(MatchRun.id.desc())


def latest_result(session: AnySession, round_: Round) -> MatchRun | None:
    """Return the newest run that is done; one that failed does not replace it."""
    return session.scalar(done_runs(round_).limit(1))


def done_runs(round_: Round) -> Select[tuple[MatchRun]]:
    """Return the query of a round's runs that are done, the newest first."""
    return newest_first(round_).where(MatchRun.state == RunState.DONE)


def unfinished_run(session: AnySession, round_: Round) -> MatchRun | None:
    return session.scalar(
        select(MatchRun).where(MatchRun.round_id == round_.id, MatchRun.state.in_(UNFINISHED))
    )


def _claim(session: AnySession, run_id: int) -> MatchRun | None:
    """Lease a run, in one statement, so that of two workers one performs it."""
    expired = and_(MatchRun.state == RunState.RUNNING, _lease_has_expired())
    claimed_id = session.scalar(
        update(MatchRun)
        .where(MatchRun.id == run_id, or_(MatchRun.state == RunState.QUEUED, expired))
        .values(
            state=RunState.RUNNING,
            started_at=now(),
            lease_until=now() + LEASE_DURATION,
            attempts=MatchRun.attempts + 1,
        )
        .returning(MatchRun.id)
    )
    commit(session)
    return None if claimed_id is None else session.get_one(MatchRun, run_id)


def _lease_has_expired() -> ColumnElement[bool]:
    """Return the condition on a lease that it is over, or of a clock that was far ahead.

    Such a lease would hold a run back until the clock is there again. Half of the limit is for
    clocks of two machines that differ.
    """
    return or_(MatchRun.lease_until < now(), MatchRun.lease_until > now() + 2 * LEASE_DURATION)


def _holds_lease(session: AnySession, run: MatchRun, attempt: int) -> bool:
    """Return whether no other worker has claimed the run while this one was slow."""
    session.refresh(run, with_for_update=True)
    return run.state is RunState.RUNNING and run.attempts == attempt


def _finish(session: AnySession, run: MatchRun, state: RunState) -> None:
    run.state, run.progress, run.finished_at = state, 100, now()
    record(session, None, f"suggestions {state.value}", run)
    commit(session)
