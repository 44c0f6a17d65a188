"""Search the directory: by words in any script, topic, area, language, cost and way to reach."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Resource, TagKind
from mentorship.runtime import current_runtime
from mentorship.services.resources.resources import ListedResource, entry_of
from mentorship.services.resources.search_index import IS_PUBLIC, SearchIndex
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
class Matches:
    """The ids of what was found: the nearest first, then by name.

    ``counts`` says how many there are at each distance.
    """

    ids: Sequence[int]
    counts: tuple[int, ...]

    def distance(self, position: int) -> int:
        """Return how far the resource at a position is from the area that is asked for."""
        return bisect_right(list(accumulate(self.counts)), position)


def find(index: SearchIndex, query: ResourceQuery) -> Matches:
    """Return the public resources that are asked for."""
    allowed = _with_codes(index, query.codes)
    words = search_words(query.words[:MAX_QUERY_CHARACTERS])[:MAX_WORDS]
    if allowed is None and not words and not query.area:
        return Matches(index.ids, (len(index.ids),))
    groups = [
        _with_words(index, positions if allowed is None else allowed.intersection(positions), words)
        for positions in _by_distance(index, query.area)
    ]
    ids = [index.ids[position] for group in groups for position in group]
    return Matches(ids, tuple(map(len, groups)))


def load(session: AnySession, ids: Sequence[int]) -> list[ListedResource]:
    """Return resources in the order of their ids, without those that are no longer public."""
    rows = session.scalars(select(Resource).where(Resource.id.in_(ids), IS_PUBLIC))
    by_id = {row.id: row for row in rows}
    return [ListedResource(by_id[id_], entry_of(by_id[id_])) for id_ in ids if id_ in by_id]


def _with_codes(index: SearchIndex, codes: Mapping[TagKind, str]) -> frozenset[int] | None:
    """Return the positions of what has all codes; None if no code is asked for."""
    tagged = [index.with_tag(kind, code) for kind, code in codes.items() if code]
    return frozenset.intersection(*tagged) if tagged else None


def _with_words(index: SearchIndex, positions: Iterable[int], words: Sequence[str]) -> list[int]:
    """Return the positions of what has all words, in the order of names."""
    texts, found = index.texts, sorted(positions)
    for word in words:
        found = [position for position in found if word in texts[position]]
    return found


def _by_distance(index: SearchIndex, area: str) -> list[Iterable[int]]:
    """Return the positions of what helps somebody in an area, by distance; all without an area.

    Whoever lives in an area can also go to another one of its region.
    """
    if not area:
        return [range(len(index.ids))]
    programme = current_runtime().programme
    is_region = area in programme.regions
    region = index.with_tag(TagKind.REGION, area if is_region else programme.region_of(area))
    here = region if is_region else index.with_tag(TagKind.AREA, area)
    anywhere = index.with_tag(TagKind.AREA, EVERYWHERE_SERVED)
    return [here, region - here, anywhere - region - here]
