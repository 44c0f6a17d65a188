"""The resources as those who keep the directory see them: by what has to be done with them."""

import enum
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Resource, ResourceState
from mentorship.services.resources.resources import ListedResource, entry_of, is_unchecked
from mentorship.services.resources.search_text import search_words


class ResourceFilter(enum.StrEnum):
    """What a list shows: all in a state, or those in use that nobody has checked lately."""

    UNCHECKED = "unchecked"
    PUBLISHED = "published"
    DRAFT = "draft"
    RETIRED = "retired"


def counts(session: AnySession) -> dict[ResourceFilter, int]:
    """Count what each filter shows, in one statement."""
    sums = [func.sum(case((_condition(item, today()), 1), else_=0)) for item in ResourceFilter]
    row = session.execute(select(*sums)).one()
    return {item: number or 0 for item, number in zip(ResourceFilter, row, strict=True)}


def listed(shown: ResourceFilter, words: str = "") -> Select[tuple[Resource]]:
    """Return the query of a list: what has waited longest for a check first, else by name."""
    order: list[Any] = [Resource.sort_name, Resource.id]
    if shown is ResourceFilter.UNCHECKED:
        order = [Resource.checked_on.is_not(None), Resource.checked_on, *order]
    contains = [
        Resource.search_text.contains(word, autoescape=True) for word in search_words(words)
    ]
    return select(Resource).where(_condition(shown, today()), *contains).order_by(*order)


def with_entries(rows: list[Resource]) -> list[ListedResource]:
    return [ListedResource(row, entry_of(row)) for row in rows]


def _condition(shown: ResourceFilter, on: date) -> ColumnElement[bool]:
    if shown is ResourceFilter.UNCHECKED:
        return and_(Resource.state == ResourceState.PUBLISHED, is_unchecked(on))
    return Resource.state == ResourceState(shown.value)
