"""Home: what is mine, and what I could do next."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from mentorship.account.forms import FirstPasswordForm
from mentorship.extensions import db
from mentorship.permissions import allows
from mentorship.services import applications, pairs, people, rounds
from mentorship.web.gate import actor, permits

blueprint = Blueprint("account", __name__)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@permits("sign in or up")
def welcome(token: str) -> ResponseReturnValue:
    """Let somebody who came in by a survey choose a password, by a link handed to them."""
    person = people.person_with_token(db.session, token)
    if person is None:
        return render_template("account/link_ended.html"), 410
    form = FirstPasswordForm()
    if form.validate_on_submit():
        people.set_password(person, form.password.data or "")
        login_user(person)
        return redirect(url_for(".home"))
    page = render_template("account/first_password.html", form=form)
    return page, 422 if request.method == "POST" else 200


@blueprint.get("/home")
@permits("see own home")
def home() -> ResponseReturnValue:
    person = actor()
    own = applications.applications_of(db.session, person)
    if allows(person, "coordinate") and not own:
        return redirect(url_for("coordinate.overview"))
    return render_template(
        "account/home.html",
        person=person,
        applications=own,
        pairs=pairs.pairs_of(db.session, person),
        round=rounds.open_for_applications(db.session),
    )
