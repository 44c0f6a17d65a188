"""What visitors suggest for the directory or say is wrong in it: read it, use it, close it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import ResourceSuggestion
from mentorship.permissions import Permission
from mentorship.services.resources import suggestions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.stale_forms import refuse_stale

SUGGESTION_URL = "/community/resources/suggestions/<int:suggestion_id>"


@blueprint.get("/community/resources/suggestions")
@require_permission(Permission.COORDINATE)
def list_resource_suggestions() -> ResponseReturnValue:
    items = suggestions.waiting(db.session)
    return render_template("coordinate/community/resources/suggestions.html", items=items)


@blueprint.post(f"{SUGGESTION_URL}/accept")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def accept_resource_suggestion(suggestion: ResourceSuggestion) -> ResponseReturnValue:
    draft = suggestions.accept(db.session, require_person(), suggestion)
    flash(_("This is a draft now. Complete it: what they wrote is still in the list."), "success")
    return redirect(url_for(".change_resource", resource_id=draft.id))


@blueprint.post(f"{SUGGESTION_URL}/close")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@refuse_stale()
def close_resource_suggestion(suggestion: ResourceSuggestion) -> ResponseReturnValue:
    suggestions.dismiss(db.session, require_person(), suggestion)
    flash(_("Done. What they wrote is deleted."), "success")
    return redirect(url_for(".list_resource_suggestions"))
