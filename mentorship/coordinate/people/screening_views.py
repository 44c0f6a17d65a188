"""Record what came of a screening step for somebody, correct it, or remove it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.coordinate import decision_labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.decision_forms import ResultForm
from mentorship.extensions import db
from mentorship.models import Application
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.applications import screening, submission
from mentorship.services.applications.screening import StepState
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale

RESULT_URL = "/applications/<int:application_id>/screening/<step_id>"


@blueprint.route(RESULT_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale(about=lambda application, **_url_values: application)
def record_screening(application: Application, step_id: str) -> ResponseReturnValue:
    page = url_for(".show_application", application_id=application.id)
    if application.person_id == require_person().id:
        flash(_("This is your own application, so another coordinator decides."), "warning")
        return redirect(page)
    if not readings.is_reading(db.session, require_person(), application):
        return redirect(page)  # where the reading is recorded first
    state = step_state(application, step_id)
    form = ResultForm(data=filled_in(state))
    if form.validate_on_submit():
        screening.record_result(db.session, require_person(), application, state.step, form.entry())
        flash_at("screening", _("Saved: %(step)s.", step=decision_labels.step_name(state.step)))
        return redirect(f"{page}#screening")
    return render_form(
        "coordinate/people/screening_result.html", form=form, application=application, state=state
    )


@blueprint.post(f"{RESULT_URL}/remove")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale(about=lambda application, **_url_values: application)
def remove_screening(application: Application, step_id: str) -> ResponseReturnValue:
    state = step_state(application, step_id)
    screening.remove_result(db.session, require_person(), application, state.step)
    flash_at("screening", _("Removed."))
    return redirect(
        url_for(".show_application", application_id=application.id, _anchor="screening")
    )


def step_state(application: Application, step_id: str) -> StepState:
    states = screening.state_of_steps(db.session, application)
    return next((item for item in states if str(item.step.id) == step_id), None) or abort(404)


def filled_in(state: StepState) -> dict[str, object]:
    """Return what the form begins with: the result, or that of an earlier round."""
    result = state.result or state.earlier
    if result is None:
        return {"held_on": today()}
    note = state.result.note if state.result else ""
    return {"outcome": result.outcome.value, "held_on": result.held_on, "note": note}
