"""Account settings: password and email address."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.account.forms import (
    ChangePasswordForm,
    EmailForm,
    EmailPreferencesForm,
    QuickExitForm,
    ShownNameForm,
)
from mentorship.account.home import blueprint
from mentorship.account.sign_in import password_error
from mentorship.account.sign_up import link_ended
from mentorship.after_commit import commit
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.permissions import Permission, allows
from mentorship.runtime import current_runtime
from mentorship.services.accounts import passwords, people, recovery_requests, signed_links
from mentorship.services.accounts.signed_links import LinkKind
from mentorship.services.email import queue
from mentorship.services.email.quiet_hours import QUIET_FROM, QUIET_UNTIL
from mentorship.web import sessions
from mentorship.web.access_control import (
    require_permission,
    require_person,
    require_recent_password,
)
from mentorship.web.forms import render_form


@blueprint.get("/account")
@require_permission(Permission.MANAGE_ACCOUNT)
def overview() -> ResponseReturnValue:
    person = require_person()
    return render_template(
        "account/overview.html",
        person=person,
        is_coordinator=allows(person, Permission.COORDINATE),
        help_received=recovery_requests.confirmed_for(db.session, person),
    )


@blueprint.route("/account/shown-name", methods=["GET", "POST"])
@require_permission(Permission.WORK_HERE)
def change_shown_name() -> ResponseReturnValue:
    """Let somebody who works here choose the name that people read."""
    person = require_person()
    form = ShownNameForm(data={"shown_name": person.shown_name})
    if form.validate_on_submit():
        person.shown_name = form.shown_name.data or ""
        flash(_("Your name is saved."), "success")
        return redirect(url_for(".overview"))
    return render_form("account/shown_name.html", form=form)


@blueprint.route("/account/quick-exit", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
def quick_exit_settings() -> ResponseReturnValue:
    """Let somebody choose whether leaving quickly keeps what they are typing."""
    person = require_person()
    form = QuickExitForm(data={"keeps_typed": person.keeps_typed_on_exit})
    if form.validate_on_submit():
        person.keeps_typed_on_exit = form.keeps_typed.data
        flash(_("Your choice is saved."), "success")
        return redirect(url_for(".overview"))
    return render_form("account/quick_exit.html", form=form)


@blueprint.route("/account/emails", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
def email_preferences() -> ResponseReturnValue:
    """Let somebody choose which emails they get that they have not asked for."""
    person = require_person()
    form = EmailPreferencesForm(obj=person)
    if form.validate_on_submit():
        person.wants_news = form.wants_news.data
        person.wants_reminders = form.wants_reminders.data
        flash(_("Your choice is saved."), "success")
        return redirect(url_for(".overview"))
    return render_form(
        "account/email_preferences.html",
        form=form,
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        is_coordinator=allows(person, Permission.COORDINATE),
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
def change_password() -> ResponseReturnValue:
    person = require_person()
    form = ChangePasswordForm(sign_in_name=person.sign_in_name)
    if form.validate_on_submit():
        error = password_error(person, form.current.data or "")
        if error is None:
            passwords.claim_person(db.session, person)
            passwords.set_password(person, form.password.data or "")
            sessions.log_in(person)
            flash(_("Your password has been changed."), "success")
            return redirect(url_for(".overview"))
        form.current.errors = [error]
    return render_form("account/change_password.html", form=form)


@blueprint.route("/account/email", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
@require_recent_password
def change_email() -> ResponseReturnValue:
    if not current_runtime().sends_email:
        return redirect(url_for(".overview"))
    form, person = EmailForm(), require_person()
    if not form.validate_on_submit():
        return render_form("account/change_email.html", form=form)
    email = form.email.data or ""
    try:
        queue.request_address_change(db.session, person, email, str(get_locale()))
    except UserFacingError as error:
        form.form_errors.append(str(error))
        return render_form(
            "account/change_email.html", form=form, status=HTTPStatus.TOO_MANY_REQUESTS
        )
    people.request_email_change(db.session, person, email)
    return redirect(url_for("sign_up.check_your_email"))


@blueprint.route("/confirm-email/<token>", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
def confirm_email(token: str) -> ResponseReturnValue:
    """Change somebody's email address: the link proves the mailbox, the session the person."""
    person = signed_links.person_with_token(db.session, LinkKind.CONFIRM_EMAIL, token)
    if person is None or person.id != require_person().id:
        return link_ended()
    if request.method != "POST":
        return render_template("account/confirm_email.html")
    person = signed_links.use_token(db.session, LinkKind.CONFIRM_EMAIL, token)
    if person is None:
        return link_ended()
    previous = person.sign_in_name
    if not people.confirm_email(db.session, person):
        sessions.log_in(person)
        commit(db.session)  # the link is used up; the 410 response would roll that back
        return link_ended()
    queue.notify_address_changed(db.session, person, previous)
    sessions.log_in(person)
    flash(_("From now on, sign in with this address."), "success")
    return redirect(url_for("account.overview"))
