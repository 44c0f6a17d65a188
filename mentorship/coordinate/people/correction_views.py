"""Correct an obvious mistake in an application on the person's behalf."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.forms import correction_form
from mentorship.extensions import db
from mentorship.models import Application
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.applications import corrections, submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/applications/<int:application_id>/correct/<step_name>", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=submission.application_with_id)
@refuse_stale()
def correct_answers(application: Application, step_name: str) -> ResponseReturnValue:
    page = url_for(".show_application", application_id=application.id, _anchor="answers")
    steps = {step.name: step for step in corrections.correctable_steps(application)}
    step = steps.get(step_name) or abort(redirect(page))
    actor = require_person()
    if request.method != "POST" and not readings.is_reading(db.session, actor, application):
        return redirect(page)  # where opening it is recorded
    form = correction_form(step, application)
    if form.is_submitted() and form.adds_language_line():
        return render_form(
            "coordinate/people/correct.html", application=application, step=step, form=form
        )
    if not form.validate_on_submit():
        return render_form(
            "coordinate/people/correct.html", application=application, step=step, form=form
        )
    reason = form["reason"].data
    corrections.correct(db.session, actor, application, step, form.answers(), reason)
    flash_at("answers", _("Corrected. The person sees what you changed, and can undo it."))
    return redirect(page)
