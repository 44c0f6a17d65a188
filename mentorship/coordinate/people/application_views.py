"""The applications of a round: read them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people import history_labels
from mentorship.coordinate.people.application_rows import application_rows
from mentorship.coordinate.people.person_page import person_page
from mentorship.extensions import db
from mentorship.models import Application, Role, Round
from mentorship.permissions import Permission
from mentorship.services.applications import application_lists, rounds, submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.staff_names import staff_name


@blueprint.get("/rounds/<int:round_id>/applications")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_applications(round_: Round) -> ResponseReturnValue:
    role = request.args.get("role", type=Role)
    page = paginate(application_lists.newest_first(round_, role))
    return render_template(
        "coordinate/people/applications.html",
        round=round_,
        role=role,
        page=page,
        counts=application_lists.counts(db.session, round_),
        rows=application_rows(
            page.items, application_lists.live_pair_counts_among(db.session, page.items)
        ),
    )


@blueprint.get("/applications/<int:application_id>")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@require_reading
def show_application(application: Application) -> ResponseReturnValue:
    if not application.is_readable:
        back_url = url_for(".list_applications", round_id=application.round_id)
        return render_template("coordinate/unreadable.html", back_url=back_url)
    return render_template(
        "coordinate/people/application.html",
        application=application,
        page=person_page(application, require_person()),
        history=history_labels,
        staff_name=staff_name,
    )


@blueprint.post("/applications/<int:application_id>/open")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@opens_page
def open_application(application: Application) -> ResponseReturnValue:
    return record_and_show(application)
