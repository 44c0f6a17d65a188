"""Accept an invitation to work here, signed in with one's own account."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.account.forms import ShownNameForm
from mentorship.account.sign_up import link_ended
from mentorship.extensions import db
from mentorship.models import Invitation, Person
from mentorship.permissions import Permission
from mentorship.services.accounts import invitations, two_factor
from mentorship.web import role_names, sessions
from mentorship.web.access_control import current_person, require_permission
from mentorship.web.forms import render_form

blueprint = Blueprint("invitations", __name__)


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@require_permission(Permission.SIGN_IN_OR_UP)
def follow(token: str) -> ResponseReturnValue:
    """Show what somebody is invited to; whoever has signed in can accept it."""
    invitation = invitations.invitation_of(db.session, token)
    if invitation is None:
        sessions.forget_invitation()
        return link_ended()
    person = current_person()
    if person is None:
        sessions.remember_invitation(request.path)
        return render_template("account/invitation.html", form=None, **texts(invitation))
    if not sessions.has_recent_password():
        return redirect(url_for("auth.confirm_password", next=request.path))
    form = ShownNameForm(data={"shown_name": person.shown_name})
    if not form.validate_on_submit():
        return render_form("account/invitation.html", form=form, person=person, **texts(invitation))
    return accept(person, token, form.shown_name.data or "")


def accept(person: Person, token: str, shown_name: str) -> ResponseReturnValue:
    role = invitations.accept(db.session, person, token, shown_name)
    if role is None:
        return link_ended()
    sessions.forget_invitation()
    sessions.log_in(person)
    flash(_("Welcome! From now on you work here."), "success")
    must = two_factor.requires_two_factor(person)
    return redirect(url_for("two_factor.overview" if must else "account.home"))


def texts(invitation: Invitation) -> dict[str, Any]:
    return {
        "role_name": role_names.name(invitation.role),
        "rights": role_names.rights(invitation.role),
        "expires_at": invitation.expires_at,
    }
