"""What a lowest allowed score costs, and where a draw decided between equally good results."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching.comparison_tables import points
from mentorship.coordinate.matching.floor_form import FloorForm
from mentorship.coordinate.matching.run_form_urls import settings_url
from mentorship.extensions import db
from mentorship.models import MatchRun
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.match_settings.settings import from_document
from mentorship.services.run_analysis import draws, run_pairs
from mentorship.services.run_analysis.floor_steps import floor_steps
from mentorship.services.run_analysis.results import (
    analysis_state,
    done_run_with_id,
    finished_analysis,
)
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.nearest_page import nearest_page
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate_sequence
from mentorship.web.readings import opens_page


@blueprint.route("/match-runs/<int:run_id>/fairness", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=done_run_with_id)
def show_price_of_fairness(run: MatchRun) -> ResponseReturnValue:
    analysis = finished_analysis(db.session, run)
    settings = from_document(run.settings)
    floors = floor_steps(analysis, settings) if analysis else None
    form = FloorForm(settings, floor=floors.for_everybody.floor if floors else None)
    if form.validate_on_submit():
        return redirect(settings_url(run, form.floor.data))
    return render_form(
        "coordinate/matching/fairness.html",
        run=run,
        state=analysis_state(db.session, run),
        floors=floors,
        urls=[settings_url(run, step.floor) for step in floors.steps] if floors else [],
        form=form,
        points=points,
        decimal=format_decimal,
    )


@blueprint.get("/match-runs/<int:run_id>/draw")
@require_permission(Permission.COORDINATE, load=done_run_with_id)
def show_draw(run: MatchRun) -> ResponseReturnValue:
    analysis = finished_analysis(db.session, run)
    drawn = []
    if analysis and analysis.ties:
        drawn = draws.draws_of(analysis, run_pairs.pairs_of(db.session, run))
    shows_names = readings.reads_names(db.session, require_person(), [run])
    page = paginate_sequence(drawn, SHORT_PAGE_SIZE) if shows_names else None
    return render_template(
        "coordinate/matching/draw.html",
        run=run,
        state=analysis_state(db.session, run),
        drawn=drawn,
        page=page,
        names=labels_of_people(run, page.items) if page else {},
    )


def labels_of_people(run: MatchRun, drawn: list[draws.Draw]) -> dict[int, str]:
    """Return what everybody is called whom draws are about."""
    everybody = {id_ for draw in drawn for id_ in draw.people}
    facts = run_pairs.facts_of(db.session, run, everybody)
    unreadable = labels.unreadable_name()
    return {id_: facts[id_].name if id_ in facts else unreadable for id_ in everybody}


@blueprint.post("/match-runs/<int:run_id>/draw/open")
@require_permission(Permission.COORDINATE, load=done_run_with_id)
@opens_page
def open_drawn_names(run: MatchRun) -> ResponseReturnValue:
    """Record that the names of whoever was drawn are read, and show them."""
    readings.record_names(db.session, require_person(), [run])
    return redirect(nearest_page())
