"""Account recovery: by a link that was emailed or handed over, or by a recovery code."""

from http import HTTPStatus

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.account.forms import NewPasswordForm, RecoveryForm
from mentorship.account.sign_in import complete_sign_in, too_many_attempts
from mentorship.account.sign_up import email_form_page, link_ended
from mentorship.extensions import db
from mentorship.models import EmailKind
from mentorship.permissions import Permission
from mentorship.services.accounts import (
    passwords,
    rate_limits,
    recovery_requests,
    signed_links,
    two_factor,
)
from mentorship.services.accounts.signed_links import LinkKind
from mentorship.web.access_control import require_permission
from mentorship.web.forms import render_form

blueprint = Blueprint("recovery", __name__)


@blueprint.route("/forgot-password", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def forgot_password() -> ResponseReturnValue:
    return email_form_page(EmailKind.RECOVER, "account/forgot_password.html")


@blueprint.route("/forgot-password/code", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def use_recovery_code() -> ResponseReturnValue:
    """Set a new password with a recovery code, for people without an email address."""
    form = RecoveryForm(sign_in_name=request.form.get("name", ""))
    if not form.validate_on_submit():
        return recovery_page(form)
    name = form.name.data or ""
    if not rate_limits.allow_attempt(db.session, rate_limits.RECOVERY_CODE, name):
        form.form_errors.append(too_many_attempts())
        return recovery_page(form, HTTPStatus.TOO_MANY_REQUESTS)
    person = two_factor.person_with_recovery_code(db.session, name, form.code.data or "")
    if person is None:
        form.code.errors = [_("The user name or the code is not right. Try once more.")]
        return recovery_page(form)
    rate_limits.reset(db.session, rate_limits.RECOVERY_CODE, name)
    passwords.set_password(person, form.password.data or "")
    response = complete_sign_in(person)
    if person.has_two_factor:
        flash(
            _(
                "Your password is changed. Your other recovery codes do not work any more: "
                "make new ones once you have signed in."
            ),
            "warning",
        )
    return response


def recovery_page(form: RecoveryForm, status: HTTPStatus | None = None) -> ResponseReturnValue:
    return render_form("account/use_recovery_code.html", form=form, status=status)


@blueprint.route("/set-password/<token>", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def set_first_password(token: str) -> ResponseReturnValue:
    """Set a first password, with a link that a coordinator handed over."""
    return choose_password(LinkKind.WELCOME, token, "account/first_password.html")


@blueprint.route("/reset-password/<token>", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def reset_password(token: str) -> ResponseReturnValue:
    return choose_password(LinkKind.NEW_PASSWORD, token, "account/reset_password.html")


@blueprint.route("/recover/<token>", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def recover_with_help(token: str) -> ResponseReturnValue:
    """Set a new password with the link that two coordinators have agreed on."""
    return choose_password(LinkKind.RECOVERY, token, "account/reset_password.html")


def choose_password(kind: LinkKind, token: str, template: str) -> ResponseReturnValue:
    person = signed_links.person_with_token(db.session, kind, token)
    if person is None:
        return link_ended()
    form = NewPasswordForm(sign_in_name=person.sign_in_name)
    if not form.validate_on_submit():
        return render_form(template, form=form)
    person = signed_links.use_token(db.session, kind, token)
    if person is None:
        return link_ended()
    if kind is LinkKind.RECOVERY and not recovery_requests.use(db.session, person):
        return link_ended()
    passwords.set_password(person, form.password.data or "")
    return complete_sign_in(person)
