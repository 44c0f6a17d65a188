"""The list for the door: aliases alone. That somebody opens it is recorded."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Event
from mentorship.permissions import Permission
from mentorship.services.events import door_lists, events
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.readings import opens_page

DOOR_LIST = "/community/events/<int:event_id>/door-list"


@blueprint.get(DOOR_LIST)
@require_permission(Permission.COORDINATE, load=events.event_with_id)
def show_door_list(event: Event) -> ResponseReturnValue:
    is_opened = door_lists.is_reading(db.session, require_person(), event)
    return render_template(
        "coordinate/community/events/door_list.html",
        event=event,
        aliases=door_lists.door_list(db.session, event) if is_opened else None,
    )


@blueprint.post(f"{DOOR_LIST}/open")
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@opens_page
def open_door_list(event: Event) -> ResponseReturnValue:
    door_lists.record_reading(db.session, require_person(), event)
    return redirect(url_for(".show_door_list", event_id=event.id))
