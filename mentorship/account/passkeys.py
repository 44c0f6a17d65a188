"""Passkeys: static/passkeys.js exchanges WebAuthn messages with these routes."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.account.challenges import remember_challenge, take_challenge
from mentorship.account.forms import PasskeyForm
from mentorship.account.two_factor import show_new_codes
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.accounts import passkeys, rate_limits
from mentorship.services.accounts.passkeys import Site
from mentorship.web import sessions
from mentorship.web.access_control import (
    require_permission,
    require_person,
    require_recent_password,
)

blueprint = Blueprint("passkeys", __name__)


def this_site() -> Site:
    return Site(host=request.host.partition(":")[0], origin=request.host_url.rstrip("/"))


@blueprint.post("/account/passkeys/options")
@require_permission(Permission.SET_UP_TWO_FACTOR)
@require_recent_password
def creation_options() -> ResponseReturnValue:
    return send_challenge(*passkeys.registration_options(this_site(), require_person()))


@blueprint.post("/account/passkeys")
@require_permission(Permission.SET_UP_TWO_FACTOR)
@require_recent_password
def add() -> ResponseReturnValue:
    form, person = PasskeyForm(), require_person()
    if not form.validate_on_submit():
        raise UserFacingError(_("Your browser did not create a passkey. Nothing has changed."))
    name = form.name.data or _("Passkey")
    passkeys.register(
        db.session, this_site(), person, name, take_challenge(), form.answer.data or ""
    )
    if not person.recovery_codes:
        return show_new_codes()
    sessions.log_in(person)
    flash(_("You can now sign in with your passkey."), "success")
    return redirect(url_for("two_factor.overview"))


@blueprint.post("/account/passkeys/<int:passkey_id>/remove")
@require_permission(Permission.MANAGE_ACCOUNT)
@require_recent_password
def remove(passkey_id: int) -> ResponseReturnValue:
    person = require_person()
    passkeys.remove(db.session, person, passkey_id)
    sessions.log_in(person)
    flash(_("The passkey has been removed."), "success")
    return redirect(url_for("two_factor.overview"))


@blueprint.post("/sign-in/passkey/options")
@require_permission(Permission.SIGN_IN_OR_UP)
def request_options() -> ResponseReturnValue:
    return send_challenge(*passkeys.authentication_options(this_site()))


@blueprint.post("/sign-in/passkey")
@require_permission(Permission.SIGN_IN_OR_UP)
def sign_in() -> ResponseReturnValue:
    form = PasskeyForm()
    if not form.validate_on_submit():
        raise UserFacingError(_("Your browser did not show a passkey. Use your password."))
    person = passkeys.authenticate(
        db.session, this_site(), take_challenge(), form.answer.data or ""
    )
    rate_limits.reset(db.session, rate_limits.SIGN_IN, person.sign_in_name)
    sessions.log_in(person)
    return redirect(sessions.page_after_sign_in())


def send_challenge(challenge: bytes, options: dict[str, Any]) -> ResponseReturnValue:
    remember_challenge(challenge)
    return jsonify(options)
