"""The screening steps of the programme: what is checked before somebody is matched."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.screening_forms import USES, step_form
from mentorship.extensions import db
from mentorship.models import ScreeningStep
from mentorship.permissions import Permission
from mentorship.services.applications import screening_steps
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/settings/screening")
@require_permission(Permission.ADMINISTER)
def list_screening_steps() -> ResponseReturnValue:
    return render_template(
        "administer/screening_steps.html",
        steps=screening_steps.all_steps(db.session),
        result_counts=screening_steps.result_counts(db.session),
        uses=USES,
        label_language=get_locale().language,
    )


@blueprint.route("/settings/screening/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def define_screening_step() -> ResponseReturnValue:
    form = step_form()
    if form.validate_on_submit():
        step = screening_steps.define(db.session, require_person(), form.definition())
        db.session.flush()
        return saved(step, _("Added. Coordinators can record it from now on."))
    return render_form("administer/screening_step.html", form=form, step=None)


@blueprint.route("/settings/screening/<int:step_id>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER, load=screening_steps.step_with_id)
@refuse_stale()
def change_screening_step(step: ScreeningStep) -> ResponseReturnValue:
    form = step_form(step)
    if form.validate_on_submit():
        screening_steps.change(db.session, require_person(), step, form.definition())
        return saved(step, _("Saved. It holds for everybody at once."))
    return render_form("administer/screening_step.html", form=form, step=step)


@blueprint.post("/settings/screening/<int:step_id>/retire")
@require_permission(Permission.ADMINISTER, load=screening_steps.step_with_id)
@refuse_stale()
def retire_screening_step(step: ScreeningStep) -> ResponseReturnValue:
    screening_steps.retire(db.session, require_person(), step)
    return saved(step, _("Retired. Nobody is asked for it any more; its results stay."))


@blueprint.post("/settings/screening/<int:step_id>/use-again")
@require_permission(Permission.ADMINISTER, load=screening_steps.step_with_id)
@refuse_stale()
def use_screening_step_again(step: ScreeningStep) -> ResponseReturnValue:
    screening_steps.use_again(db.session, require_person(), step)
    return saved(step, _("In use again."))


def saved(step: ScreeningStep, message: str) -> ResponseReturnValue:
    flash_at(f"step-{step.id}", message)
    return redirect(url_for(".list_screening_steps", _anchor=f"step-{step.id}"))
