"""The pages of a round: its state, its poster, and whether people can apply to it."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.pairing import concerns, match_runs, pair_constraints, pairs, suggestions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/rounds")
@require_permission(Permission.COORDINATE)
def list_rounds() -> ResponseReturnValue:
    page = paginate(rounds.newest_first(), SHORT_PAGE_SIZE)
    if page.total == 1:
        return redirect(url_for(".show_round", round_id=page.items[0].id))
    return render_template("coordinate/rounds/rounds.html", page=page)


@blueprint.get("/rounds/<int:round_id>")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def show_round(round_: Round) -> ResponseReturnValue:
    latest = match_runs.latest_result(db.session, round_)
    return render_template(
        "coordinate/rounds/round.html",
        round=round_,
        takes_applications=rounds.takes_applications(round_),
        counts=rounds.application_counts(db.session, round_.id),
        pair_counts=pairs.pair_counts(db.session, round_.id),
        runs=paginate(match_runs.newest_first(round_), SHORT_PAGE_SIZE, "runs"),
        unfinished=match_runs.unfinished_run(db.session, round_),
        latest=latest,
        waiting=suggestions.pending_count(db.session, latest) if latest else 0,
        concerns=paginate(
            concerns.concerns_in(round_, require_person()), SHORT_PAGE_SIZE, "concerns"
        ),
        pinned=paginate(pair_constraints.pinned_in(round_), SHORT_PAGE_SIZE, "pins"),
    )


@blueprint.post("/rounds/<int:round_id>/close-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def close_applications(round_: Round) -> ResponseReturnValue:
    rounds.close_applications(db.session, require_person(), round_)
    flash_at("applications", _("Nobody can apply to this round now. You can open it again."))
    return redirect(url_for(".show_round", round_id=round_.id, _anchor="applications"))


@blueprint.post("/rounds/<int:round_id>/reopen-applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def reopen_applications(round_: Round) -> ResponseReturnValue:
    rounds.reopen_applications(db.session, require_person(), round_)
    flash_at("applications", _("People can apply to this round again."))
    return redirect(url_for(".show_round", round_id=round_.id, _anchor="applications"))


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
