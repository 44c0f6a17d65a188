"""The next events, and the page of each; nobody reads on them who comes."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.collation import sort_labels
from mentorship.extensions import db
from mentorship.models import Event, Person
from mentorship.permissions import Permission, is_member
from mentorship.services.events import (
    event_meetings,
    events,
    exact_places,
    openings,
    readable_events,
    sign_ups,
)
from mentorship.services.events.event_areas import area_name
from mentorship.services.match_support import safety_periods
from mentorship.services.pairs import pairs
from mentorship.vocabulary import EVENT_KINDS, language_name
from mentorship.web import event_labels
from mentorship.web.access_control import current_person, require_permission
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate_sequence

blueprint = Blueprint("events", __name__)
Filter = tuple[str, str, Mapping[str, str]]
"""A list to choose from: its name in the URL, its label, and the labels of its codes."""


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"event_labels": event_labels}


def event_in_url(session: AnySession, event_id: int) -> Event | None:
    """Return the event of a URL, if whoever asks may know of it."""
    return readable_events.readable_event(session, current_person(), event_id)


@blueprint.get("/events")
@require_permission(Permission.READ_PUBLIC_PAGES)
def list_events() -> ResponseReturnValue:
    reader = current_person()
    readable = readable_events.next_events(db.session, reader)
    chosen = chosen_codes(readable)
    page = paginate_sequence(readable_events.filtered(readable, chosen), SHORT_PAGE_SIZE)
    return render_template(
        "community/events/events.html",
        page=page,
        chosen=chosen,
        filters=filters_of(readable) if readable else [],
        openings=openings.openings(db.session, page.items),
        own_states=own_states(reader),
        makes_calendars=makes_calendars(),
    )


@blueprint.get("/events/<int:event_id>")
@require_permission(Permission.READ_PUBLIC_PAGES, load=event_in_url)
def show_event(event: Event) -> ResponseReturnValue:
    reader = current_person()
    return render_template(
        "community/events/event.html",
        event=event,
        openings=openings.openings(db.session, [event])[event.id],
        takes_sign_ups=sign_ups.takes_sign_ups(event),
        is_over=events.is_over(event),
        is_member=is_member(reader, event),
        makes_calendars=makes_calendars(),
        **(own_part(reader, event) if reader is not None else {}),
    )


def own_part(reader: Person, event: Event) -> dict[str, object]:
    """Return what only somebody who has signed up reads on the page of an event."""
    own = sign_ups.own_sign_up(db.session, reader, event)
    if own is None or not own.can_be_read():
        return {}
    return {
        "own": own,
        "place": exact_places.place_for(db.session, reader, own),
        "is_hidden_for_safety": exact_places.is_hidden_for_safety(db.session, reader, event),
        "matches": [
            (pair.id, pair.other_side(pairs.role_in(pair, reader)).profile.name)
            for pair in event_meetings.pairs_to_log(db.session, reader, own)
        ],
    }


def makes_calendars() -> bool:
    """Return whether files for calendars are made: in safety mode there are none."""
    return not safety_periods.is_on_for_reader(db.session, current_person())


def own_states(reader: Person | None) -> dict[int, str]:
    if reader is None:
        return {}
    own = sign_ups.sign_ups_of(db.session, reader)
    return {item.event_id: item.state.value for item in own}


def chosen_codes(readable: Sequence[Event]) -> dict[str, str]:
    """Return the codes in the URL by which the list is filtered; unknown ones filter nothing."""
    codes = {name: request.args.get(name, "") for name in readable_events.FILTERS}
    return {
        name: code
        for name, code in codes.items()
        if any(code in readable_events.codes_of(event, name) for event in readable)
    }


def filters_of(events: Sequence[Event]) -> list[Filter]:
    """Return the lists by which the events can be filtered, with what there is of each."""
    labels = {"kind": _("Kind"), "area": _("Where"), "language": _("Language")}
    return [(name, labels[name], options_of(name, events)) for name in readable_events.FILTERS]


def options_of(name: str, events: Sequence[Event]) -> dict[str, str]:
    codes = {code for event in events for code in readable_events.codes_of(event, name)}
    return sort_labels({code: label_of(name, code) for code in codes})


def label_of(name: str, code: str) -> str:
    match name:
        case "kind":
            return str(EVENT_KINDS[code])
        case "area":
            return area_name(code)
        case _:
            return language_name(code)
