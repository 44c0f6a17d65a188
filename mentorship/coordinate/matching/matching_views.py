"""Where matching stands in a round: run it, follow it, and read what earlier runs suggested."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching import settings_words
from mentorship.extensions import db
from mentorship.models import MatchRun, Round, RunState
from mentorship.permissions import Permission
from mentorship.services.applications import readiness, rounds, screening, waiting
from mentorship.services.pairing import match_runs, pair_constraints, suggestions
from mentorship.web.access_control import require_permission
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate


@blueprint.get("/matching")
@require_permission(Permission.COORDINATE)
def matching() -> ResponseReturnValue:
    """Lead to the newest round that is not in the archive."""
    current = rounds.current_rounds(db.session)
    if not current:
        return render_template("coordinate/matching/matching.html", round=None)
    return redirect(url_for(".show_matching", round_id=current[0].id))


@blueprint.get("/rounds/<int:round_id>/matching")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def show_matching(round_: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, round_)
    return render_template(
        "coordinate/matching/matching.html",
        round=round_,
        rounds=rounds.current_rounds(db.session),
        counts=readiness.ready_counts(db.session, round_),
        run_outcome=run_outcome,
        name_of_settings=settings_words.name_of_run_settings,
        runs=paginate(match_runs.newest_first(round_), SHORT_PAGE_SIZE, "runs"),
        unfinished=match_runs.unfinished_run(db.session, round_),
        latest=latest,
        waiting=suggestions.pending_count(db.session, latest) if latest else 0,
        almost_ready=screening.almost_ready_count(db.session, round_),
        waited_and_applied=waiting.applied_count(db.session, round_),
        waited=waiting.not_applied_yet_count(db.session, round_),
        pinned=paginate(pair_constraints.pinned_in(round_), SHORT_PAGE_SIZE, "pins"),
    )


def run_outcome(run: MatchRun) -> str:
    """Say in the list of runs how many pairs a run has suggested, or why none."""
    return {
        RunState.DONE: str(run.suggested),
        RunState.FAILED: _("none: it failed"),
        RunState.CANCELLED: _("none: it was cancelled"),
    }.get(run.state, _("running"))
