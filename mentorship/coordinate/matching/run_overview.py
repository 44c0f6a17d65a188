"""What the page of a match run says of its analysis."""

from dataclasses import dataclass

from sqlalchemy import func

from mentorship.extensions import db
from mentorship.models import MatchRun, RunAnalysis
from mentorship.services.pairing import match_runs
from mentorship.services.run_analysis.results import AnalysisState, analysis_state

STEADY_SHARE = 0.9
"""A suggestion that stays in so many of the weightings does not depend on one of them."""


@dataclass(frozen=True)
class RunOverview:
    """How many suggestions are steady, and how many were drawn."""

    state: AnalysisState
    weightings: int
    steady: int
    drawn: int
    can_compare: bool


def run_overview(run: MatchRun, analysis: RunAnalysis | None) -> RunOverview:
    """Return what is said of a run with its analysis, if that is done."""
    done = match_runs.done_runs(run.round).with_only_columns(func.count()).order_by(None)
    weightings = analysis.weightings if analysis else 0
    stayed = [count for _mentee, _mentor, count in analysis.stayed] if analysis else []
    return RunOverview(
        state=AnalysisState.DONE if analysis else analysis_state(db.session, run),
        weightings=weightings,
        steady=sum(count >= STEADY_SHARE * weightings for count in stayed),
        drawn=len({mentee for mentee, _mentor in analysis.ties}) if analysis else 0,
        can_compare=(db.session.scalar(done) or 0) > 1,
    )
