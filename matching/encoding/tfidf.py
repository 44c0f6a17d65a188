"""Answers as tf-idf vectors, and their cosine similarities.

Every weight is a whole number. So every sum of products is exact, and a cosine is the same bit for
bit in whatever block, order or library it is computed.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from matching.arrays import Floats, Index

TermCounts = Mapping[str, int]
TermWeights = Sequence[Mapping[str, int]]
Matrix = npt.NDArray[np.float32] | sparse.csr_array

MAX_DENSE_TERMS = 256
"""Vocabulary size up to which a dense matrix is faster than a sparse one, and small enough."""

MAX_EXACT_FLOAT32 = 2**24
"""Single precision represents every whole number below this exactly."""

WEIGHT_SCALE = 64
"""Weights are rounded to whole multiples of 1 / 64, and stored as integers."""


@dataclass(frozen=True, eq=False)
class IdfWeights:
    """Inverse document frequencies, learned from everybody's answers.

    Attributes
    ----------
    documents : int
        How many people have answered.
    document_counts : mapping of str to int
        How many answers contain each term.

    Notes
    -----
    A term weighs 1 + ln((1 + documents) / (1 + its document count)): the inverse document frequency
    [1]_, smoothed so that a term in every answer still weighs 1, and an unseen term weighs most.

    References
    ----------
    .. [1] K. Spärck Jones, "A statistical interpretation of term specificity and its application
       in retrieval", Journal of Documentation 28(1), 1972, doi:10.1108/eb026526.

    Examples
    --------
    >>> idf = IdfWeights.fit([{"art": 1}, {"art": 1, "chess": 1}, {}])
    >>> idf.documents, idf.tfidf({"art": 1, "chess": 1, "new": 1})
    (2, {'art': 64, 'chess': 90, 'new': 134})
    """

    documents: int
    document_counts: Mapping[str, int]

    @classmethod
    def fit(cls, answers: Iterable[TermCounts]) -> "IdfWeights":
        """Count documents and terms; answers without terms do not count."""
        documents = [counts for counts in answers if counts]
        return cls(len(documents), Counter(term for counts in documents for term in counts))

    def tfidf(self, counts: TermCounts) -> dict[str, int]:
        """Return term frequency times inverse document frequency, in 64ths, for one answer."""
        return {
            term: round(WEIGHT_SCALE * count * self._idf(term)) for term, count in counts.items()
        }

    def _idf(self, term: str) -> float:
        return 1 + math.log((1 + self.documents) / (1 + self.document_counts.get(term, 0)))


@dataclass(frozen=True, eq=False)
class TfidfVectors:
    """The people of both sides as vectors over one vocabulary.

    Attributes
    ----------
    mentees, mentors : matrix, shape (people, terms)
        Dense for a small vocabulary, otherwise sparse.
    mentee_squared_norms, mentor_squared_norms : numpy.ndarray of float, shape (people,)
        Squared Euclidean lengths; 1 for an empty vector.
    """

    mentees: Matrix
    mentors: Matrix
    mentee_squared_norms: Floats
    mentor_squared_norms: Floats

    @classmethod
    def of(cls, mentees: TermWeights, mentors: TermWeights) -> "TfidfVectors":
        """Encode the term weights of both sides."""
        terms = sorted({term for weights in (*mentees, *mentors) for term in weights})
        column_of = {term: column for column, term in enumerate(terms)}
        mentee_norms, mentor_norms = _squared_norms(mentees), _squared_norms(mentors)
        mentee_matrix = _sparse_matrix(mentees, column_of)
        mentor_matrix = _sparse_matrix(mentors, column_of)
        largest = max(mentee_norms.max(initial=1), mentor_norms.max(initial=1))
        if len(terms) <= MAX_DENSE_TERMS and largest < MAX_EXACT_FLOAT32:
            return cls(
                _dense_matrix(mentee_matrix),
                _dense_matrix(mentor_matrix),
                mentee_norms,
                mentor_norms,
            )
        return cls(mentee_matrix, mentor_matrix, mentee_norms, mentor_norms)

    def cosine_similarities(self, rows: Index, columns: Index) -> Floats:
        """Return cosines from 0 (no term in common) to 1 (same weights), for a block.

        Returns
        -------
        numpy.ndarray of float, shape (rows, columns)
        """
        norms = self.mentee_squared_norms[rows, np.newaxis] * self.mentor_squared_norms[columns]
        np.sqrt(norms, out=norms)
        cosines: Floats = np.divide(self._dot_products(rows, columns), norms, out=norms)
        return np.minimum(cosines, 1.0, out=cosines)

    def _dot_products(self, rows: Index, columns: Index) -> npt.NDArray[np.floating]:
        products = self.mentees[rows] @ self.mentors[columns].T
        return products if isinstance(products, np.ndarray) else products.toarray()


def _squared_norms(side: TermWeights) -> Floats:
    squares = [sum(weight * weight for weight in weights.values()) for weights in side]
    return np.maximum(np.array(squares, dtype=np.float64), 1.0)


def _dense_matrix(matrix: sparse.csr_array) -> npt.NDArray[np.float32]:
    return matrix.toarray().astype(np.float32)


def _sparse_matrix(side: TermWeights, column_of: Mapping[str, int]) -> sparse.csr_array:
    row_ends = np.cumsum([0, *(len(weights) for weights in side)])
    columns = np.array([column_of[term] for weights in side for term in weights], dtype=np.int64)
    values = np.array([weight for weights in side for weight in weights.values()], dtype=np.float64)
    return sparse.csr_array((values, columns, row_ends), shape=(len(side), len(column_of)))
