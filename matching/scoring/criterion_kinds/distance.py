"""Neighbourhoods: how close the two nearest are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.encoding.categorical import AnsweredMask, CodeArray
from matching.encoding.geography import Location, distances_km, read_locations
from matching.encoding.text import fold_text
from matching.errors import InvalidTableError
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import Distance
from matching.scoring.options import option, positive, text
from matching.tables.people import People

LocationCodes = Sequence[CodeArray]
"""The locations of each person, as positions in the programme's table."""


@dataclass(frozen=True)
class Nearness:
    """``nearness``: how near two people are to each other, by their neighbourhoods.

    The programme gives the centre of each neighbourhood, never anybody's address. The share falls
    linearly from 1 in the same neighbourhood to 0 at ``far`` km, as the crow flies. If an answer
    lists several neighbourhoods, the nearest counts.
    """

    places: tuple[Location, ...] = option(read_locations)
    far: float = option(positive)
    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        mentee_codes = self._codes(mentees, self.mentee)
        mentor_codes = self._codes(mentors, self.mentor)
        km = distances_km(self.places)
        shares = np.maximum(0.0, 1.0 - km / self.far)
        return NearnessScorer(
            self,
            AnsweredMask(_any(mentee_codes), _any(mentor_codes)),
            mentee_codes,
            mentor_codes,
            km,
            mentor_shares=np.ascontiguousarray(_best_per_person(shares, mentor_codes).T),
        )

    def _codes(self, people: People, column: str) -> LocationCodes:
        code_of = {fold_text(location.name): code for code, location in enumerate(self.places)}
        return [
            _person_codes(names, code_of, people.where(person, column))
            for person, names in enumerate(people.lists(column))
        ]


@dataclass(frozen=True, eq=False)
class NearnessScorer(CriterionScorer):
    """Everybody's locations, and the best share of each location with each mentor.

    Attributes
    ----------
    mentees, mentors : sequence of numpy.ndarray of int
        The locations of each person.
    km : numpy.ndarray of float, shape (locations, locations)
    mentor_shares : numpy.ndarray of float, shape (locations, mentors)
    """

    kind: Nearness
    mentees: LocationCodes
    mentors: LocationCodes
    km: Floats
    mentor_shares: Floats

    def shares(self, rows: Index, columns: Index) -> Floats:
        codes = [self.mentees[row] for row in rows.tolist()]
        return _best_per_person(self.mentor_shares[:, columns], codes)

    def evidence(self, mentee: int, mentor: int) -> Distance:
        mentee_codes, mentor_codes = self.mentees[mentee], self.mentors[mentor]
        km = self.km[np.ix_(mentee_codes, mentor_codes)]
        nearest, nearest_of_mentor = np.unravel_index(km.argmin(), km.shape)
        return Distance(
            self.kind.places[mentee_codes[nearest]].name,
            self.kind.places[mentor_codes[nearest_of_mentor]].name,
            km=round(float(km.min()), 1),
        )


def _person_codes(names: Sequence[str], code_of: dict[str, int], where: str) -> CodeArray:
    codes = [(name, code_of.get(fold_text(name))) for name in names if fold_text(name)]
    for name, code in codes:
        if code is None:
            raise InvalidTableError(f"{where}: {name!r} is not among the programme's places")
    return np.array([code for _, code in codes], dtype=np.int32)


def _any(codes: LocationCodes) -> Bools:
    return np.array([len(person) > 0 for person in codes], dtype=np.bool_)


def _best_per_person(shares: Floats, codes: LocationCodes) -> Floats:
    """Reduce shape (locations, n) to (people, n): the maximum over each person's locations."""
    if not codes:
        return np.zeros((0, shares.shape[1]))
    # reduceat needs one location per person; shares of people without any are overwritten later.
    nonempty = [person if len(person) else np.zeros(1, dtype=np.int32) for person in codes]
    starts = np.cumsum([0, *(len(person) for person in nonempty[:-1])])
    best: Floats = np.maximum.reduceat(shares[np.concatenate(nonempty)], starts, axis=0)
    return best
