"""Help somebody who lost password and codes: ask, confirm as another coordinator, make a link."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.labels import identification
from mentorship.extensions import db
from mentorship.models import Application, Identification, RecoveryRequest
from mentorship.permissions import Permission
from mentorship.runtime import current_runtime
from mentorship.services.accounts import recovery_requests
from mentorship.services.applications import submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.fields import PageForm, Radios, choices
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


class AskForRecoveryForm(PageForm):
    identified = Radios(
        _l("How do you know that it is them?"),
        validators=[InputRequired(_l("Say how you know that it is them."))],
    )
    lost_two_factor = BooleanField(
        _l("They have also lost the app or the device of their two-step sign-in.")
    )


@blueprint.route("/applications/<int:application_id>/recovery", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale()
def ask_for_recovery(application: Application) -> ResponseReturnValue:
    form = AskForRecoveryForm()
    form.identified.choices = choices({item: identification(item) for item in Identification})
    if not form.validate_on_submit():
        return render_form(
            "coordinate/people/ask_for_recovery.html", form=form, application=application
        )
    request = recovery_requests.ask(
        db.session,
        require_person(),
        application.person,
        Identification(form.identified.data),
        lost_two_factor=form.lost_two_factor.data,
    )
    flash_at(place_of(request), _("Asked. Now another coordinator has to confirm."))
    return redirect(page_of_requests(request))


@blueprint.get("/recovery-requests")
@require_permission(Permission.COORDINATE)
def list_recovery_requests() -> ResponseReturnValue:
    requests = recovery_requests.open_requests(db.session)
    ended = recovery_requests.ended_requests(db.session)
    people = {item.person_id for item in (*requests, *ended)}
    return render_template(
        "coordinate/people/recovery_requests.html",
        requests=requests,
        ended=ended,
        applications=submission.newest_applications_of(db.session, people),
        person=require_person(),
    )


@blueprint.post("/recovery-requests/<int:request_id>/confirm")
@require_permission(Permission.CONFIRM_RECOVERY, load=recovery_requests.request_with_id)
@refuse_stale()
def confirm_recovery(request: RecoveryRequest) -> ResponseReturnValue:
    recovery_requests.confirm(db.session, require_person(), request)
    flash_at(place_of(request), _("Confirmed. The coordinator who asked can make the link now."))
    return redirect(page_of_requests(request))


@blueprint.post("/recovery-requests/<int:request_id>/close")
@require_permission(Permission.COORDINATE, load=recovery_requests.request_with_id)
@refuse_stale()
def close_recovery(request: RecoveryRequest) -> ResponseReturnValue:
    recovery_requests.close(db.session, require_person(), request)
    flash(_("Closed. No link works for this request."), "success")
    return redirect(url_for(".list_recovery_requests"))


@blueprint.post("/recovery-requests/<int:request_id>/link")
@require_permission(Permission.MAKE_RECOVERY_LINK, load=recovery_requests.request_with_id)
@refuse_stale()
def make_recovery_link(request: RecoveryRequest) -> ResponseReturnValue:
    token = recovery_requests.make_link(db.session, require_person(), request)
    return render_template(
        "coordinate/people/recovery_link.html",
        link=current_runtime().page_url("recovery.recover_with_help", token=token),
    )


def page_of_requests(request: RecoveryRequest) -> str:
    return url_for(".list_recovery_requests", _anchor=place_of(request))


def place_of(request: RecoveryRequest) -> str:
    return f"request-{request.id}"
