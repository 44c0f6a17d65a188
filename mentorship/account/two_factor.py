"""Set up two-factor sign-in: an authenticator app, and recovery codes."""

import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from markupsafe import Markup

from mentorship.account.forms import AppCodeForm, ShownCodesForm
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import Permission
from mentorship.services.accounts import two_factor
from mentorship.web import sessions
from mentorship.web.access_control import (
    require_permission,
    require_person,
    require_recent_password,
)
from mentorship.web.forms import render_form

blueprint = Blueprint("two_factor", __name__, url_prefix="/account/two-factor")


@blueprint.get("")
@require_permission(Permission.SET_UP_TWO_FACTOR)
def overview() -> ResponseReturnValue:
    person = require_person()
    return render_template(
        "account/two_factor_overview.html",
        person=person,
        must=two_factor.requires_two_factor(person),
    )


@blueprint.route("/app", methods=["GET", "POST"])
@require_permission(Permission.SET_UP_TWO_FACTOR)
@require_recent_password
def set_up_app() -> ResponseReturnValue:
    form, person = AppCodeForm(), require_person()
    if not form.is_submitted():
        form.secret.data = two_factor.new_secret()
    if not form.validate_on_submit():
        return app_page(form)
    try:
        two_factor.enable_app_codes(
            db.session, person, form.secret.data or "", form.code.data or ""
        )
    except UserFacingError as error:
        form.code.errors = [str(error)]
        return app_page(form)
    return show_new_codes()


def app_page(form: AppCodeForm) -> ResponseReturnValue:
    if form.secret.errors:
        return redirect(url_for(".set_up_app"))
    setup_url = two_factor.provisioning_uri(form.secret.data or "")
    return render_form(
        "account/app_codes.html",
        form=form,
        qr=Markup(segno.make(setup_url, error="m").svg_inline(scale=5, border=4, light="#fff")),  # noqa: S704 (drawn by segno from our own URL)
    )


@blueprint.post("/app/remove")
@require_permission(Permission.MANAGE_ACCOUNT)
@require_recent_password
def remove_app() -> ResponseReturnValue:
    person = require_person()
    two_factor.disable_app_codes(db.session, person)
    sessions.log_in(person)
    flash(_("You no longer need codes from your app."), "success")
    return redirect(url_for(".overview"))


@blueprint.post("/recovery-codes")
@require_permission(Permission.MANAGE_ACCOUNT)
@require_recent_password
def new_recovery_codes() -> ResponseReturnValue:
    return show_new_codes()


def show_new_codes() -> ResponseReturnValue:
    """Create recovery codes and show them, this one time."""
    person = require_person()
    codes = two_factor.new_recovery_codes(db.session, person)
    sessions.log_in(person)
    return codes_page(person, codes, url_for("two_factor.overview"))


@blueprint.post("/recovery-codes/language")
@require_permission(Permission.MANAGE_ACCOUNT)
def show_codes_again() -> ResponseReturnValue:
    """Show in another language the recovery codes that the page sends back; we cannot read them."""
    form, person = ShownCodesForm(), require_person()
    codes = (form.codes.data or "").split()
    if not form.validate_on_submit() or not two_factor.are_codes_of(person, codes):
        return redirect(url_for(".overview"))
    sessions.choose_language(form.language.data)
    person.language = form.language.data
    refresh()
    return codes_page(person, codes, sessions.next_url(url_for(".overview")))


def codes_page(person: Person, codes: list[str], next_url: str) -> ResponseReturnValue:
    return render_template(
        "account/recovery_codes.html", person=person, codes=codes, next_url=next_url
    )
