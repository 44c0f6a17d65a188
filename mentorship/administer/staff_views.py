"""The people who work here: who they are, whom they look after, and the end of their access."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.administer.blueprint import blueprint
from mentorship.administer.staff_forms import EndAccessForm, HandOverForm
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import Permission, allows
from mentorship.services import caseload
from mentorship.services.accounts import invitations, staff
from mentorship.services.caseload import Caseload
from mentorship.web import role_names
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/settings/staff")
@require_permission(Permission.ADMINISTER)
def list_staff() -> ResponseReturnValue:
    return render_template(
        "administer/staff.html",
        members=staff.members(db.session),
        caseloads=caseload.totals(db.session),
        invitations=paginate(invitations.newest_first(), SHORT_PAGE_SIZE),
    )


@blueprint.route("/settings/staff/<int:staff_id>/hand-over", methods=["GET", "POST"])
@require_permission(Permission.HAND_OVER_CASELOAD, load=staff.member_with_id)
@refuse_stale()
def hand_over(person: Person) -> ResponseReturnValue:
    """Let another coordinator look after everything that somebody looks after."""
    form = HandOverForm(other_coordinators(person))
    if form.validate_on_submit() and form.chosen_receiver is not None:
        receiver = form.chosen_receiver
        handed_over = caseload.hand_over(db.session, require_person(), person, receiver)
        flash(handed_over_message(handed_over, receiver), "success")
        return redirect(page_of_staff())
    return staff_form("administer/hand_over.html", form, person)


@blueprint.route("/settings/staff/<int:staff_id>/end-access", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER, load=staff.member_with_id)
@refuse_stale()
def end_access(person: Person) -> ResponseReturnValue:
    form = EndAccessForm(person, other_coordinators(person))
    if form.validate_on_submit():
        if not form.needs_receiver(caseload.caseload_of(db.session, person).total):
            for role in form.roles.data or ():
                caseload.end_access(
                    db.session, require_person(), person, role, form.chosen_receiver
                )
            flash(_("The access has ended, and so have all sessions."), "success")
            return redirect(url_for(".list_staff"))
        form.receiver.errors = [_("Choose who looks after them from now on.")]
    return staff_form("administer/end_access.html", form, person)


def staff_form(
    template: str, form: HandOverForm | EndAccessForm, person: Person
) -> ResponseReturnValue:
    looks_after = caseload.caseload_of(db.session, person)
    return render_form(
        template, form=form, person=person, caseload=looks_after, back_url=page_of_staff()
    )


def other_coordinators(person: Person) -> list[Person]:
    return [item for item in staff.coordinators(db.session) if item != person]


def page_of_staff() -> str:
    """Return where to go on: a coordinator hands over without being an administrator."""
    administers = allows(require_person(), Permission.ADMINISTER)
    return url_for("administer.list_staff" if administers else "account.overview")


def handed_over_message(handed_over: Caseload, receiver: Person) -> str:
    return ngettext(
        "Handed over: %(num)s application, match or conversation, to %(name)s.",
        "Handed over: %(num)s applications, matches and conversations, to %(name)s.",
        handed_over.total,
        name=role_names.shown_or_sign_in_name(receiver),
    )
