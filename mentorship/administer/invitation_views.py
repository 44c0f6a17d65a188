"""Invite somebody to work here, and revoke an invitation that nobody has used."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.staff_forms import InvitationForm
from mentorship.extensions import db
from mentorship.models import INVITATION_VALIDITY, Invitation
from mentorship.permissions import Permission
from mentorship.runtime import current_runtime
from mentorship.services.accounts import invitations
from mentorship.web import role_names
from mentorship.web.access_control import (
    require_permission,
    require_person,
    require_recent_password,
)
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/settings/staff/invite", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
@require_recent_password
def invite() -> ResponseReturnValue:
    form = InvitationForm()
    if not form.validate_on_submit():
        return render_form("administer/invite.html", form=form)
    token = form.token.data or ""
    invitations.invite(db.session, require_person(), form.role.data, token)
    return render_template(
        "administer/invitation_link.html",
        link=current_runtime().page_url("invitations.follow", token=token),
        role_name=role_names.name(form.role.data),
        days=INVITATION_VALIDITY.days,
    )


@blueprint.post("/settings/staff/invitations/<int:invitation_id>/revoke")
@require_permission(Permission.ADMINISTER, load=invitations.invitation_with_id)
@refuse_stale()
def revoke_invitation(invitation: Invitation) -> ResponseReturnValue:
    invitations.revoke(db.session, require_person(), invitation)
    place = f"invitation-{invitation.id}"
    flash_at(place, _("Revoked. The link no longer works."))
    return redirect(url_for(".list_staff", _anchor=place))
