"""Find the analysis of a match run, or say why there is none."""

import enum
from datetime import timedelta

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import MatchRun, RoundState, RunAnalysis, RunInput, RunState
from mentorship.services.pairing.library_adapter.analysis import MAX_ANALYZED_PAIRS

LEASE_DURATION = timedelta(minutes=10)
"""After so long without a sign of its worker, an analysis is begun anew. One solution of a very
large round takes less."""
GIVE_UP_AFTER = timedelta(days=1)
MAX_ATTEMPTS = 3


class AnalysisState(enum.StrEnum):
    """What is known of a run that is done."""

    DONE = "done"
    WAITING = "waiting"
    FAILED = "failed"
    TOO_LARGE = "too_large"
    ERASED = "erased"
    NOT_STORED = "not_stored"


def done_run_with_id(session: AnySession, run_id: int) -> MatchRun | None:
    """Return a run that has a result."""
    run = session.get(MatchRun, run_id)
    return run if run is not None and run.state is RunState.DONE else None


def input_of(session: AnySession, run: MatchRun) -> RunInput | None:
    """Return what a run was computed from, unless it was deleted."""
    return session.scalar(select(RunInput).where(RunInput.match_run_id == run.id))


def analysis_of(session: AnySession, run: MatchRun) -> RunAnalysis | None:
    """Return the analysis of a run, which may not be done yet."""
    of_run = select(RunAnalysis).join(RunAnalysis.run_input)
    return session.scalar(of_run.where(RunInput.match_run_id == run.id))


def finished_analysis(session: AnySession, run: MatchRun) -> RunAnalysis | None:
    """Return the analysis of a run if it is done."""
    analysis = analysis_of(session, run)
    return analysis if analysis is not None and analysis.is_done else None


def analysis_state(session: AnySession, run: MatchRun) -> AnalysisState:
    """Return whether the analysis of a run that is done is there, or will be."""
    analysis = analysis_of(session, run)
    if analysis is not None and analysis.is_done:
        return AnalysisState.DONE
    if analysis is None and input_of(session, run) is None:
        was_stored = run.input_digest is not None
        return AnalysisState.ERASED if was_stored else AnalysisState.NOT_STORED
    if is_too_large(run):
        return AnalysisState.TOO_LARGE
    is_hopeless = run.round.state is RoundState.ARCHIVED or (analysis and has_failed(analysis))
    return AnalysisState.FAILED if is_hopeless else AnalysisState.WAITING


def is_too_large(run: MatchRun) -> bool:
    return run.mentees * run.mentors > MAX_ANALYZED_PAIRS


def may_begin_anew(analysis: RunAnalysis) -> bool:
    """Return whether the worker of an analysis seems to have died, and another one may try."""
    is_open = analysis.can_be_read() and not analysis.is_done
    return is_open and _is_abandoned(analysis) and not has_failed(analysis)


def has_failed(analysis: RunAnalysis) -> bool:
    """Return whether nobody tries any more to finish an analysis."""
    if not analysis.can_be_read() or analysis.created_at < now() - GIVE_UP_AFTER:
        return True
    return analysis.attempts >= MAX_ATTEMPTS and _is_abandoned(analysis)


def _is_abandoned(analysis: RunAnalysis) -> bool:
    return analysis.created_at <= now() - LEASE_DURATION
