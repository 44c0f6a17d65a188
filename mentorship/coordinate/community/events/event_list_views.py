"""The events that are to come, and those that are over."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.events import closing, events, openings
from mentorship.services.reports.suppression import MIN_COUNT
from mentorship.web.access_control import require_permission
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate

UPCOMING, PAST = "upcoming", "past"


@blueprint.get("/community/events")
@require_permission(Permission.COORDINATE)
def list_events() -> ResponseReturnValue:
    shown = PAST if request.args.get("show") == PAST else UPCOMING
    page = paginate(events.past() if shown == PAST else events.upcoming(), SHORT_PAGE_SIZE)
    return render_template(
        "coordinate/community/events/events.html",
        page=page,
        shown=shown,
        titles={UPCOMING: _("Upcoming"), PAST: _("Past")},
        counts=openings.counts(db.session, page.items),
        can_be_closed=closing.can_be_closed,
        min_count=MIN_COUNT,
    )
