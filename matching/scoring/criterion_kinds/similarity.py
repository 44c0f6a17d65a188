"""Similar answers, in which rare terms count more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Index
from matching.encoding.bitsets import ItemSets, set_sizes
from matching.encoding.categorical import AnsweredMask
from matching.encoding.ngrams import ngram_counts
from matching.encoding.text import fold_text
from matching.encoding.tfidf import IdfWeights, TermCounts, TfidfVectors
from matching.scoring.criterion_kinds.base import CriterionScorer
from matching.scoring.evidence import CommonItems, Texts
from matching.scoring.options import option, text
from matching.tables.people import People


@dataclass(frozen=True, eq=False)
class CosineScorer(CriterionScorer):
    """The cosine similarity of tf-idf vectors.

    References
    ----------
    .. [1] G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval",
       Information Processing & Management 24(5), 1988, doi:10.1016/0306-4573(88)90021-0.
    """

    idf: IdfWeights
    vectors: TfidfVectors

    def shares(self, rows: Index, columns: Index) -> Floats:
        return self.vectors.cosine_similarities(rows, columns)


@dataclass(frozen=True)
class SimilarItems:
    """``similar items``: both list the same, and rare items count more.

    The share is Σ w² over the common items, divided by √(Σ w² of the mentee · Σ w² of the mentor),
    where w is the item's inverse document frequency (`IdfWeights`). It is symmetric.
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        return self.prepare_with(mentees, mentors)

    def prepare_with(
        self, mentees: People, mentors: People, idf: IdfWeights | None = None
    ) -> CriterionScorer:
        """Encode the people with the given idf weights, or with weights learned from them."""
        lists = mentees.lists(self.mentee), mentors.lists(self.mentor)
        items = ItemSets.of(*lists)
        mentee_counts, mentor_counts = ([_item_counts(cell) for cell in side] for side in lists)
        weights = idf or IdfWeights.fit(mentee_counts + mentor_counts)
        vectors = _vectors(weights, mentee_counts, mentor_counts)
        return SimilarItemsScorer(self, items.answered, weights, vectors, items)


@dataclass(frozen=True, eq=False)
class SimilarItemsScorer(CosineScorer):
    kind: SimilarItems
    items: ItemSets

    def evidence(self, mentee: int, mentor: int) -> CommonItems:
        union = self.items.mentees[:, [mentee]] | self.items.mentors[:, [mentor]]
        return CommonItems(self.items.common_items(mentee, mentor), enough=int(set_sizes(union)[0]))

    def for_people(self, mentees: People, mentors: People) -> CriterionScorer:
        return self.kind.prepare_with(mentees, mentors, self.idf)


@dataclass(frozen=True)
class SimilarText:
    """``similar text``: both write about the same, in whatever script.

    Words are split into n-grams of two to four characters, as written and as transliterated into
    Latin letters. So scripts without spaces work, and 김치 is similar to kimchi. The share is the
    cosine of the n-gram counts times their inverse document frequencies (`IdfWeights`).
    """

    mentee: str = option(text)
    mentor: str = option(text)

    def prepare(self, mentees: People, mentors: People) -> CriterionScorer:
        return self.prepare_with(mentees, mentors)

    def prepare_with(
        self, mentees: People, mentors: People, idf: IdfWeights | None = None
    ) -> CriterionScorer:
        """Encode the people with the given idf weights, or with weights learned from them."""
        texts = mentees.text(self.mentee), mentors.text(self.mentor)
        mentee_counts, mentor_counts = ([ngram_counts(cell) for cell in side] for side in texts)
        weights = idf or IdfWeights.fit(mentee_counts + mentor_counts)
        answered = AnsweredMask(_nonempty(mentee_counts), _nonempty(mentor_counts))
        vectors = _vectors(weights, mentee_counts, mentor_counts)
        return SimilarTextScorer(self, answered, weights, vectors, *map(tuple, texts))


@dataclass(frozen=True, eq=False)
class SimilarTextScorer(CosineScorer):
    kind: SimilarText
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]

    def evidence(self, mentee: int, mentor: int) -> Texts:
        return Texts(self.mentees[mentee], self.mentors[mentor])

    def for_people(self, mentees: People, mentors: People) -> CriterionScorer:
        return self.kind.prepare_with(mentees, mentors, self.idf)


def _item_counts(items: Sequence[str]) -> dict[str, int]:
    return {folded: 1 for folded in map(fold_text, items) if folded}


def _nonempty(counts: Sequence[Mapping[str, int]]) -> np.ndarray:
    return np.array([bool(terms) for terms in counts], dtype=np.bool_)


def _vectors(
    idf: IdfWeights, mentees: Sequence[TermCounts], mentors: Sequence[TermCounts]
) -> TfidfVectors:
    return TfidfVectors.of(*([idf.tfidf(counts) for counts in side] for side in (mentees, mentors)))
