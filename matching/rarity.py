"""How rare a term is in a round: what few mention says more about two people than what all do."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FINENESS = 64
"""Weights are whole 64ths, for sums that are exact; see `matching.vectors`."""


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
