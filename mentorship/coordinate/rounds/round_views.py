"""The pages of rounds: their list, each with its state, what is new in it, and its poster."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.rounds import state_texts
from mentorship.extensions import db
from mentorship.models import Round, RoundState
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.pairing import match_runs, round_changes
from mentorship.services.pairs import concerns, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate


@blueprint.get("/rounds")
@require_permission(Permission.COORDINATE)
def list_rounds() -> ResponseReturnValue:
    page = paginate(rounds.newest_first(), SHORT_PAGE_SIZE)
    ids = [round_.id for round_ in page.items]
    return render_template(
        "coordinate/rounds/rounds.html",
        page=page,
        state_texts=state_texts,
        applications=rounds.application_counts_of(db.session, ids),
        matches=pairs.started_counts_of(db.session, ids),
    )


@blueprint.get("/rounds/<int:round_id>")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def show_round(round_: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, round_)
    return render_template(
        "coordinate/rounds/round.html",
        round=round_,
        states=list(RoundState),
        state_texts=state_texts,
        takes_applications=rounds.takes_applications(round_),
        counts=rounds.applicant_counts(db.session, round_),
        pair_counts=pairs.pair_counts(db.session, round_.id),
        latest=latest,
        changes=round_changes.count_changes(db.session, latest) if latest else None,
        waiting=round_changes.waiting(db.session, round_),
        concerns=paginate(
            concerns.concerns_in(round_, require_person()), SHORT_PAGE_SIZE, "concerns"
        ),
    )


@blueprint.get("/rounds/<int:round_id>/changes")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_changes(round_: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, round_)
    page = paginate(round_changes.latest_changes(latest)) if latest else None
    return render_template(
        "coordinate/rounds/changes.html",
        round=round_,
        page=page,
        applications=round_changes.applications_of_changes(db.session, page.items if page else ()),
        state_texts=state_texts,
    )


@blueprint.get("/rounds/<int:round_id>/poster.svg")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_svg(round_: Round) -> ResponseReturnValue:
    from mentorship.coordinate.poster import render  # see poster_pdf

    return show_inline(render.as_svg(round_), "image/svg+xml", "poster.svg")


@blueprint.get("/rounds/<int:round_id>/poster.pdf")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def poster_pdf(round_: Round) -> ResponseReturnValue:
    # Imported here because fpdf2 is slow to import, and a poster is printed once a round.
    from mentorship.coordinate.poster import render

    return show_inline(render.as_pdf(round_), "application/pdf", "poster.pdf")


def show_inline(content: str | bytes, media_type: str, name: str) -> Response:
    """Show a file in the browser; ``name`` is suggested if it is saved from there."""
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response
