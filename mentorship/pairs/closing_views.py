"""The end of a match: planned, taken back, come, or at once."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Pair
from mentorship.pairs.active_pages import while_active
from mentorship.pairs.closing_forms import WAYS_TO_SAY_GOODBYE, PlanClosingForm
from mentorship.pairs.forms import EndMatchForm
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.pairs import closing, concerns, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/<int:pair_id>/end", methods=["GET", "POST"])
@require_permission(Permission.END_MATCH, load=pairs.pair_with_id)
@refuse_stale()
@while_active
def end_match(pair: Pair) -> ResponseReturnValue:
    """Offer the ways to end a match, and end it at once."""
    form = EndMatchForm()
    if form.validate_on_submit():
        closing.end(db.session, require_person(), pair)
        if form.concern.data:
            concerns.tell(db.session, require_person(), pair, form.concern.data)
        flash(_("Your match has ended."), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/end.html", form=form, pair=pair, ways=WAYS_TO_SAY_GOODBYE)


@blueprint.route("/<int:pair_id>/closing", methods=["GET", "POST"])
@require_permission(Permission.END_MATCH, load=pairs.pair_with_id)
@refuse_stale()
@while_active
def plan_closing(pair: Pair) -> ResponseReturnValue:
    """Choose the day of the last meeting, or another day."""
    chosen = pair.closure.value if pair.closure else request.args.get("closure")
    form = PlanClosingForm(closure=chosen, closes_on=pair.closes_on)
    if form.validate_on_submit():
        closure, day = form.plan()
        closing.plan(db.session, require_person(), pair, closure, day)
        flash(_("Your match ends on %(day)s.", day=format_date(day, "long")), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/plan_closing.html", form=form, pair=pair)


@blueprint.post("/<int:pair_id>/closing/cancel")
@require_permission(Permission.END_MATCH, load=pairs.pair_with_id)
@refuse_stale()
def cancel_closing(pair: Pair) -> ResponseReturnValue:
    closing.cancel(db.session, require_person(), pair)
    flash(_("Your match goes on."), "success")
    return redirect(url_for(".show", pair_id=pair.id))


@blueprint.post("/<int:pair_id>/closing/goodbye")
@require_permission(Permission.END_MATCH, load=pairs.pair_with_id)
@refuse_stale()
def say_goodbye(pair: Pair) -> ResponseReturnValue:
    closing.say_goodbye(db.session, require_person(), pair)
    flash(_("Your match has ended."), "success")
    return redirect(url_for(".show", pair_id=pair.id))
