"""Create a round, change its name and days, and move it from state to state."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.rounds import state_texts
from mentorship.coordinate.rounds.round_forms import RoundForm
from mentorship.extensions import db
from mentorship.models import Round
from mentorship.permissions import Permission
from mentorship.services.applications import round_plan, rounds
from mentorship.web.access_control import MAX_ID, require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/rounds/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def create_round() -> ResponseReturnValue:
    form = RoundForm()
    previous = rounds.round_with_id(db.session, min(request.args.get("after", 0, int), MAX_ID))
    if previous and not form.is_submitted():
        form.show_days_after(previous)
    if form.validate_on_submit() and has_free_name(form):
        round_ = round_plan.create(db.session, require_person(), form.plan())
        flash_at("state", _("Created. Nobody can apply before you open it."))
        return redirect(url_for(".show_round", round_id=round_.id, _anchor="state"))
    return render_form(
        "coordinate/rounds/round_form.html", form=form, round=None, previous=previous
    )


@blueprint.route("/rounds/<int:round_id>/plan", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def change_round(round_: Round) -> ResponseReturnValue:
    form = RoundForm()
    if not form.is_submitted():
        form.show(round_)
    elif form.validate() and has_free_name(form, round_):
        round_plan.change(db.session, require_person(), round_, form.plan())
        flash_at("state", _("Saved. Applicants see the new days at once."))
        return redirect(url_for(".show_round", round_id=round_.id, _anchor="state"))
    return render_form("coordinate/rounds/round_form.html", form=form, round=round_)


def has_free_name(form: RoundForm, round_: Round | None = None) -> bool:
    if round_plan.belongs_to_another_round(db.session, form.plan(), round_):
        form.name.errors = [round_plan.name_is_taken(form.plan())]
    return not form.name.errors


@blueprint.post("/rounds/<int:round_id>/move-forward")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def move_round_forward(round_: Round) -> ResponseReturnValue:
    round_plan.move_forward(db.session, require_person(), round_)
    return _moved(round_)


@blueprint.post("/rounds/<int:round_id>/move-back")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def move_round_back(round_: Round) -> ResponseReturnValue:
    round_plan.move_back(db.session, require_person(), round_)
    return _moved(round_)


def _moved(round_: Round) -> ResponseReturnValue:
    flash_at("state", state_texts.what_it_means(round_))
    return redirect(url_for(".show_round", round_id=round_.id, _anchor="state"))
