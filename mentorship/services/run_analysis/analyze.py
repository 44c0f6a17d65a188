"""Analyze match runs that are done: a job of its own, so that the result itself does not wait.

The row of the analysis is written when a worker begins, empty, and filled when it is done. Its
``created_at`` is when its worker was last seen: after that time and a lease, another one begins
anew. Of two workers the unique `RunInput` lets one begin.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, commit, rollback
from mentorship.clock import now
from mentorship.errors import DecryptionError
from mentorship.models import MatchRun, Round, RoundState, RunAnalysis, RunInput, RunState
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairing.library_adapter.analysis import MAX_ANALYZED_PAIRS, analyze
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.run_analysis.results import (
    GIVE_UP_AFTER,
    LEASE_DURATION,
    analysis_of,
    input_of,
    is_too_large,
    may_begin_anew,
)

logger = logging.getLogger(__name__)

RENEWAL_INTERVAL = timedelta(minutes=1)


class LeaseLostError(Exception):
    """Another worker analyzes the run, or what it was computed from was deleted."""


class Lease:
    """Whether this worker is still the one that analyzes a run."""

    def __init__(self, session: AnySession, analysis_id: int, since: datetime) -> None:
        self.session, self.analysis_id, self.since = session, analysis_id, since

    def renew_if_due(self) -> None:
        if now() - self.since >= RENEWAL_INTERVAL:
            self.renew()
            commit(self.session)

    def renew(self) -> None:
        """State when this worker was last seen, which locks the row until the commit."""
        renewed_at = now()
        renewed_id = self.session.scalar(
            update(RunAnalysis)
            .where(RunAnalysis.id == self.analysis_id, RunAnalysis.created_at == self.since)
            .values(created_at=renewed_at)
            .returning(RunAnalysis.id)
        )
        if renewed_id is None:
            raise LeaseLostError
        self.since = renewed_at


def unfinished(session: AnySession) -> list[int]:
    """Return the ids of done runs of current rounds that no worker is analyzing, but should."""
    seen_at = RunAnalysis.created_at
    is_abandoned = seen_at.between(now() - GIVE_UP_AFTER, now() - LEASE_DURATION)
    rows = session.execute(
        select(MatchRun.id, RunAnalysis)
        .join(RunInput, RunInput.match_run_id == MatchRun.id)
        .join(Round, Round.id == MatchRun.round_id)
        .outerjoin(RunAnalysis, RunAnalysis.run_input_id == RunInput.id)
        .where(
            MatchRun.state == RunState.DONE,
            MatchRun.mentees * MatchRun.mentors <= MAX_ANALYZED_PAIRS,
            Round.state != RoundState.ARCHIVED,
            or_(RunAnalysis.id.is_(None), is_abandoned),
        )
        .order_by(MatchRun.id)
    )
    return [run_id for run_id, analysis in rows if analysis is None or may_begin_anew(analysis)]


def perform(session: AnySession, run_id: int) -> None:
    """Analyze a run, unless that is done or another worker does it. Commits several times."""
    try:
        lease = _claim(session, run_id)
        if lease is not None:
            _analyze(session, run_id, lease)
    except (LeaseLostError, DecryptionError):
        # What the run was computed from is gone, as a person in it was erased; or it is elsewhere.
        rollback(session)
    except match_round.MatchFailedError as error:
        rollback(session)
        logger.error("Match run %s cannot be analyzed: %s", run_id, error)


def _claim(session: AnySession, run_id: int) -> Lease | None:
    run = session.get(MatchRun, run_id)
    if run is None or run.state is not RunState.DONE or is_too_large(run):
        return None
    run_input = input_of(session, run)
    if run_input is None:
        return None
    analysis = analysis_of(session, run)
    return _begin(session, run_input) if analysis is None else _begin_anew(session, analysis)


def _begin(session: AnySession, run_input: RunInput) -> Lease | None:
    analysis = RunAnalysis(run_input=run_input, created_at=now(), attempts=1)
    session.add(analysis)
    try:
        session.flush()
    except IntegrityError:
        rollback(session)
        return None
    lease = Lease(session, analysis.id, analysis.created_at)
    commit(session)
    return lease


def _begin_anew(session: AnySession, analysis: RunAnalysis) -> Lease | None:
    if not may_begin_anew(analysis):
        return None
    lease = Lease(session, analysis.id, analysis.created_at)
    lease.renew()
    analysis.attempts += 1
    commit(session)
    return lease


def _analyze(session: AnySession, run_id: int, lease: Lease) -> None:
    run = session.get_one(MatchRun, run_id)
    run_input = input_of(session, run)
    if run_input is None:
        raise LeaseLostError
    given = MatchInput.of(run_input)
    result = match_round.match_round(run, given, lambda _percent: lease.renew_if_due())
    found = analyze(result, lease.renew_if_due)
    lease.renew()
    analysis = session.get_one(RunAnalysis, lease.analysis_id, populate_existing=True)
    analysis.weightings, analysis.stayed = found.weightings, found.stayed
    analysis.frontier, analysis.ties = found.frontier, found.ties
    commit(session)
