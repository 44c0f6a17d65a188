"""Match runs: requested by a coordinator, performed by a worker, restarted if it dies.

The row of a run holds its state. A worker claims it by a lease; if the worker dies,
the lease expires and the next worker claims the run and starts it again.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession, commit, enqueue, rollback
from mentorship.clock import now
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.models import Application, MatchRun, Person, Role, Round, RunState
from mentorship.services.applications.readiness import ready_counts
from mentorship.services.audit import record
from mentorship.services.board import board_creation, boards
from mentorship.services.conversations import proposals
from mentorship.services.conversations.ratings import Ratings, has_answers, ratings_among
from mentorship.services.match_settings.chosen import ChosenSettings, of_preset
from mentorship.services.match_settings.presets import BALANCED
from mentorship.services.match_settings.settings import from_document
from mentorship.services.pairing import exclusion_review, run_kinds, run_results
from mentorship.services.pairing.library_adapter import conversation_proposals, match_round
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.new_board import NewBoard, new_board
from mentorship.services.pairing.run_kinds import ConversationLimits
from mentorship.services.pairing.run_results import RunResult

logger = logging.getLogger(__name__)

RUN_IN_PROGRESS = _l("Matching is already running. Please wait a moment.")
LEASE_DURATION = timedelta(minutes=2)
MAX_ATTEMPTS = 3
MAX_READINGS = 3
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


class LeaseLostError(Exception):
    """A run was cancelled, or another worker has claimed it, so this one stops."""


def request_run(
    session: AnySession,
    actor: Person | None,
    round_: Round,
    seed: int | None = None,
    confirmed: str | None = None,
    chosen: ChosenSettings | None = None,
    limits: ConversationLimits | None = None,
    counts_conversations: bool = True,
) -> MatchRun:
    """Request a match run; the worker performs it once this is committed.

    ``chosen`` are its settings, the balanced ones by default; ``seed`` is used instead of theirs.
    With ``limits`` it proposes first conversations; without, it suggests matches, and counts what
    people said after their conversations, if they did.
    ``confirmed`` is the digest of the unclear exclusions that a coordinator has been shown and
    goes on without answering. Until they are answered, whoever might be meant is kept apart.
    """
    boards.lock_boards_of(session, [round_.id])
    if unfinished_run(session, round_) is not None:
        raise UserFacingError(RUN_IN_PROGRESS)
    if missing := who_is_missing(session, round_):
        raise UserFacingError(missing)
    round_review = exclusion_review.review(session, round_)
    exclusion_review.check_all_are_clear(round_review, confirmed)
    chosen = chosen or of_preset(BALANCED)
    run = MatchRun(
        round=round_,
        seed=_seed(seed, chosen.settings.seed),
        settings={
            **chosen.settings.for_run(),
            **_purpose(session, round_, limits, counts_conversations=counts_conversations),
        },
        saved_settings=None if chosen.own_floor else chosen.saved,
        requested_by=actor.id if actor else None,
    )
    session.add(run)
    try:
        session.flush()
    except IntegrityError:
        raise UserFacingError(RUN_IN_PROGRESS) from None
    record(session, actor, "request conversations" if limits else "request suggestions", run)
    if round_review.open_texts:
        record(session, actor, "go on with unclear exclusions", run)
    enqueue(session, "execute_match_run", run.id)
    return run


def _purpose(
    session: AnySession,
    round_: Round,
    limits: ConversationLimits | None,
    *,
    counts_conversations: bool,
) -> dict[str, Any]:
    """Return what the settings of a run hold of what it is for."""
    if limits is not None:
        return limits.settings()
    return {run_kinds.COUNTS: True} if counts_conversations and has_answers(session, round_) else {}


def _seed(*given: int | None) -> int:
    """Return the first seed that is given, or draw one."""
    return next((seed for seed in given if seed is not None), secrets.randbelow(2**31))


def who_is_missing(session: AnySession, round_: Round) -> str:
    """Return why a round cannot be matched, in one sentence; "" if both roles are there."""
    counts = ready_counts(session, round_)
    if not counts[Role.MENTEE]:
        return _("Nobody in this round is looking for a mentor yet.")
    return "" if counts[Role.MENTOR] else _("Nobody in this round offers to be a mentor yet.")


def cancel(session: AnySession, actor: Person, run: MatchRun) -> None:
    """Cancel a run that has not ended: its worker stores nothing, and stops when it next reports.

    Whether it had ended is decided by the UPDATE, or several coordinators could cancel it at once.
    """
    cancelled_id = session.scalar(
        update(MatchRun)
        .where(MatchRun.id == run.id, MatchRun.state.in_(UNFINISHED))
        .values(state=RunState.CANCELLED, finished_at=now())
        .returning(MatchRun.id)
    )
    session.refresh(run)
    if cancelled_id is not None:
        record(session, actor, "cancel suggestions", run)
    elif run.state is not RunState.CANCELLED:
        raise UserFacingError(_("This run had ended before it could be cancelled."))


def perform(session: AnySession, run_id: int) -> None:
    """Claim a run, match, and store the result. Commits several times."""
    run = _claim(session, run_id)
    if run is None:
        return
    attempt = run.attempts
    try:
        if attempt > MAX_ATTEMPTS:
            raise match_round.MatchFailedError("worker")
        if run_kinds.proposes_conversations(run):
            _propose_and_store(session, run, attempt)
        else:
            _match_and_store(session, run, attempt)
    except LeaseLostError:
        rollback(session)
    except match_round.MatchFailedError as error:
        rollback(session)
        logger.error("Match run %s failed: %s", run.id, error)
        if _holds_lease(session, run, attempt):
            run.failure = str(error)
            _finish(session, run, RunState.FAILED)


def _match_and_store(session: AnySession, run: MatchRun, attempt: int) -> None:
    """Match, and again if somebody says meanwhile how a conversation was."""
    for _reading in range(MAX_READINGS):
        given = _read_input(session, run)
        matched = match_round.match_round(run, given, _progress_of(session, run, attempt))
        result, board = match_round.run_result(matched, given), new_board(matched)
        pool_now = _lock_round(session, run, attempt)
        if given.conversations == _conversations_now(session, run, given):
            return _store(session, run, given, result, board, pool_now)
        rollback(session)
    raise match_round.MatchFailedError("answers")


def _conversations_now(session: AnySession, run: MatchRun, given: MatchInput) -> list[Ratings]:
    """Return what a run should count now of the conversations of the people whom it matched."""
    if not run_kinds.counts_conversations(run):
        return []
    return ratings_among(session, run.round, given.matchable_ids())


def _propose_and_store(session: AnySession, run: MatchRun, attempt: int) -> None:
    given, planned = _read_input(session, run), proposals.planned_in(session, run.round)
    progress = _progress_of(session, run, attempt)
    proposed = conversation_proposals.propose(run, given, planned, progress)
    pool_now = _lock_round(session, run, attempt)
    proposals.store(session, run, proposed, pool_now)
    run.mentees, run.mentors = len(given.mentees), len(given.mentors)
    _finish(session, run, RunState.DONE)


def _progress_of(session: AnySession, run: MatchRun, attempt: int) -> Callable[[int], None]:
    """Return what reports progress, once it has: it commits, so no row is read after it."""

    def report_progress(percent: int) -> None:
        _renew_lease(session, run, attempt, percent)

    report_progress(0)
    return report_progress


def _lock_round(session: AnySession, run: MatchRun, attempt: int) -> dict[int, Application]:
    """Lock the boards and the people of a round, and return who can be matched now."""
    boards.lock_boards_of(session, [run.round_id])
    pool_now = run_results.lock_pool(session, run.round)
    if not _holds_lease(session, run, attempt):
        raise LeaseLostError
    return pool_now


def _store(
    session: AnySession,
    run: MatchRun,
    given: MatchInput,
    result: RunResult,
    board: NewBoard,
    pool_now: dict[int, Application],
) -> None:
    result = result.among(pool_now.keys())
    run_results.store(session, run, result, pool_now)
    if given.ids() <= pool_now.keys():
        board_creation.create(session, run, given, board, result)
    enqueue(session, "analyze_match_run", run.id)
    _finish(session, run, RunState.DONE)


def _read_input(session: AnySession, run: MatchRun) -> MatchInput:
    """Read, and read again if somebody was erased between the reading of rows and of keys."""
    for _reading in range(MAX_READINGS):
        try:
            return match_round.read_input(
                session,
                run.round,
                counts_conversations=run_kinds.counts_conversations(run),
                counts_training=from_document(run.settings).training_points > 0,
            )
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
    return session.get(MatchRun, run_id, options=[joinedload(MatchRun.round)])


def newest_first(round_: Round) -> Select[tuple[MatchRun]]:
    """Return the query of a round's runs that suggest matches."""
    return (
        select(MatchRun)
        .where(MatchRun.round_id == round_.id, run_kinds.suggests_matches())
        .order_by(MatchRun.id.desc())
        .options(joinedload(MatchRun.saved_settings))
    )


def latest_result(session: AnySession, round_: Round) -> MatchRun | None:
    """Return the newest run that is done; one that failed does not replace it."""
    return session.scalar(done_runs(round_).limit(1))


def done_runs(round_: Round) -> Select[tuple[MatchRun]]:
    """Return the query of a round's runs that are done, the newest first."""
    return newest_first(round_).where(MatchRun.state == RunState.DONE)


def latest_proposing_run(session: AnySession, round_: Round) -> MatchRun | None:
    """Return the newest run that proposes first conversations, in whichever state."""
    proposing = select(MatchRun).where(
        MatchRun.round_id == round_.id, ~run_kinds.suggests_matches()
    )
    return session.scalar(proposing.order_by(MatchRun.id.desc()).limit(1))


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


def _renew_lease(session: AnySession, run: MatchRun, attempt: int, percent: int) -> None:
    """Note the progress of a run, unless it was cancelled or another worker has claimed it."""
    renewed_id = session.scalar(
        update(MatchRun)
        .where(
            MatchRun.id == run.id, MatchRun.state == RunState.RUNNING, MatchRun.attempts == attempt
        )
        .values(progress=percent, lease_until=now() + LEASE_DURATION)
        .returning(MatchRun.id)
    )
    if renewed_id is None:
        raise LeaseLostError
    commit(session)


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
