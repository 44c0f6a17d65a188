"""Limits for matching on a person's page: add one, remove one, let two be suggested again."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.limit_forms import LimitForm
from mentorship.coordinate.reason_labels import what_separates
from mentorship.extensions import db
from mentorship.models import Application, PersonConstraint
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.applications import submission
from mentorship.services.merging.merge_plan import TwoApplications, two_applications
from mentorship.services.pairing import bans, person_constraints
from mentorship.services.pairing.bans import Separation
from mentorship.web.access_control import MAX_ID, require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.staff_names import staff_name
from mentorship.web.stale_forms import refuse_stale

PLACE = "limits"


@blueprint.route("/applications/<int:application_id>/limits/new", methods=["GET", "POST"])
@require_permission(Permission.CHANGE_LIMITS, load=submission.application_with_id)
@refuse_stale()
def add_limit(application: Application) -> ResponseReturnValue:
    actor = require_person()
    if request.method != "POST" and not readings.is_reading(db.session, actor, application):
        return _page_of(application)  # where opening it is recorded
    form = LimitForm()
    form.offer(application)
    if not form.validate_on_submit():
        return render_form("coordinate/people/limit.html", application=application, form=form)
    chosen = form.chosen()
    person_constraints.add(db.session, actor, application, chosen.kind, chosen.value)
    flash_at(PLACE, _("Added. The next matching run keeps to it."))
    return _page_of(application)


def own_limit(application: Application, constraint_id: str) -> PersonConstraint:
    """Return the constraint that a URL names, or go back to the page if it is not theirs."""
    is_id = constraint_id.isdecimal() and len(constraint_id) < len(str(MAX_ID))
    number = int(constraint_id) if is_id else 0
    constraint = person_constraints.constraint_with_id(db.session, number)
    if constraint is None or constraint.application.person_id != application.person_id:
        flash_at(PLACE, person_constraints.removed_already())
        abort(_page_of(application))
    return constraint


@blueprint.post("/applications/<int:application_id>/limits/<constraint_id>/remove")
@require_permission(Permission.CHANGE_LIMITS, load=submission.application_with_id)
@refuse_stale(about=own_limit)
def remove_limit(application: Application, constraint_id: str) -> ResponseReturnValue:
    constraint = own_limit(application, constraint_id)
    person_constraints.remove(db.session, require_person(), constraint)
    flash_at(PLACE, _("Removed. The next matching run does without it."))
    return _page_of(application)


@blueprint.route(
    "/applications/<int:application_id>/kept-apart/<int:other_id>", methods=["GET", "POST"]
)
@require_permission(Permission.CHANGE_LIMITS, load=two_applications)
@refuse_stale(about=lambda two: two.first)
def lift_ban(two: TwoApplications) -> ResponseReturnValue:
    """Ask for confirmation, then let two people be suggested to each other again."""
    application, other = two.first, two.second
    item = bans.separation_between(db.session, application, other)
    if item is None:
        flash_at(PLACE, _("These two can be suggested to each other already."))
        return _page_of(application)
    if request.method == "POST":
        bans.lift(db.session, require_person(), application, other)
        flash_at(PLACE, _("Done. A matching run can suggest these two to each other again."))
        return _page_of(application)
    return render_template(
        "coordinate/people/lift_ban.html",
        application=application,
        item=item,
        what=what_separates(item),
        **_whose_wish(item, application),
    )


def _whose_wish(item: Separation, application: Application) -> dict[str, object]:
    """Return the one of the two who wanted it, or the name of the coordinator."""
    for side in (application, item.other):
        if item.decided_by is not None and item.decided_by.id == side.person_id:
            return {"wanted_by": side, "decider": ""}
    return {"wanted_by": None, "decider": staff_name(item.decided_by) if item.decided_by else ""}


def _page_of(application: Application) -> Response:
    page = url_for(".show_application", application_id=application.id, _anchor=PLACE)
    return redirect(page)
