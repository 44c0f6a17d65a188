"""Search the directory: by words in any script, topic, area, language, cost and way to reach.

One statement finds the ids of all that is asked for, the nearest first; a page then loads its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import Resource, ResourceState, ResourceTag, TagKind
from mentorship.runtime import current_runtime
from mentorship.services.resources.resources import ListedResource, entry_of
from mentorship.services.resources.search_text import search_words
from mentorship.vocabulary import EVERYWHERE_SERVED

MAX_QUERY_CHARACTERS = 100
MAX_WORDS = 8
HERE, NEARBY, ANYWHERE = range(3)
"""How far a resource is from the area that is asked for."""


@dataclass(frozen=True)
class ResourceQuery:
    """What is asked for: words, an area, and a code for each kind of tag."""

    words: str = ""
    area: str = ""
    codes: Mapping[TagKind, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A resource that was found, and how far it is from the area that is asked for."""

    id: int
    distance: int


def find(session: AnySession, query: ResourceQuery) -> list[Match]:
    """Return the published resources that are asked for: the nearest first, then by name."""
    conditions = [Resource.state == ResourceState.PUBLISHED, *_tagged(query), *_with_words(query)]
    by_name = Resource.sort_name, Resource.id
    if query.area:
        near = _nearness(query.area)
        rows = session.execute(
            select(Resource.id, near.c.distance)
            .join(near, near.c.resource_id == Resource.id)
            .where(*conditions)
            .order_by(near.c.distance, *by_name)
        ).tuples()
        return [Match(id_, distance) for id_, distance in rows]
    ids = session.scalars(select(Resource.id).where(*conditions).order_by(*by_name))
    return [Match(id_, HERE) for id_ in ids]


def load(session: AnySession, ids: Sequence[int]) -> list[ListedResource]:
    """Return resources in the order of their ids."""
    rows = session.scalars(select(Resource).where(Resource.id.in_(ids)))
    by_id = {row.id: row for row in rows}
    return [ListedResource(by_id[id_], entry_of(by_id[id_])) for id_ in ids if id_ in by_id]


def _tagged(query: ResourceQuery) -> list[ColumnElement[bool]]:
    return [
        Resource.id.in_(
            select(ResourceTag.resource_id).where(
                ResourceTag.kind == kind, ResourceTag.code == code
            )
        )
        for kind, code in query.codes.items()
        if code
    ]


def _with_words(query: ResourceQuery) -> list[ColumnElement[bool]]:
    words = search_words(query.words[:MAX_QUERY_CHARACTERS])[:MAX_WORDS]
    return [Resource.search_text.contains(word, autoescape=True) for word in words]


def _nearness(area: str) -> Subquery:
    """Return the distance of each resource that helps somebody in an area, as a subquery.

    Whoever lives in an area can also go to another one of its region.
    """
    programme = current_runtime().programme
    region = area if area in programme.regions else programme.region_of(area)
    is_here = and_(ResourceTag.kind == TagKind.AREA, ResourceTag.code == area)
    if area == region:
        is_here = and_(ResourceTag.kind == TagKind.REGION, ResourceTag.code == area)
    is_nearby = and_(ResourceTag.kind == TagKind.REGION, ResourceTag.code == region)
    is_anywhere = and_(ResourceTag.kind == TagKind.AREA, ResourceTag.code == EVERYWHERE_SERVED)
    distance = func.min(case((is_here, HERE), (is_nearby, NEARBY), else_=ANYWHERE))
    return (
        select(ResourceTag.resource_id, distance.label("distance"))
        .where(or_(is_here, is_nearby, is_anywhere))
        .group_by(ResourceTag.resource_id)
        .subquery()
    )
