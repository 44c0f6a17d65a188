"""Signing in, by password and two-factor codes, and sign out."""

from http import HTTPStatus

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError

from mentorship.account.challenges import end_challenge
from mentorship.account.forms import ConfirmPasswordForm, LanguageForm, SignInForm, TwoFactorForm
from mentorship.account.next_page import leads_to_group_link
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import Permission
from mentorship.services.accounts import passwords, people, rate_limits, two_factor
from mentorship.web import sessions, typed_again
from mentorship.web.access_control import current_person, require_permission, require_person
from mentorship.web.forms import render_form

blueprint = Blueprint("auth", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def sign_in() -> ResponseReturnValue:
    if current_person() is not None and request.method == "GET":
        return redirect(sessions.page_after_sign_in())
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_page(form)
    name, password = form.name.data or "", form.password.data or ""
    if not rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, name):
        form.form_errors.append(too_many_attempts())
        return sign_in_page(form, HTTPStatus.TOO_MANY_REQUESTS)
    person = people.person_to_verify(db.session, name)
    if not passwords.verify(person, password) or person is None or not person.active:
        form.password.errors = [_("The name or the password is not right. Try once more.")]
        return sign_in_page(form)
    rate_limits.reset(db.session, rate_limits.SIGN_IN, name)
    response = complete_sign_in(person)
    if not person.has_two_factor and not people.has_name(person, name):
        # An earlier version changed letters of their address, and has sent email to that.
        flash(
            _(
                "Emails to you go to %(address)s. If that is not your address, change it here "
                "under “Account”.",
                address=person.sign_in_name,
            ),
            "warning",
        )
    return response


def sign_in_page(form: SignInForm, status: HTTPStatus | None = None) -> ResponseReturnValue:
    return render_form(
        "account/sign_in.html", form=form, status=status, leads_to_group_link=leads_to_group_link()
    )


def too_many_attempts() -> str:
    return _("Too many attempts. Wait a minute, then try again.")


def complete_sign_in(person: Person) -> ResponseReturnValue:
    """Sign in a person whose password was right, or ask for a two-factor code."""
    destination = sessions.page_after_sign_in()
    if person.has_two_factor:
        sessions.begin_2fa(person)
        return redirect(url_for("auth.enter_code", next=destination))
    sessions.log_in(person)
    return redirect(destination)


@blueprint.route("/sign-in/two-factor", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def enter_code() -> ResponseReturnValue:
    person = people.person_pending_2fa(db.session, sessions.pending_2fa())
    if person is None:
        return redirect(url_for(".sign_in", next=sessions.safe_local_url(request.args.get("next"))))
    form = TwoFactorForm()
    if form.validate_on_submit():
        if not rate_limits.allow_attempt(db.session, rate_limits.TWO_FACTOR, person.sign_in_name):
            form.form_errors.append(_("Too many attempts. Wait 15 minutes, then try again."))
            return two_factor_page(form, person, HTTPStatus.TOO_MANY_REQUESTS)
        if two_factor.verify_code(db.session, person, form.code.data or ""):
            rate_limits.reset(db.session, rate_limits.TWO_FACTOR, person.sign_in_name)
            sessions.log_in(person)
            return redirect(sessions.page_after_sign_in())
        form.code.errors = [_("That code is not right. Check it, or wait for the next one.")]
    return two_factor_page(form, person)


def two_factor_page(
    form: TwoFactorForm, person: Person, status: HTTPStatus | None = None
) -> ResponseReturnValue:
    return render_form("account/two_factor.html", form=form, person=person, status=status)


@blueprint.route("/confirm-password", methods=["GET", "POST"])
@require_permission(Permission.SET_UP_TWO_FACTOR)
def confirm_password() -> ResponseReturnValue:
    form, person = ConfirmPasswordForm(), require_person()
    if form.validate_on_submit():
        error = password_error(person, form.password.data or "")
        if error is None:
            sessions.note_password_confirmed()
            return redirect(sessions.next_url(url_for("account.overview")))
        form.password.errors = [error]
    return render_form("account/confirm_password.html", form=form)


def password_error(person: Person, password: str) -> str | None:
    """Return an error message for a password entered again, or None if it is right."""
    if not rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, person.sign_in_name):
        return too_many_attempts()
    if not passwords.verify(person, password):
        return _("That is not your password. Try once more.")
    rate_limits.reset(db.session, rate_limits.SIGN_IN, person.sign_in_name)
    return None


@blueprint.post("/sign-out")
@require_permission(Permission.SIGN_OUT)
def sign_out() -> ResponseReturnValue:
    end_session()
    response = make_response(redirect(url_for("apply.welcome")))
    return sessions.clear_site_data(response, cookies=False)


@blueprint.post("/exit")
@require_permission(Permission.SIGN_OUT)
def quick_exit() -> ResponseReturnValue:
    """End the session, clear the browser's data for this site, and show a harmless page."""
    typed_again.keep_or_forget_typed()
    end_session()
    return leave()


def leave() -> ResponseReturnValue:
    response = make_response(redirect(url_for(".decoy_page"), HTTPStatus.SEE_OTHER))
    return sessions.clear_site_data(response, cookies=True)


@blueprint.get("/measures")
@require_permission(Permission.READ_PUBLIC_PAGES)
def decoy_page() -> ResponseReturnValue:
    return render_template("account/decoy_page.html")


@blueprint.app_errorhandler(CSRFError)
def handle_csrf_error(error: CSRFError) -> ResponseReturnValue:
    """Refuse a form without a valid token, but always let somebody leave quickly."""
    if is_leaving():
        sessions.clear_session()
        response = make_response(render_template("account/decoy_page.html"), 400)
        return sessions.clear_site_data(response, cookies=True)
    return typed_again.handle_refused_token()


@blueprint.errorhandler(SQLAlchemyError)
def handle_database_error(error: SQLAlchemyError) -> ResponseReturnValue:
    """Let somebody leave quickly also while the database is away: then on this device alone."""
    if is_leaving():
        return leave()
    raise error


def is_leaving() -> bool:
    return request.endpoint == f"{blueprint.name}.{quick_exit.__name__}"


def end_session() -> None:
    """End a person's sessions on every device, so that a copied cookie is useless."""
    end_challenge()
    person = current_person()
    if person is not None:
        passwords.end_sessions(person)
    sessions.clear_session()


@blueprint.post("/language")
@require_permission(Permission.READ_PUBLIC_PAGES)
def choose_language() -> ResponseReturnValue:
    form = LanguageForm()
    if form.validate_on_submit():
        typed_again.choose_language(form.language.data)
    page = sessions.safe_local_url(request.form.get("page"))
    return redirect(page or url_for("account.home"))
