"""Two answers alike by their terms, of which the rare ones count more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.bitsets import Items, sizes
from matching.encoding.categorical import Answered
from matching.encoding.ngrams import spellings_in_pieces
from matching.encoding.text import same_text
from matching.encoding.tfidf import Rarity, Vectors
from matching.scoring.criterion_kinds.base import Measure
from matching.scoring.evidence import CommonItems, Texts
from matching.scoring.options import option, text
from matching.tables.people import People

SolveOptions = Sequence[Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class LikenessMeasure(Measure):
    """The cosine of both sides' weighted terms (G. Salton and C. Buckley, 1988)."""

    rarity: Rarity
    vectors: Vectors

    def shares(self, rows: Index, columns: Index) -> Floats:
        return self.vectors.cosines(rows, columns)


@dataclass(frozen=True)
class SimilarItems:
    """``similar items``: both list alike, and rare items count more.

    The share is Σ w² over the items of both, divided by √(Σ w² of the mentee · Σ w² of the mentor),
    with w the item's `Rarity` in the round. It is the same from either side.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        return self.measure(mentees, mentors)

    def measure(self, mentees: People, mentors: People, rarity: Rarity | None = None) -> Measure:
        """Prepare by what is known to be rare, or else learn it."""
        lists = mentees.lists(self.mentee), mentors.lists(self.mentor)
        items = Items.of(*lists)
        terms = [[_once(one) for one in side] for side in lists]
        known = rarity or Rarity.of(terms[0] + terms[1])
        return SimilarItemsMeasure(self, items.answered, known, _vectors(known, *terms), items)


@dataclass(frozen=True, eq=False)
class SimilarItemsMeasure(LikenessMeasure):
    kind: SimilarItems
    items: Items

    def evidence(self, mentee: int, mentor: int) -> CommonItems:
        either = self.items.mentees[:, [mentee]] | self.items.mentors[:, [mentor]]
        return CommonItems(self.items.shared(mentee, mentor), enough=int(sizes(either)[0]))

    def for_people(self, mentees: People, mentors: People) -> Measure:
        return self.kind.measure(mentees, mentors, self.rarity)


@dataclass(frozen=True)
class SimilarText:
    """``similar text``: both write alike, in whatever script.

    Words are cut into pieces of two to four letters, as written and as transliterated into Latin
    letters, so that scripts without blanks work and 김치 meets kimchi. The share is the cosine of
    how often each piece occurs times its `Rarity` in the round.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> Measure:
        return self.measure(mentees, mentors)

    def measure(self, mentees: People, mentors: People, rarity: Rarity | None = None) -> Measure:
        """Prepare by what is known to be rare, or else learn it."""
        texts = mentees.text(self.mentee), mentors.text(self.mentor)
        terms = [[spellings_in_pieces(one) for one in side] for side in texts]
        known = rarity or Rarity.of(terms[0] + terms[1])
        answered = Answered(
            *(np.array([bool(one) for one in side], dtype=np.bool_) for side in terms)
        )
        return SimilarTextMeasure(
            self, answered, known, _vectors(known, *terms), *map(tuple, texts)
        )


@dataclass(frozen=True, eq=False)
class SimilarTextMeasure(LikenessMeasure):
    kind: SimilarText
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]

    def evidence(self, mentee: int, mentor: int) -> Texts:
        return Texts(self.mentees[mentee], self.mentors[mentor])

    def for_people(self, mentees: People, mentors: People) -> Measure:
        return self.kind.measure(mentees, mentors, self.rarity)


def _once(items: Sequence[str]) -> dict[str, int]:
    return {folded: 1 for folded in map(same_text, items) if folded}


def _vectors(rarity: Rarity, mentees: SolveOptions, mentors: SolveOptions) -> Vectors:
    return Vectors.of(*([rarity.weigh(one) for one in side] for side in (mentees, mentors)))
