"""Rows of the community that forms decide about: what a page shows of them, and that page."""

from typing import Any

from flask import url_for

from mentorship.models import (
    AdvocacyGroup,
    Event,
    GroupMember,
    GroupRow,
    Resource,
    ResourceSuggestion,
)
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.events import event_entries
from mentorship.services.groups.row_entries import ENTRIES
from mentorship.web.change_messages import is_coordinating

CommunityRow = AdvocacyGroup | Event | GroupMember | GroupRow | Resource | ResourceSuggestion


def text_shown(row: GroupRow) -> list[Any]:
    """Return what a page shows that asks about something that a group has written."""
    return [version_of(entry_of(row, ENTRIES[type(row)]))]


def event_shown(event: Event, endpoint: str) -> list[Any]:
    """Return what a page shows of an event: to members, when and where it is."""
    if endpoint.startswith("coordinate."):
        return [version_of(event_entries.entry_of(event))]
    return [event.starts_at, event.ends_at, event.area]


def page_of(row: CommunityRow) -> str:
    """Return the URL of the page that shows a row to whoever decides about it."""
    match row:
        case Resource():
            return url_for("coordinate.change_resource", resource_id=row.id)
        case ResourceSuggestion():
            return url_for("coordinate.list_resource_suggestions")
        case Event():
            page = "coordinate.show_event" if is_coordinating() else "events.show_event"
            return url_for(page, event_id=row.id)
        case AdvocacyGroup():
            return url_for("groups.show_group", group_id=row.id)
        case GroupMember():
            return url_for("groups.list_members", group_id=row.group_id)
        case _:
            return url_for("groups.show_group", group_id=row.group_id)
