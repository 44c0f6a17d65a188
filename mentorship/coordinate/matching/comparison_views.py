"""Two match runs of a round side by side."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching import comparison_tables
from mentorship.coordinate.matching.run_form_urls import settings_url
from mentorship.coordinate.matching.settings_words import name_of_run_settings
from mentorship.extensions import db
from mentorship.models import MatchRun, Round
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.applications import rounds
from mentorship.services.pairing import match_runs
from mentorship.services.reports.suppression import MIN_COUNT
from mentorship.services.run_analysis.comparison import Moves, TwoRuns, compare, two_runs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.nearest_page import nearest_page
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate_sequence
from mentorship.web.readings import opens_page

TWO = "/match-runs/<int:run_id>/compare/<int:other_id>"
MAX_RUNS_TO_CHOOSE = 100
MOVED, NEW, LOST = "moved", "new", "lost"


@blueprint.route("/rounds/<int:round_id>/compare-runs", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def choose_runs_to_compare(round_: Round) -> ResponseReturnValue:
    """Ask which two runs to compare, and lead to them."""
    runs = db.session.scalars(match_runs.done_runs(round_).limit(MAX_RUNS_TO_CHOOSE)).all()
    chosen: list[int | None] = [request.values.get(name, type=int) for name in ("first", "second")]
    if chosen[0] is not None and chosen[1] is None:
        other = next((run.id for run in runs if run.id != chosen[0]), chosen[0])
        chosen = [*sorted((chosen[0], other))]
    is_sent = request.method == "POST"
    if is_sent and are_two(runs, chosen):
        return redirect(url_for(".compare_runs", run_id=chosen[0], other_id=chosen[1]))
    return render_form(
        "coordinate/matching/choose_runs.html",
        round=round_,
        runs=runs,
        chosen=chosen,
        is_refused=is_sent,
        name_of_settings=name_of_run_settings,
    )


def are_two(runs: Sequence[MatchRun], chosen: Sequence[int | None]) -> bool:
    return set(chosen) <= {run.id for run in runs} and chosen[0] != chosen[1]


@blueprint.get(TWO)
@require_permission(Permission.COORDINATE, load=two_runs)
def compare_runs(two: TwoRuns) -> ResponseReturnValue:
    compared = compare(db.session, two)
    shows_names = readings.reads_names(db.session, require_person(), (two.first, two.second))
    shown, page = request.args.get("show", ""), None
    if shows_names:
        rows = comparison_tables.moves_with_names(compared)
        shown = shown if shown in rows else next((code for code in rows if rows[code]), MOVED)
        page = paginate_sequence(rows[shown], SHORT_PAGE_SIZE)
    return render_template(
        "coordinate/matching/compare_runs.html",
        two=two,
        compared=compared,
        figures=comparison_tables.figures(two, compared),
        charts=comparison_tables.bands(two),
        tables=comparison_tables.group_tables(compared),
        differing_settings=comparison_tables.differing_settings(two),
        counts=move_counts(compared.moves),
        shown=shown,
        page=page,
        min_count=MIN_COUNT,
        settings_url=settings_url,
        name_of_settings=name_of_run_settings,
    )


def move_counts(moves: Moves) -> dict[str, int]:
    return {MOVED: len(moves.moved), NEW: len(moves.new), LOST: len(moves.lost)}


@blueprint.post(f"{TWO}/open")
@require_permission(Permission.COORDINATE, load=two_runs)
@opens_page
def open_compared_names(two: TwoRuns) -> ResponseReturnValue:
    """Record that the names of whoever has another mentor are read, and show them."""
    readings.record_names(db.session, require_person(), (two.first, two.second))
    return redirect(f"{nearest_page()}#names")
