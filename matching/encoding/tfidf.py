"""People as vectors of weighted terms, and the cosines between them.

Every weight is a whole number, so every sum of products is exact, and a cosine comes out the same
bit for bit in whatever block, order or library it is computed.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from matching.arrays import Floats, Index

Weighted = Sequence[Mapping[str, int]]
Matrix = npt.NDArray[np.float32] | sparse.csr_array

DENSE = 256
"""Terms up to which a full matrix is faster than a sparse one, and small enough."""

EXACT = 2**24
"""Single precision holds every whole number up to here."""


FINENESS = 64
"""Weights are whole 64ths, for sums that are exact; see `Vectors`."""


@dataclass(frozen=True, eq=False)
class Rarity:
    """How many answers there are, and how many of them hold each term.

    A term weighs 1 + ln((1 + answers) / (1 + holders)): the inverse document frequency of
    K. Spärck Jones (1972), smoothed so that a term in every answer still weighs 1, and one that
    nobody gave so far weighs most.

    Examples
    --------
    >>> rarity = Rarity.of([{"art": 1}, {"art": 1, "chess": 1}, {}])
    >>> rarity.answers, rarity.weigh({"art": 1, "chess": 1, "new": 1})
    (2, {'art': 64, 'chess': 90, 'new': 134})
    """

    answers: int
    holders: Mapping[str, int]

    @classmethod
    def of(cls, answers: Iterable[Mapping[str, int]]) -> "Rarity":
        """Learn it from everybody who has answered."""
        given = [terms for terms in answers if terms]
        return cls(len(given), Counter(term for terms in given for term in terms))

    def weigh(self, terms: Mapping[str, int]) -> dict[str, int]:
        """Weigh how often each term stands in one answer."""
        return {term: round(FINENESS * times * self._weight(term)) for term, times in terms.items()}

    def _weight(self, term: str) -> float:
        return 1 + math.log((1 + self.answers) / (1 + self.holders.get(term, 0)))


@dataclass(frozen=True, eq=False)
class Vectors:
    """Both sides' people as vectors on one vocabulary.

    Attributes
    ----------
    mentees, mentors : matrix, shape (people, terms)
        Dense for a small vocabulary, otherwise sparse.
    of_mentees, of_mentors : numpy.ndarray of float, shape (people,)
        The square of everybody's length; 1 for nothing at all.
    """

    mentees: Matrix
    mentors: Matrix
    of_mentees: Floats
    of_mentors: Floats

    @classmethod
    def of(cls, mentees: Weighted, mentors: Weighted) -> "Vectors":
        """Encode everybody's terms with their weights."""
        terms = sorted({term for side in (mentees, mentors) for one in side for term in one})
        place = {term: number for number, term in enumerate(terms)}
        of_mentees, of_mentors = _squares(mentees), _squares(mentors)
        mine, theirs = _matrix(mentees, place), _matrix(mentors, place)
        longest = max(of_mentees.max(initial=1), of_mentors.max(initial=1))
        if len(place) <= DENSE and longest < EXACT:
            return cls(_dense(mine), _dense(theirs), of_mentees, of_mentors)
        return cls(mine, theirs, of_mentees, of_mentors)

    def cosines(self, rows: Index, columns: Index) -> Floats:
        """Compare directions: 1 for the same weights, 0 for no term in common."""
        lengths = self.of_mentees[rows, np.newaxis] * self.of_mentors[columns]
        np.sqrt(lengths, out=lengths)
        cosines: Floats = np.divide(self._products(rows, columns), lengths, out=lengths)
        return np.minimum(cosines, 1.0, out=cosines)

    def _products(self, rows: Index, columns: Index) -> npt.NDArray[np.floating]:
        products = self.mentees[rows] @ self.mentors[columns].T
        return products if isinstance(products, np.ndarray) else products.toarray()


def _squares(side: Weighted) -> Floats:
    squares = [sum(weight * weight for weight in one.values()) for one in side]
    return np.maximum(np.array(squares, dtype=np.float64), 1.0)


def _dense(matrix: sparse.csr_array) -> npt.NDArray[np.float32]:
    return matrix.toarray().astype(np.float32)


def _matrix(side: Weighted, place: Mapping[str, int]) -> sparse.csr_array:
    ends = np.cumsum([0, *(len(one) for one in side)])
    terms = np.array([place[term] for one in side for term in one], dtype=np.int64)
    weights = np.array([weight for one in side for weight in one.values()], dtype=np.float64)
    return sparse.csr_array((weights, terms, ends), shape=(len(side), len(place)))
