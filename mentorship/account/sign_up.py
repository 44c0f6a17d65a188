"""Create an account, with an email address or with only a user name."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from mentorship.account.forms import NewPasswordForm, RequestLinkForm, UserNameForm
from mentorship.account.next_page import leads_to_group_link
from mentorship.account.sign_in import complete_sign_in
from mentorship.account.two_factor import codes_page
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import EmailKind
from mentorship.permissions import Permission
from mentorship.runtime import current_runtime
from mentorship.services.accounts import people, sign_up_links, two_factor
from mentorship.services.email import queue
from mentorship.web import sessions
from mentorship.web.access_control import require_permission
from mentorship.web.forms import render_form

blueprint = Blueprint("sign_up", __name__)


@blueprint.get("/sign-up")
@require_permission(Permission.SIGN_IN_OR_UP)
def choose() -> ResponseReturnValue:
    return render_template("account/sign_up.html", leads_to_group_link=leads_to_group_link())


@blueprint.route("/sign-up/email", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def with_email() -> ResponseReturnValue:
    return email_form_page(EmailKind.SIGN_UP, "account/sign_up_with_email.html")


def email_form_page(kind: EmailKind, template: str) -> ResponseReturnValue:
    """Request an email; the response is the same whether or not the address has an account."""
    if not current_runtime().sends_email:
        return redirect(url_for("sign_up.choose"))
    form = RequestLinkForm()
    if not form.validate_on_submit():
        return render_form(template, form=form)
    try:
        queue.request_email(db.session, kind, form.email.data or "", str(get_locale()))
    except UserFacingError as error:
        form.form_errors.append(str(error))
        return render_form(template, form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    return redirect(url_for("sign_up.check_your_email"))


@blueprint.get("/check-your-email")
@require_permission(Permission.SIGN_IN_OR_UP)
def check_your_email() -> ResponseReturnValue:
    return render_template("account/check_your_email.html")


@blueprint.route("/sign-up/user-name", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def with_user_name() -> ResponseReturnValue:
    form = UserNameForm(sign_in_name=request.form.get("name", ""))
    if not form.validate_on_submit():
        return render_form("account/sign_up_with_user_name.html", form=form)
    person = people.sign_up_with_user_name(
        db.session, form.name.data or "", form.password.data or "", str(get_locale())
    )
    codes = two_factor.new_recovery_codes(db.session, person)
    sessions.log_in(person)
    destination = sessions.page_after_sign_in()
    return codes_page(person, codes, destination)


@blueprint.route("/sign-up/link/<token>", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def follow_link(token: str) -> ResponseReturnValue:
    """Create an account with a link that was emailed: its token seals the address.

    A link to an address that has an account meanwhile looks like any other until it is used.
    """
    sign_up = sign_up_links.sign_up_of(token)
    if sign_up is None:
        return link_ended()
    form = NewPasswordForm(sign_in_name=sign_up.email)
    if not form.validate_on_submit():
        return render_form("account/first_password.html", form=form)
    person = sign_up_links.use_token(db.session, token, form.password.data or "")
    if person is None:
        return link_ended()
    return complete_sign_in(person)


def link_ended() -> ResponseReturnValue:
    return render_template("account/link_ended.html"), 410
