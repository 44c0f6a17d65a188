"""The words and codes of all public resources in memory, to search them in a millisecond or two.

What is public is for everybody, so that it may be kept in the memory of a process, unlike anything
about a person. One statement asks whether it has changed since; then it is read again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from mentorship.after_commit import AnySession
from mentorship.models import Resource, ResourceState, ResourceTag, TagKind
from mentorship.services.resources.search_text import Tag

IS_PUBLIC = Resource.state == ResourceState.PUBLISHED
Version = tuple[int, int | None, datetime | None]
"""How many resources are public, the sum of their revisions, and the time of the last change."""


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Public resources in the order of their names, which their positions follow."""

    ids: list[int]
    texts: list[str]
    tagged: Mapping[Tag, frozenset[int]]
    """The positions of the resources with a code."""

    def with_tag(self, kind: TagKind, code: str) -> frozenset[int]:
        return self.tagged.get((kind, code), frozenset())

    def codes(self, kind: TagKind) -> list[str]:
        """Return the codes of a kind that some resource has."""
        return [code for tag_kind, code in self.tagged if tag_kind is kind]


_indexes: WeakKeyDictionary[Any, tuple[Version, SearchIndex]] = WeakKeyDictionary()
"""The newest index of each database, replaced as a whole."""


def search_index(session: AnySession) -> SearchIndex:
    """Return the index of what is public now."""
    engine, version = session.get_bind(), _version(session)
    known = _indexes.get(engine)
    if known is None or known[0] != version:
        known = _indexes[engine] = (version, _read(session))
    return known[1]


def _version(session: Session | scoped_session[Any]) -> Version:
    marks = func.count(), func.sum(Resource.revision), func.max(Resource.changed_at)
    return session.execute(select(*marks).where(IS_PUBLIC)).tuples().one()


def _read(session: AnySession) -> SearchIndex:
    public = select(Resource.id, Resource.search_text).where(IS_PUBLIC)
    rows = session.execute(public.order_by(Resource.sort_name, Resource.id)).tuples().all()
    position_of = {id_: position for position, (id_, _text) in enumerate(rows)}
    tagged: dict[Tag, set[int]] = defaultdict(set)
    tags = select(ResourceTag.resource_id, ResourceTag.kind, ResourceTag.code)
    of_public = tags.join(Resource, Resource.id == ResourceTag.resource_id).where(IS_PUBLIC)
    for id_, kind, code in session.execute(of_public).tuples():
        if id_ in position_of:  # another one may have become public between the two statements
            tagged[kind, code].add(position_of[id_])
    return SearchIndex(
        ids=[id_ for id_, _text in rows],
        texts=[text for _id, text in rows],
        tagged={tag: frozenset(positions) for tag, positions in tagged.items()},
    )
