"""Setting up a second proof at the door: an app that shows codes, and codes on paper."""

import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from mentorship.account.forms import AppCodeForm
from mentorship.errors import NotPossibleError
from mentorship.extensions import db
from mentorship.services.accounts import two_factor
from mentorship.web import sessions
from mentorship.web.access_control import actor, permits, proven_lately

blueprint = Blueprint("second_step", __name__, url_prefix="/account/second-step")


@blueprint.get("")
@permits("set up a second step")
def overview() -> ResponseReturnValue:
    person = actor()
    return render_template(
        "account/second_step_overview.html",
        person=person,
        must=two_factor.must_have_second_factor(person),
    )


@blueprint.route("/app", methods=["GET", "POST"])
@permits("set up a second step")
@proven_lately
def begin_app_codes() -> ResponseReturnValue:
    form, person = AppCodeForm(), actor()
    if not form.is_submitted():
        form.secret.data = two_factor.new_secret()
    if not form.validate_on_submit():
        return app_page(form, 422 if form.is_submitted() else 200)
    try:
        two_factor.begin_app_codes(db.session, person, form.secret.data or "", form.code.data or "")
    except NotPossibleError as error:
        form.code.errors = [str(error)]
        return app_page(form, 422)
    return show_new_codes()


def app_page(form: AppCodeForm, status: int) -> ResponseReturnValue:
    if form.secret.errors:
        return redirect(url_for(".begin_app_codes"))
    address = two_factor.setup_address(form.secret.data or "")
    page = render_template(
        "account/app_codes.html",
        form=form,
        qr=Markup(segno.make(address, error="m").svg_inline(scale=5, border=4, light="#fff")),  # noqa: S704 (drawn by segno, of an address of ours)
    )
    return page, status


@blueprint.post("/app/remove")
@permits("keep own account")
@proven_lately
def end_app_codes() -> ResponseReturnValue:
    person = actor()
    two_factor.end_app_codes(db.session, person)
    sessions.enter(person)
    flash(_("Your app is not asked for codes any more."), "success")
    return redirect(url_for(".overview"))


@blueprint.post("/recovery-codes")
@permits("keep own account")
@proven_lately
def new_recovery_codes() -> ResponseReturnValue:
    return show_new_codes()


def show_new_codes() -> ResponseReturnValue:
    """Make codes and show them, this once."""
    person = actor()
    codes = two_factor.new_recovery_codes(db.session, person)
    sessions.enter(person)
    return render_template(
        "account/write_down.html",
        person=person,
        codes=codes,
        onward=url_for("second_step.overview"),
    )
