"""Home: what is mine, and what I could do next. And the account: what opens it."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.account.forms import ChangePasswordForm, EmailForm
from mentorship.account.sign_in import trouble_with_password
from mentorship.extensions import db
from mentorship.models import LetterKind
from mentorship.permissions import allows
from mentorship.services.accounts import passwords, people
from mentorship.services.applications import form_steps, rounds, submission
from mentorship.services.email import queue
from mentorship.services.pairing import pairs
from mentorship.web import sessions
from mentorship.web.access_control import actor, permits, proven_lately

blueprint = Blueprint("account", __name__)


@blueprint.get("/home")
@permits("see own home")
def home() -> ResponseReturnValue:
    person = actor()
    own = submission.applications_of(db.session, person)
    if allows(person, "coordinate") and not own:
        return redirect(url_for("coordinate.overview"))
    return render_template(
        "account/home.html",
        person=person,
        applications=own,
        pairs=pairs.pairs_of(db.session, person),
        round=rounds.open_for_applications(db.session),
        takes_applications=rounds.takes_applications,
        progress=form_steps.progress,
    )


@blueprint.get("/account")
@permits("keep own account")
def overview() -> ResponseReturnValue:
    return render_template("account/overview.html", person=actor())


@blueprint.route("/change-password", methods=["GET", "POST"])
@permits("keep own account")
def change_password() -> ResponseReturnValue:
    person = actor()
    form = ChangePasswordForm(sign_in_name=person.sign_in_name)
    if form.validate_on_submit():
        trouble = trouble_with_password(person, form.current.data or "")
        if trouble is None:
            passwords.set_password(person, form.password.data or "")
            sessions.enter(person)
            flash(_("Your password is changed."), "success")
            return redirect(url_for(".overview"))
        form.current.errors = [trouble]
    page = render_template("account/change_password.html", form=form)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/account/email", methods=["GET", "POST"])
@permits("keep own account")
@proven_lately
def change_email() -> ResponseReturnValue:
    if not current_app.config["MAIL_WORKS"]:
        return redirect(url_for(".overview"))
    form = EmailForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        queue.ask_for(db.session, LetterKind.CHANGE_EMAIL, email, str(get_locale()))
        people.wish_email(db.session, actor(), email)
        return redirect(url_for("joining.look_into_mailbox"))
    page = render_template("account/change_email.html", form=form)
    return page, 422 if request.method == "POST" else 200


@blueprint.get("/outbox")
@permits("read the outbox")
def outbox() -> ResponseReturnValue:
    return render_template("account/outbox.html", letters=queue.outbox(db.session))
