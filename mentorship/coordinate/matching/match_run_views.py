"""Match runs: request one, and read its progress and its result."""

from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching.run_overview import run_overview
from mentorship.coordinate.matching.suggestion_cards import suggestion_cards
from mentorship.extensions import db
from mentorship.models import MatchRun, Round, RunState, Suggestion
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.board import unmatched
from mentorship.services.pairing import match_runs, run_lists
from mentorship.services.pairing.exclusion_review import UnclearExclusionsError
from mentorship.services.pairing.run_lists import RunList
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate
from mentorship.web.stale_forms import refuse_stale

CARDS_PER_PAGE = 10


@blueprint.post("/rounds/<int:round_id>/matching")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def request_match_run(round_: Round) -> ResponseReturnValue:
    confirmed = request.form.get("confirmed")
    try:
        run = match_runs.request_run(db.session, require_person(), round_, confirmed=confirmed)
    except UnclearExclusionsError as error:
        flash(str(error), "warning")
        return redirect(url_for(".list_unclear_names", round_id=round_.id))
    return redirect(url_for(".show_match_run", run_id=run.id))


@blueprint.get("/match-runs/<int:run_id>")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_match_run(run: MatchRun) -> ResponseReturnValue:
    if run.state in match_runs.UNFINISHED:
        return render_template("coordinate/matching/match_run_waiting.html", run=run)
    counts = run_lists.counts(db.session, run)
    shown = request.args.get("show", first_with_rows(counts), type=RunList)
    page = paginate(run_lists.suggestions_in(run, shown), CARDS_PER_PAGE)
    return render_template(
        "coordinate/matching/match_run.html",
        run=run,
        counts=counts,
        shown=shown,
        unmatched=unmatched.counts(db.session, run),
        page=page,
        cards=suggestion_cards(page.items),
        bands=labels.score_bands(run.score_bands),
        overview=run_overview(run) if run.state is RunState.DONE else None,
    )


def first_with_rows(counts: Counter[RunList]) -> RunList:
    return next((run_list for run_list in RunList if counts[run_list]), RunList.PENDING)


def url_of_card(suggestion: Suggestion) -> str:
    """Return the URL of a suggestion within the list that holds it."""
    return url_for(
        ".show_match_run",
        run_id=suggestion.match_run_id,
        show=run_lists.list_of(suggestion.state),
        page=run_lists.position(db.session, suggestion) // CARDS_PER_PAGE + 1,
        _anchor=f"pair-{suggestion.id}",
    )
