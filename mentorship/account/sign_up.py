"""Getting an account, and getting back into it: by mail, by a link handed over, by a code."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.account.forms import EmailForm, NewPasswordForm, RecoveryForm, UserNameForm
from mentorship.account.sign_in import TOO_MANY, let_in, too_often
from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.models import LetterKind
from mentorship.services.accounts import passwords, people, rate_limits, signed_links, two_factor
from mentorship.services.accounts.signed_links import Link
from mentorship.services.email import queue
from mentorship.web import sessions
from mentorship.web.access_control import actor, permits

blueprint = Blueprint("joining", __name__)


@blueprint.get("/sign-up")
@permits("sign in or up")
def sign_up() -> ResponseReturnValue:
    return render_template("account/sign_up.html")


@blueprint.route("/sign-up/email", methods=["GET", "POST"])
@permits("sign in or up")
def sign_up_with_email() -> ResponseReturnValue:
    return ask_for_letter(LetterKind.SIGN_UP, "account/sign_up_with_email.html")


@blueprint.route("/forgotten", methods=["GET", "POST"])
@permits("sign in or up")
def forgotten() -> ResponseReturnValue:
    return ask_for_letter(LetterKind.RECOVER, "account/forgotten.html")


def ask_for_letter(kind: LetterKind, template: str) -> ResponseReturnValue:
    """Have a letter sent; what happens here is the same whoever the address belongs to."""
    if not current_app.config["MAIL_WORKS"]:
        return redirect(url_for(".sign_up"))
    form = EmailForm()
    if form.validate_on_submit():
        queue.ask_for(db.session, kind, form.email.data or "", str(get_locale()))
        return redirect(url_for(".look_into_mailbox"))
    return render_template(template, form=form), 422 if request.method == "POST" else 200


@blueprint.get("/look-into-mailbox")
@permits("sign in or up")
def look_into_mailbox() -> ResponseReturnValue:
    return render_template("account/look_into_mailbox.html")


@blueprint.route("/sign-up/user-name", methods=["GET", "POST"])
@permits("sign in or up")
def sign_up_with_user_name() -> ResponseReturnValue:
    form = UserNameForm(sign_in_name=request.form.get("name", ""))
    if not form.validate_on_submit():
        page = render_template("account/sign_up_with_user_name.html", form=form)
        return page, 422 if request.method == "POST" else 200
    person = people.sign_up_with_user_name(
        db.session, form.name.data or "", form.password.data or "", str(get_locale())
    )
    codes = two_factor.new_recovery_codes(db.session, person)
    sessions.enter(person)
    onward = sessions.page_to_go_on_to(url_for("account.home"))
    return render_template("account/write_down.html", person=person, codes=codes, onward=onward)


@blueprint.route("/forgotten/code", methods=["GET", "POST"])
@permits("sign in or up")
def recover_with_code() -> ResponseReturnValue:
    """Let somebody without a mailbox choose a new password by one of their codes."""
    form = RecoveryForm(sign_in_name=request.form.get("name", ""))
    if not form.validate_on_submit():
        return recovery_page(form, 422 if request.method == "POST" else 200)
    name = form.name.data or ""
    if not rate_limits.may_try(db.session, rate_limits.RECOVERY_CODE, name):
        form.form_errors.append(too_often())
        return recovery_page(form, TOO_MANY)
    person = two_factor.person_with_code(db.session, name, form.code.data or "")
    if person is None:
        form.form_errors.append(_("The user name or the code is not right. Try once more."))
        return recovery_page(form, 422)
    rate_limits.forgive(db.session, rate_limits.RECOVERY_CODE, name)
    passwords.set_password(person, form.password.data or "")
    return let_in(person, by_code=True)


def recovery_page(form: RecoveryForm, status: int) -> ResponseReturnValue:
    return render_template("account/recover_with_code.html", form=form), status


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@permits("sign in or up")
def welcome(token: str) -> ResponseReturnValue:
    """Let somebody choose their first password, by a mailed link or one handed to them."""
    return choose_password(Link.WELCOME, token, "account/first_password.html")


@blueprint.route("/new-password/<token>", methods=["GET", "POST"])
@permits("sign in or up")
def new_password(token: str) -> ResponseReturnValue:
    return choose_password(Link.NEW_PASSWORD, token, "account/new_password.html")


def choose_password(kind: Link, token: str, template: str) -> ResponseReturnValue:
    person = signed_links.person_with_token(db.session, kind, token)
    if person is None:
        return link_ended()
    form = NewPasswordForm(sign_in_name=person.sign_in_name)
    if form.validate_on_submit():
        passwords.set_password(person, form.password.data or "")
        return let_in(person)
    page = render_template(template, form=form, person=person)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/confirm-email/<token>", methods=["GET", "POST"])
@permits("keep own account")
def confirm_email(token: str) -> ResponseReturnValue:
    """Change somebody's address: the link shows the mailbox, the session that it is they."""
    person = signed_links.person_with_token(db.session, Link.CONFIRM_EMAIL, token)
    if person is None or person.id != actor().id:
        return link_ended()
    if request.method != "POST":
        return render_template("account/confirm_email.html")
    former = person.sign_in_name
    if not people.confirm_email(db.session, person):
        sessions.enter(person)
        commit(db.session)  # the link has ended, though it led nowhere
        return link_ended()
    queue.tell_of_move(db.session, person, former)
    sessions.enter(person)
    flash(_("From now on, sign in with this address."), "success")
    return redirect(url_for("account.overview"))


def link_ended() -> ResponseReturnValue:
    return render_template("account/link_ended.html"), 410
