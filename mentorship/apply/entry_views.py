"""Before the form: the welcome page, an invitation, the choice of a role."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.apply.forms import RoleForm
from mentorship.extensions import db
from mentorship.models import Application, Round
from mentorship.permissions import Permission
from mentorship.services.applications import drafts, rounds
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form

blueprint = Blueprint("apply", __name__)


@blueprint.get("/")
@require_permission(Permission.READ_PUBLIC_PAGES)
def welcome() -> ResponseReturnValue:
    return render_template("apply/welcome.html", round=rounds.newest_open_round(db.session))


@blueprint.get("/join/<int:round_id>")
@require_permission(Permission.READ_PUBLIC_PAGES, load=rounds.round_with_id)
def join(round_: Round) -> ResponseReturnValue:
    """Show the page of an invitation link, which names a round and no person."""
    if rounds.takes_applications(round_):
        return render_template("apply/join.html", round=round_)
    open_round = rounds.newest_open_round(db.session)
    return render_template(
        "apply/closed.html",
        round=round_,
        open_round=open_round,
        opens_later=rounds.opens_later(round_),
    )


@blueprint.route("/join/<int:round_id>/role", methods=["GET", "POST"])
@require_permission(Permission.APPLY, load=rounds.round_with_id)
def choose_role(round_: Round) -> ResponseReturnValue:
    if not rounds.takes_applications(round_):
        return redirect(url_for(".join", round_id=round_.id))
    form = RoleForm()
    if form.validate_on_submit():
        chosen = form.roles()
        source = drafts.begin(db.session, require_person(), round_, chosen)
        if source is not None:
            flash(started_from(source, round_))
        return redirect(url_for(".resume", round_id=round_.id, role_name=chosen[0].value))
    return render_form("apply/choose_role.html", form=form, round=round_)


def started_from(source: Application, round_: Round) -> str:
    if source.round_id == round_.id:
        return _("We filled in the answers that you gave before. Please check them.")
    return _("We filled in your answers from an earlier round. Please check them.")
