"""Anybody suggests a resource or reports a mistake; coordinators decide what becomes of it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.community.resources.routes import blueprint
from mentorship.community.resources.suggestion_forms import MistakeForm, SuggestionForm
from mentorship.extensions import db
from mentorship.models import Resource
from mentorship.permissions import Permission
from mentorship.services.resources import resources, suggestions
from mentorship.web.access_control import require_permission
from mentorship.web.forms import render_form


@blueprint.route("/resources/suggest", methods=["GET", "POST"])
@require_permission(Permission.SUGGEST_RESOURCE)
def suggest_resource() -> ResponseReturnValue:
    form = SuggestionForm()
    if form.validate_on_submit():
        suggestions.suggest(db.session, form.name.data or "", form.text.data or "")
        flash(_("Thank you. A coordinator looks at it before it is shown."), "success")
        return redirect(url_for(".list_resources"))
    return render_form("community/resources/suggest.html", form=form)


@blueprint.route("/resources/<int:resource_id>/mistake", methods=["GET", "POST"])
@require_permission(Permission.SUGGEST_RESOURCE, load=resources.public_resource_with_id)
def report_mistake(resource: Resource) -> ResponseReturnValue:
    form = MistakeForm()
    if form.validate_on_submit():
        suggestions.suggest(db.session, "", form.text.data or "", resource)
        flash(_("Thank you. A coordinator looks at it soon."), "success")
        return redirect(url_for(".show_resource", resource_id=resource.id))
    entry = resources.entry_of(resource)
    return render_form(
        "community/resources/mistake.html", form=form, resource=resource, entry=entry
    )
