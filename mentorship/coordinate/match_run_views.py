"""Match runs: request one, and read its progress and its result."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate import labels
from mentorship.coordinate.round_views import blueprint
from mentorship.extensions import db
from mentorship.models import MatchRun, Round, SuggestionState
from mentorship.permissions import Permission
from mentorship.services.applications import rounds, submission
from mentorship.services.pairing import match_runs, suggestions
from mentorship.web.access_control import require_permission, require_person


@blueprint.post("/rounds/<int:round_id>/match-runs")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def request_match_run(round_: Round) -> ResponseReturnValue:
    run = match_runs.request_run(db.session, require_person(), round_)
    return redirect(url_for(".show_match_run", run_id=run.id))


@blueprint.get("/match-runs/<int:run_id>")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_match_run(run: MatchRun) -> ResponseReturnValue:
    if run.state in match_runs.UNFINISHED:
        return render_template("coordinate/match_run_waiting.html", run=run)
    suggested = suggestions.suggestions_of(db.session, run)
    applications = submission.applications_in(db.session, run.round)
    return render_template(
        "coordinate/match_run.html",
        run=run,
        waiting=[
            suggestion for suggestion in suggested if suggestion.state is SuggestionState.PENDING
        ],
        decided=[
            suggestion
            for suggestion in suggested
            if suggestion.state is not SuggestionState.PENDING
        ],
        bands=labels.score_bands([suggestion.explanation for suggestion in suggested]),
        application_of={application.id: application for application in applications},
    )
