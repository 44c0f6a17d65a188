"""Whether the analysis of a run is there, will be, or never was."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import MatchRun, Round, RunAnalysis, RunInput, Suggestion
from mentorship.services.run_analysis import results
from mentorship.services.run_analysis.results import (
    AnalysisState,
    analysis_state,
    finished_analysis,
)


@pytest.fixture
def run(suggested: Suggestion) -> MatchRun:
    """Return a run that is done, whose input was kept."""
    return suggested.match_run


def begin(run: MatchRun, **values: object) -> RunAnalysis:
    run_input = results.input_of(db.session, run)
    assert run_input is not None
    analysis = RunAnalysis(run_input=run_input, **values)
    db.session.add(analysis)
    db.session.commit()
    return analysis


def test_an_analysis_that_a_worker_has_only_begun_is_not_shown(run: MatchRun) -> None:
    analysis = begin(run, attempts=1)
    assert analysis_state(db.session, run) is AnalysisState.WAITING
    assert finished_analysis(db.session, run) is None
    analysis.weightings = 100
    db.session.commit()
    assert analysis_state(db.session, run) is AnalysisState.DONE
    assert finished_analysis(db.session, run) is analysis


def test_after_three_attempts_or_a_day_nobody_waits_any_more(run: MatchRun) -> None:
    abandoned = now() - results.LEASE_DURATION - timedelta(seconds=1)
    analysis = begin(run, attempts=results.MAX_ATTEMPTS - 1, created_at=abandoned)
    assert results.may_begin_anew(analysis)
    analysis.attempts = results.MAX_ATTEMPTS
    assert analysis_state(db.session, run) is AnalysisState.FAILED
    analysis.attempts, analysis.created_at = 1, now() - results.GIVE_UP_AFTER * 2
    assert analysis_state(db.session, run) is AnalysisState.FAILED
    assert not results.may_begin_anew(analysis)


def test_a_run_whose_input_was_never_kept_or_was_erased_says_which(run: MatchRun) -> None:
    db.session.execute(delete(RunInput))
    db.session.commit()
    assert analysis_state(db.session, run) is AnalysisState.ERASED
    run.input_digest = None
    assert analysis_state(db.session, run) is AnalysisState.NOT_STORED


def test_only_a_run_with_a_result_is_found(run: MatchRun, a_round: Round) -> None:
    unfinished = MatchRun(round=a_round, seed=1, settings={})
    db.session.add(unfinished)
    db.session.commit()
    assert results.done_run_with_id(db.session, run.id) is run
    assert results.done_run_with_id(db.session, unfinished.id) is None
