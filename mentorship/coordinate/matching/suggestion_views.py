"""Suggestions: read the explanation; approve, reject, pin or unpin."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching.match_run_views import url_of_card
from mentorship.extensions import db
from mentorship.models import Suggestion
from mentorship.permissions import Permission
from mentorship.services.pairing import pair_constraints, suggestions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/suggestions/<int:suggestion_id>")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@require_reading
def show_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    if not suggestion.is_readable:
        return render_template("coordinate/unreadable.html", back_url=url_of_card(suggestion))
    return render_template(
        "coordinate/matching/suggestion.html",
        suggestion=suggestion,
        pinned=pair_constraints.is_pinned(db.session, suggestion),
        others=suggestions.others_suggested(db.session, suggestion),
        back_url=url_of_card(suggestion),
    )


@blueprint.post("/suggestions/<int:suggestion_id>/open")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@opens_page
def open_suggestion(suggestion: Suggestion) -> ResponseReturnValue:
    return record_and_show(suggestion)


@blueprint.post("/suggestions/<int:suggestion_id>/approve")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def approve(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion, suggestions.introduce, _("Approved: each can now read about the other.")
    )


@blueprint.post("/suggestions/<int:suggestion_id>/reject")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def reject(suggestion: Suggestion) -> ResponseReturnValue:
    return decide(
        suggestion, suggestions.reject, _("Rejected: this match will not be suggested again.")
    )


@blueprint.post("/suggestions/<int:suggestion_id>/pin")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def pin(suggestion: Suggestion) -> ResponseReturnValue:
    pair_constraints.pin(db.session, require_person(), suggestion)
    flash_at("decision", _("Kept: the next matching run includes this match."))
    return redirect(url_for(".show_suggestion", suggestion_id=suggestion.id, _anchor="decision"))


@blueprint.post("/suggestions/<int:suggestion_id>/unpin")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def unpin(suggestion: Suggestion) -> ResponseReturnValue:
    pair_constraints.unpin(db.session, require_person(), suggestion)
    message = _("This match will be suggested only if it is the best.")
    if "round" in request.args:  # decided in the round's list of kept matches
        flash_at("pins", message)
        round_id = suggestion.match_run.round_id
        return redirect(url_for(".show_matching", round_id=round_id, _anchor="pins"))
    flash_at("decision", message)
    return redirect(url_for(".show_suggestion", suggestion_id=suggestion.id, _anchor="decision"))


def decide(
    suggestion: Suggestion, decision: Callable[..., object], message: str
) -> ResponseReturnValue:
    """Decide, and go on to the next suggestion, whose card stands where this one's stood."""
    decision(db.session, require_person(), suggestion)
    next_suggestion = suggestions.next_pending(db.session, suggestion)
    if next_suggestion is None:
        flash(message, "success")
        return redirect(url_for(".show_match_run", run_id=suggestion.match_run_id))
    flash_at(f"pair-{next_suggestion.id}", message)
    return redirect(url_of_card(next_suggestion))
