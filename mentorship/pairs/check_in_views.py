"""Check in about a match: on its page, or by an emailed link without signing in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Pair, PairState
from mentorship.pairs.check_in_forms import CheckInForm
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.match_support import check_ins
from mentorship.services.pairs import pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/<int:pair_id>/check-in", methods=["GET", "POST"])
@require_permission(Permission.CHECK_IN, load=pairs.pair_with_id)
@refuse_stale()
def check_in(pair: Pair) -> ResponseReturnValue:
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    form = CheckInForm()
    if form.validate_on_submit():
        check_ins.answer(db.session, require_person(), pair, form.answers())
        flash(thanks(form), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/check_in.html", form=form, pair=pair)


@blueprint.route("/check-in/<token>", methods=["GET", "POST"])
@require_permission(Permission.CHECK_IN_BY_LINK)
def check_in_by_link(token: str) -> ResponseReturnValue:
    """Ask the three questions without a name on the page: whoever has the link may see it."""
    linked = check_ins.with_token(db.session, token)
    if linked is None or linked[1].state is not PairState.ACTIVE:
        return render_template("account/link_ended.html"), 410
    person, pair = linked
    form = CheckInForm()
    if form.validate_on_submit():
        kept = check_ins.answer_by_link(db.session, person, pair, form.answers())
        message = thanks(form) if kept else answered_today()
        return render_template("pairs/checked_in.html", message=message)
    return render_form("pairs/check_in.html", form=form, pair=None)


def answered_today() -> str:
    return _(
        "You have answered today already, and that is kept. To change it, sign in. If you need a "
        "coordinator now, write to them there."
    )


def thanks(form: CheckInForm) -> str:
    if form.answers().wants_call:
        return _("Thank you for telling us. A coordinator sees it at once, and calls you.")
    return _("Thank you for telling us. It helps us to look after you both.")
