"""What waits besides matches: resources, what visitors wrote, events, and training texts."""

from datetime import UTC, datetime, time

from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.models import Event, Resource, ResourceSuggestion
from mentorship.services.events import events
from mentorship.services.resources import resource_lists
from mentorship.services.resources.resource_lists import ResourceFilter
from mentorship.services.resources.resources import CHECK_LASTS, entry_of
from mentorship.services.today.waiting import (
    MAX_ITEMS_SHOWN,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
)
from mentorship.services.training.text_checks import TextCheck, texts_to_check
from mentorship.translated_text import text_in
from mentorship.vocabulary import page_language


def queues(session: AnySession) -> list[Queue]:
    return [
        resource_suggestions(session),
        unchecked_resources(session),
        events_to_close(session),
        training_texts(session),
    ]


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


def events_to_close(session: AnySession) -> Queue:
    """Return the events that are over and not closed, the one that ended first before others."""
    count, rows = first_rows(session, _events_to_close())
    items = [
        WaitingItem(row.id, row.ends_at, about=text_in(row.titles, page_language()).text)
        for (row,) in rows
    ]
    return Queue(QueueKind.EVENTS, count, items)


def _events_to_close() -> Select[tuple[Event]]:
    to_close = events.past().where(Event.published_at.is_not(None), Event.closed_at.is_(None))
    return to_close.order_by(None).order_by(Event.ends_at, Event.id)


def training_texts(session: AnySession) -> Queue:
    """Return the translations to check because their original has changed."""
    checks = texts_to_check(session)
    items = [_to_check(check) for check in checks[:MAX_ITEMS_SHOWN]]
    return Queue(QueueKind.TRAINING_TEXTS, len(checks), items)


def _to_check(check: TextCheck) -> WaitingItem:
    title = check.text.texts.title(page_language())
    return WaitingItem(check.module_id, check.since, about=title, text_to_check=check.text)
