"""The way in, before any answer: the first page, an invitation, the choice of a role."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.apply.forms import RoleForm
from mentorship.extensions import db
from mentorship.models import Application, Round
from mentorship.permissions import Permission
from mentorship.services.applications import drafts, rounds, submission
from mentorship.web.access_control import require_permission, require_person

blueprint = Blueprint("apply", __name__)


@blueprint.get("/")
@require_permission(Permission.READ_PUBLIC_PAGES)
def welcome() -> ResponseReturnValue:
    return render_template("apply/welcome.html", round=rounds.newest_open_round(db.session))


@blueprint.get("/privacy")
@require_permission(Permission.READ_PUBLIC_PAGES)
def privacy() -> ResponseReturnValue:
    return render_template("apply/privacy.html", notice=submission.PRIVACY_NOTICE)


@blueprint.get("/join/<int:round_id>")
@require_permission(Permission.READ_PUBLIC_PAGES, load=rounds.round_with_id)
def join(one: Round) -> ResponseReturnValue:
    """Show what an invitation link leads to; it names a round, and nobody."""
    if rounds.takes_applications(one):
        return render_template("apply/join.html", round=one)
    open_round = rounds.newest_open_round(db.session)
    return render_template("apply/closed.html", round=one, open_round=open_round)


@blueprint.route("/join/<int:round_id>/role", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def choose_role(one: Round) -> ResponseReturnValue:
    if not rounds.takes_applications(one):
        return redirect(url_for(".join", round_id=one.id))
    form = RoleForm()
    if form.validate_on_submit():
        chosen = form.roles()
        source = drafts.begin(db.session, require_person(), one, chosen)
        if source is not None:
            flash(started_from(source, one))
        return redirect(url_for(".resume", round_id=one.id, role_name=chosen[0].value))
    status = 422 if request.method == "POST" else 200
    return render_template("apply/choose_role.html", form=form, round=one), status


def started_from(source: Application, one: Round) -> str:
    if source.round_id == one.id:
        return _(
            "We have started from the answers that you gave already. Please look through them."
        )
    return _(
        "We have started from your answers in the round “%(name)s”. Please look through them.",
        name=source.round.name,
    )
