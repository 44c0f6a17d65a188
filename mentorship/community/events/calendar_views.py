"""Events as files for calendar apps, and a feed of them. In safety mode there are none."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from mentorship.community.events.event_views import blueprint, event_in_url, makes_calendars
from mentorship.extensions import db
from mentorship.models import Event
from mentorship.permissions import Permission
from mentorship.services.events import event_calendars, exact_places, readable_events, sign_ups
from mentorship.web.access_control import current_person, require_permission
from mentorship.web.downloads import as_download

MEDIA_TYPE = "text/calendar"


@blueprint.get("/events.ics")
@require_permission(Permission.READ_PUBLIC_PAGES)
def feed() -> ResponseReturnValue:
    """Send the public events, whoever asks: a feed is fetched by an app, and may be passed on."""
    if not makes_calendars():
        return redirect(url_for(".list_events"))
    file = event_calendars.feed(readable_events.next_events(db.session, None))
    return as_download(Response(file, mimetype=MEDIA_TYPE), "events.ics")


@blueprint.get("/events/<int:event_id>.ics")
@require_permission(Permission.READ_PUBLIC_PAGES, load=event_in_url)
def event_file(event: Event) -> ResponseReturnValue:
    """Send an event; to somebody who is going, with where exactly it is."""
    if not makes_calendars():
        return redirect(url_for(".show_event", event_id=event.id))
    reader = current_person()
    own = sign_ups.own_sign_up(db.session, reader, event) if reader else None
    place = exact_places.place_for(db.session, reader, own) if reader and own else None
    file = event_calendars.event_file(event, place)
    return as_download(Response(file, mimetype=MEDIA_TYPE), "event.ics")
