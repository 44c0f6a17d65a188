"""A resource: add, change, check, publish, take back, delete it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.resources.resource_forms import ResourceForm, new_entry
from mentorship.extensions import db
from mentorship.models import COORDINATOR, Resource, ResourceState
from mentorship.permissions import Permission
from mentorship.services.resources import resources
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale

RESOURCE_URL = "/community/resources/<int:resource_id>"
STATES = {
    "publish": ResourceState.PUBLISHED,
    "hide": ResourceState.DRAFT,
    "retire": ResourceState.RETIRED,
}
"""What each button makes of a resource; the URL says it, so that twice is once."""


@blueprint.route("/community/resources/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def add_resource() -> ResponseReturnValue:
    entry = new_entry(request.form.get("new_id"))
    form = ResourceForm(entry)
    if form.validate_on_submit():
        resource = resources.add(db.session, require_person(), form.entry())
        flash(_("Saved as a draft. Nobody else sees it yet."), "success")
        return redirect(url_for(".change_resource", resource_id=resource.id))
    return render_form(
        "coordinate/community/resources/edit.html", form=form, resource=None, entry=entry
    )


@blueprint.route(RESOURCE_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=resources.resource_with_id)
@refuse_stale()
def change_resource(resource: Resource) -> ResponseReturnValue:
    entry = resources.entry_of(resource)
    form = ResourceForm(entry)
    if form.validate_on_submit():
        resources.change(db.session, require_person(), resource, form.entry())
        flash(_("Saved."), "success")
        return redirect(url_for(".change_resource", resource_id=resource.id))
    return render_form(
        "coordinate/community/resources/edit.html",
        form=form,
        resource=resource,
        entry=entry,
        problems=resources.problems(entry),
    )


@blueprint.post(f"{RESOURCE_URL}/<any({','.join(STATES)}):step>")
@require_permission(Permission.COORDINATE, load=resources.resource_with_id)
@refuse_stale()
def set_resource_state(resource: Resource, step: str) -> ResponseReturnValue:
    resources.set_state(db.session, require_person(), resource, STATES[step])
    said = {
        "publish": _("It is public now."),
        "hide": _("It is not public any more."),
        "retire": _("It is archived. You find it under “In the archive”."),
    }
    return _back_to(resource, said[step])


@blueprint.post(f"{RESOURCE_URL}/check")
@require_permission(Permission.COORDINATE, load=resources.resource_with_id)
@refuse_stale()
def check_resource(resource: Resource) -> ResponseReturnValue:
    resources.mark_checked(db.session, require_person(), resource, COORDINATOR)
    return _back_to(resource, _("Noted: you have checked it today."))


@blueprint.post(f"{RESOURCE_URL}/check/undo")
@require_permission(Permission.COORDINATE, load=resources.resource_with_id)
@refuse_stale()
def clear_resource_check(resource: Resource) -> ResponseReturnValue:
    resources.clear_check(db.session, require_person(), resource)
    return _back_to(resource, _("It is shown as unchecked."))


@blueprint.route(f"{RESOURCE_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=resources.resource_with_id)
@refuse_stale()
def delete_resource(resource: Resource) -> ResponseReturnValue:
    """Ask for confirmation, then delete a resource that is not public."""
    if request.method == "POST":
        resources.delete(db.session, require_person(), resource)
        flash(_("Deleted."), "success")
        return redirect(url_for(".list_kept_resources"))
    entry = resources.entry_of(resource)
    return render_template(
        "coordinate/community/resources/delete.html", resource=resource, entry=entry
    )


def _back_to(resource: Resource, message: str) -> ResponseReturnValue:
    """Return to the list, where the button was pressed, or to the page of the resource."""
    if request.args.get("from") == "list":
        place = f"resource-{resource.id}"
        flash_at(place, message)
        values: dict[str, Any] = {
            name: request.args[name] for name in ("state", "q", "page") if name in request.args
        }
        return redirect(url_for(".list_kept_resources", _anchor=place, **values))
    flash(message, "success")
    return redirect(url_for(".change_resource", resource_id=resource.id))
