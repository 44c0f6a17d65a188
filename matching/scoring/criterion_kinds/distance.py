"""Places on the map: how near the nearest two are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.encoding.categorical import Answered, Places
from matching.encoding.geography import Place, kilometres, places
from matching.encoding.text import same_text
from matching.errors import InvalidTableError
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import Distance
from matching.scoring.options import option, positive, text
from matching.tables.people import People

Visited = Sequence[Places]
"""Everybody's places, by their numbers in the programme's table."""


@dataclass(frozen=True)
class Nearness:
    """``nearness``: how near each other two people are, by their neighbourhoods.

    The programme gives the middle of each neighbourhood, never anybody's address. The share falls
    evenly from 1 in the same neighbourhood to 0 at ``far`` km, as the crow flies. Of several places
    in one answer the nearest counts.
    """

    places: tuple[Place, ...] = option(places)
    far: float = option(positive)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        mine, theirs = self._visited(mentees, self.mentee), self._visited(mentors, self.mentor)
        km = kilometres(self.places)
        by_place = np.maximum(0.0, 1.0 - km / self.far)
        nearest = np.ascontiguousarray(_best(by_place, theirs).T)
        return NearnessMeasure(self, Answered(_any(mine), _any(theirs)), mine, theirs, km, nearest)

    def _visited(self, people: People, column: str) -> Visited:
        place_of = {same_text(place.name): number for number, place in enumerate(self.places)}
        return [
            _numbers(names, place_of, people.where(person, column))
            for person, names in enumerate(people.lists(column))
        ]


@dataclass(frozen=True, eq=False)
class NearnessMeasure(Measure):
    """Everybody's places, and the share of every place with every mentor's nearest."""

    kind: Nearness
    mentees: Visited
    mentors: Visited
    km: Floats
    nearest: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        return _best(self.nearest[:, columns], [self.mentees[row] for row in rows.tolist()])

    def evidence(self, mentee: int, mentor: int) -> Distance:
        mine, theirs = self.mentees[mentee], self.mentors[mentor]
        km = self.km[np.ix_(mine, theirs)]
        here, there = np.unravel_index(km.argmin(), km.shape)
        names = self.kind.places[mine[here]].name, self.kind.places[theirs[there]].name
        return Distance(*names, km=round(float(km.min()), 1))


def _numbers(names: Sequence[str], place_of: dict[str, int], where: str) -> Places:
    known = [(name, place_of.get(same_text(name))) for name in names if same_text(name)]
    for name, number in known:
        if number is None:
            raise InvalidTableError(f"{where}: {name!r} is not among the programme's places")
    return np.array([number for _, number in known], dtype=np.int32)


def _any(visited: Visited) -> Bools:
    return np.array([len(one) > 0 for one in visited], dtype=np.bool_)


def _best(by_place: Floats, visited: Visited) -> Floats:
    """Reduce one row a place to one row a person: the best of their places."""
    if not visited:
        return np.zeros((0, by_place.shape[1]))
    # Whoever visits nothing stands in the first place; their share is never asked for.
    somewhere = [one if len(one) else np.zeros(1, dtype=np.int32) for one in visited]
    starts = np.cumsum([0, *(len(one) for one in somewhere[:-1])])
    best: Floats = np.maximum.reduceat(by_place[np.concatenate(somewhere)], starts, axis=0)
    return best
