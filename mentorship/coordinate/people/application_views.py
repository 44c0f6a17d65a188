"""The page of an application: all about one person, and its opening, which is recorded."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate import reason_labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people import history_labels
from mentorship.coordinate.people.person_page import person_page
from mentorship.models import Application
from mentorship.permissions import Permission
from mentorship.services.applications import submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.staff_names import staff_name


@blueprint.get("/applications/<int:application_id>")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@require_reading
def show_application(application: Application) -> ResponseReturnValue:
    if not application.is_readable:
        back_url = url_for(".list_people", round=application.round_id)
        return render_template("coordinate/unreadable.html", back_url=back_url)
    return render_template(
        "coordinate/people/application.html",
        application=application,
        page=person_page(application, require_person()),
        history=history_labels,
        reason_labels=reason_labels,
        staff_name=staff_name,
    )


@blueprint.post("/applications/<int:application_id>/open")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@opens_page
def open_application(application: Application) -> ResponseReturnValue:
    return record_and_show(application)
