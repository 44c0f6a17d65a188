"""The way in: the first page, the privacy notice, the profile form and its receipt."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.apply.forms import ProfileForm, former_answers
from mentorship.extensions import db
from mentorship.models import Role, Round
from mentorship.services import applications, rounds
from mentorship.web.gate import actor, permits

blueprint = Blueprint("apply", __name__)


@blueprint.get("/")
@permits("read public pages")
def welcome() -> ResponseReturnValue:
    return render_template("apply/welcome.html", round=rounds.open_for_applications(db.session))


@blueprint.get("/privacy")
@permits("read public pages")
def privacy() -> ResponseReturnValue:
    return render_template("apply/privacy.html", notice=applications.PRIVACY_NOTICE)


@blueprint.get("/apply")
@permits("read public pages")
def choose_role() -> ResponseReturnValue:
    return render_template("apply/choose_role.html", round=rounds.open_for_applications(db.session))


@blueprint.route("/apply/<any(mentor, mentee):role_name>", methods=["GET", "POST"])
@permits("apply")
def profile(role_name: str) -> ResponseReturnValue:
    role, to_round = Role(role_name), open_round()
    form = profile_form(role, to_round)
    if form.validate_on_submit():
        applications.submit(db.session, actor(), to_round, role, form.answers())
        return redirect(url_for(".received", role_name=role_name))
    status = 422 if request.method == "POST" else 200
    page = render_template("apply/profile.html", form=form, role=role, round=to_round)
    return page, status


@blueprint.get("/apply/<any(mentor, mentee):role_name>/received")
@permits("apply")
def received(role_name: str) -> ResponseReturnValue:
    role, to_round = Role(role_name), open_round()
    if applications.application_of(db.session, actor(), to_round, role) is None:
        return redirect(url_for(".profile", role_name=role_name))
    return render_template("apply/received.html", role=role, round=to_round)


def open_round() -> Round:
    return rounds.open_for_applications(db.session) or abort(redirect(url_for(".choose_role")))


def profile_form(role: Role, to_round: Round) -> ProfileForm:
    """Start from this person's answers in this role, else from those in the other."""
    other = Role.MENTEE if role is Role.MENTOR else Role.MENTOR
    for former_role in (role, other):
        former = applications.application_of(db.session, actor(), to_round, former_role)
        if former is not None:
            return ProfileForm(role, data=former_answers(former))
    return ProfileForm(role)
