"""A run that is done is analyzed once, whatever happens to its worker or to its people."""

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import select

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import MatchRun, Round, RoundState, RunAnalysis, RunInput, Suggestion
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.services.pairing.library_adapter import analysis, match_round
from mentorship.services.run_analysis import analyze, results
from mentorship.services.run_analysis.results import AnalysisState, analysis_state
from tests.conftest import Applicant
from tests.factories import make_match_run

DRAWS = 6


class WorkerKilledError(Exception):
    """The worker ends here, as if it had been killed."""


@pytest.fixture(autouse=True)
def _try_few_weightings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "MAX_DRAWS", DRAWS)


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    """Return a run that is done: two mentees, and a mentor for one of them."""
    applicant("mentee", "mei@example.org")
    applicant("mentee", "lan@example.org", topics=["media"])
    applicant("mentor", "ana@example.org", "latino")
    run = make_match_run(a_round)
    assert analysis_state(db.session, run) is AnalysisState.WAITING
    return run


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that begins the analysis of a run, and dies within it."""

    def die(run: MatchRun) -> None:
        with monkeypatch.context() as changed:
            changed.setattr(analyze, "analyze", Mock(side_effect=WorkerKilledError))
            with pytest.raises(WorkerKilledError):
                analyze.perform(db.session, run.id)
        db.session.rollback()

    return die


def analyses() -> list[RunAnalysis]:
    return list(db.session.scalars(select(RunAnalysis)))


def seen_long_ago(row: RunAnalysis) -> None:
    row.created_at = now() - results.LEASE_DURATION - timedelta(seconds=1)
    db.session.commit()


def test_the_worker_analyzes_a_run_that_is_done(app: Flask, run: MatchRun) -> None:
    (suggestion,) = db.session.scalars(select(Suggestion))
    assert analyze.unfinished(db.session) == [run.id]
    app.extensions["jobs"].recover_stalled()
    (stored,) = analyses()
    ((mentee, mentor, count),) = stored.stayed
    assert (mentee, mentor) == (suggestion.mentee_id, suggestion.mentor_id)
    assert stored.weightings == DRAWS
    assert count == DRAWS, "Lan has less in common with the mentor in every way"
    assert [row[1] for row in stored.frontier] == [1]
    assert stored.frontier[0][0] == pytest.approx(suggestion.explanation["score"])
    assert analysis_state(db.session, run) is AnalysisState.DONE
    assert analyze.unfinished(db.session) == []


def test_an_analysis_is_sealed_under_the_key_of_what_it_was_computed_from(run: MatchRun) -> None:
    analyze.perform(db.session, run.id)
    (run_input,) = db.session.scalars(select(RunInput))
    assert analyses()[0].key_ids_in_use() == (run_input.key_id,)


def test_a_second_worker_leaves_a_run_to_the_first(
    each_database: None, run: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = analysis.analyze
    counted = Mock(side_effect=computed)
    monkeypatch.setattr(analyze, "analyze", counted)

    def analyze_at_the_same_time(result: Any, report: Any) -> Any:
        analyze.perform(db.session, run.id)
        return computed(result, report)

    counted.side_effect = analyze_at_the_same_time
    analyze.perform(db.session, run.id)
    analyze.perform(db.session, run.id)
    assert counted.call_count == 1
    assert [item.attempts for item in analyses()] == [1]


def test_the_analysis_of_a_worker_that_died_is_begun_anew_three_times(
    each_database: None, run: MatchRun, killed: Any
) -> None:
    for attempt in range(1, results.MAX_ATTEMPTS + 1):
        assert analyze.unfinished(db.session) == [run.id]
        killed(run)
        assert [item.attempts for item in analyses()] == [attempt]
        assert analyze.unfinished(db.session) == [], "it may still be alive"
        seen_long_ago(analyses()[0])
    assert analyze.unfinished(db.session) == []
    analyze.perform(db.session, run.id)
    assert analysis_state(db.session, run) is AnalysisState.FAILED


def test_a_worker_that_was_only_slow_stores_nothing(
    each_database: None, run: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = analysis.analyze

    def be_slow(result: Any, report: Any) -> Any:
        monkeypatch.setattr(analyze, "analyze", computed)
        seen_long_ago(analyses()[0])
        analyze.perform(db.session, run.id)
        return Mock(weightings=7)

    monkeypatch.setattr(analyze, "analyze", be_slow)
    analyze.perform(db.session, run.id)
    assert [(item.attempts, item.weightings) for item in analyses()] == [(2, DRAWS)]


def test_a_worker_that_goes_on_for_long_keeps_its_lease(
    run: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyze, "RENEWAL_INTERVAL", timedelta(0))
    analyze.perform(db.session, run.id)
    assert analyses()[0].is_done


def test_erasing_the_input_meanwhile_ends_the_analysis_without_a_word(
    each_database: None, run: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = analysis.analyze

    def erase(result: Any, report: Any) -> Any:
        delete_with_keys(db.session, select(RunInput))
        db.session.commit()
        return computed(result, report)

    monkeypatch.setattr(analyze, "analyze", erase)
    analyze.perform(db.session, run.id)
    assert analyses() == []
    assert analysis_state(db.session, run) is AnalysisState.ERASED
    analyze.perform(db.session, run.id)
    assert analyses() == []


def test_a_run_that_the_library_refuses_fails_without_stopping_the_others(
    run: MatchRun, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse = Mock(side_effect=match_round.MatchFailedError("pins"))
    monkeypatch.setattr(match_round, "match_round", refuse)
    app.extensions["jobs"].recover_stalled()
    assert [item.is_done for item in analyses()] == [False]


def test_rounds_in_the_archive_and_very_large_ones_are_not_analyzed(
    run: MatchRun, a_round: Round
) -> None:
    run.mentees, run.mentors = 10_000, 10_000
    db.session.commit()
    assert analyze.unfinished(db.session) == []
    analyze.perform(db.session, run.id)
    assert analyses() == []
    assert analysis_state(db.session, run) is AnalysisState.TOO_LARGE
    run.mentees, run.mentors, a_round.state = 2, 1, RoundState.ARCHIVED
    db.session.commit()
    assert analyze.unfinished(db.session) == []
    assert analysis_state(db.session, run) is AnalysisState.FAILED
