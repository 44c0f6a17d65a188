"""What waits around the matches: resources to check, and what visitors wrote about them."""

from datetime import UTC, datetime, time

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Resource, ResourceSuggestion
from mentorship.services.resources import resource_lists
from mentorship.services.resources.resource_lists import ResourceFilter
from mentorship.services.resources.resources import CHECK_LASTS, entry_of
from mentorship.services.today.waiting import Queue, QueueKind, WaitingItem, first_rows


def unchecked_resources(session: AnySession) -> Queue:
    """Return the public resources that nobody has checked for half a year, the oldest first."""
    count, rows = first_rows(session, resource_lists.listed(ResourceFilter.UNCHECKED))
    items = [WaitingItem(row.id, _due(row), about=entry_of(row).name) for (row,) in rows]
    return Queue(QueueKind.RESOURCES, count, items)


def _due(resource: Resource) -> datetime:
    """Return since when a check is due: from the beginning, if there was none."""
    if resource.checked_on is None:
        return resource.created_at
    return datetime.combine(resource.checked_on + CHECK_LASTS, time(), UTC)


def resource_suggestions(session: AnySession) -> Queue:
    """Return what visitors wrote; what it says is on its page alone."""
    rows = select(ResourceSuggestion.id, ResourceSuggestion.created_at).order_by(
        ResourceSuggestion.id
    )
    count, found = first_rows(session, rows)
    return Queue(QueueKind.RESOURCE_SUGGESTIONS, count, [WaitingItem(*row) for row in found])
