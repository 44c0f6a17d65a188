"""The goals of a pair: both add and change them, and tick off their steps."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Goal, Pair
from mentorship.pairs.active_pages import while_active
from mentorship.pairs.goal_forms import form_of
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.pairs import goals, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale

GOAL_URL = "/<int:pair_id>/goals/<goal_id>"


def goal_in_url(pair: Pair, goal_id: str) -> Goal:
    goal = goals.goal_of(db.session, pair, row_id(goal_id))
    if goal is None:
        leave_gone_row(goals.gone(), url_for(".list_goals", pair_id=pair.id))
    return goal


@blueprint.get("/<int:pair_id>/goals")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
@while_active
def list_goals(pair: Pair) -> ResponseReturnValue:
    return render_template(
        "pairs/goals.html",
        pair=pair,
        open_goals=goals.open_goals(db.session, pair),
        reached=paginate(goals.last_reached_first(pair), SHORT_PAGE_SIZE),
    )


@blueprint.route("/<int:pair_id>/goals/new", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale()
@while_active
def add_goal(pair: Pair) -> ResponseReturnValue:
    form = form_of(None)
    if form.validate_on_submit():
        goals.add_goal(db.session, require_person(), pair, form.entry())
        flash(_("Your goal is saved. You both see it here."), "success")
        return redirect(url_for(".list_goals", pair_id=pair.id))
    return render_form("pairs/goals_edit.html", form=form, pair=pair, goal=None)


@blueprint.route(f"{GOAL_URL}/change", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=goal_in_url)
@while_active
def change_goal(pair: Pair, goal_id: str) -> ResponseReturnValue:
    goal = goal_in_url(pair, goal_id)
    form = form_of(goal)
    if form.validate_on_submit():
        goals.change_goal(db.session, require_person(), goal, form.entry(), form.version.data or "")
        flash(_("Your goal is saved. You both see it here."), "success")
        return redirect(url_for(".list_goals", pair_id=pair.id))
    return render_form("pairs/goals_edit.html", form=form, pair=pair, goal=goal)


@blueprint.route(f"{GOAL_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=goal_in_url)
@while_active
def delete_goal(pair: Pair, goal_id: str) -> ResponseReturnValue:
    """Ask for confirmation, then delete a goal."""
    goal = goal_in_url(pair, goal_id)
    if request.method == "POST":
        goals.delete_goal(db.session, require_person(), goal)
        flash(_("The goal is deleted."), "success")
        return redirect(url_for(".list_goals", pair_id=pair.id))
    return render_template("pairs/goals_delete.html", pair=pair, goal=goal)


@blueprint.post(f"{GOAL_URL}/<any(reached, open):state>")
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=lambda pair, goal_id, **_values: goal_in_url(pair, goal_id))
@while_active
def mark_goal(pair: Pair, goal_id: str, state: str) -> ResponseReturnValue:
    """Mark a goal as reached, or as open again: the URL states which, so that twice is once."""
    is_reached = state == "reached"
    goal = goal_in_url(pair, goal_id)
    goals.mark_reached(db.session, require_person(), goal, is_reached=is_reached)
    flash(
        _("You have reached a goal. Well done!") if is_reached else _("The goal is open again."),
        "success",
    )
    return redirect(url_for(".list_goals", pair_id=pair.id))


@blueprint.post(f"{GOAL_URL}/steps")
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=goal_in_url)
@while_active
def tick_step(pair: Pair, goal_id: str) -> ResponseReturnValue:
    """Tick a step off or back: the button states which, with the words of the step."""
    goal, is_done = goal_in_url(pair, goal_id), "done" in request.form
    step_text = request.form.get("done" if is_done else "not_done", "")
    goals.tick_step(db.session, require_person(), goal, step_text, is_done=is_done)
    return redirect(url_for(".list_goals", pair_id=pair.id, _anchor=f"goal-{goal.id}"))
