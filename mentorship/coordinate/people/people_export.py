"""The list of people as a file."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.list_exports import send_list
from mentorship.coordinate.list_filters import coordinator_names
from mentorship.coordinate.people.application_rows import ApplicationRow, application_rows
from mentorship.coordinate.people.people_list_views import shown_people
from mentorship.extensions import db
from mentorship.models import Role
from mentorship.permissions import Permission
from mentorship.services.applications import application_lists
from mentorship.services.exports import Column
from mentorship.web.access_control import require_permission


def _capacity(row: ApplicationRow) -> int | None:
    return row.capacity if row.role is Role.MENTOR else None


COLUMNS: tuple[Column[ApplicationRow], ...] = (
    Column(_l("Application"), lambda row: row.application_id),
    Column(_l("Name"), lambda row: row.name, names_person=True),
    Column(_l("Role"), lambda row: _("Mentor") if row.role is Role.MENTOR else _("Mentee")),
    Column(_l("Round"), lambda row: row.round_name),
    Column(_l("State"), lambda row: row.state),
    Column(_l("Communities"), lambda row: row.communities),
    Column(_l("Heritage"), lambda row: row.heritage, names_person=True),
    Column(_l("Languages"), lambda row: row.languages),
    Column(_l("Where"), lambda row: row.area),
    Column(_l("Ways to meet"), lambda row: row.modes),
    Column(_l("Capacity"), _capacity),
    Column(_l("Looked after by"), lambda row: row.coordinator),
    Column(_l("Sent"), lambda row: row.sent_at),
)


@blueprint.post("/people/export")
@require_permission(Permission.COORDINATE)
def export_people() -> ResponseReturnValue:
    shown = shown_people()
    applications = application_lists.with_ids(db.session, shown.ids)
    rows = application_rows(applications, coordinator_names(shown))
    return send_list("people", _("People"), COLUMNS, rows, {item.round_id for item in applications})
