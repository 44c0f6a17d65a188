"""The problem of the final match: among introduced pairs, by the ratings of both sides."""

import math
from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean
from typing import Any

import numpy as np

from matching.arrays import Floats
from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.problem import Problem
from matching.problem.protocol import Pair
from matching.problem.validation import is_number, validate_pairs

DEFAULT_RATING = 0.5
"""The value of a missing rating if nobody has rated anybody."""

RATING_WEIGHT = 0.9
"""The weight of both sides' ratings in the score of a pair; the rest is that of its first score."""

Ratings = tuple[float | None, float | None]
"""The mentee's rating of the mentor, and the mentor's of the mentee."""


def final_problem(
    problem: Problem, introduced: Iterable[Pair], feedback: Mapping[Pair, Ratings]
) -> Problem:
    """Return the problem of the final match from the feedback on introductions.

    Parameters
    ----------
    problem : Problem
        The problem from which pairs were introduced.
    introduced : iterable of (int, int)
        The pairs (mentee, mentor) that were introduced, such as ``introduce(…).pairs``.
    feedback : mapping of (int, int) to (float or None, float or None)
        For an introduced pair, how much the mentee would like this mentor, and the mentor this
        mentee: from 0, *not this person*, to 1. None, or no entry, where there is no rating.

    Returns
    -------
    Problem
        Only introduced pairs are eligible, except those that either side rated 0. A pair that has
        become ineligible since stays so. Pins and capacities are unchanged.

    Raises
    ------
    InvalidProblemError
        A rating is not a number from 0 to 1, or its pair was not introduced; the message names the
        pair.
    InvalidPinError
        One side of a pinned pair rated it 0.

    Notes
    -----
    A pair with ratings a and b and first score s scores 0.9 · h · √(a · b) + 0.1 · s points, with h
    for the highest score of the problem (1 if that is 0). The geometric mean favours pairs that
    both sides want: 1 and 0.25 count as much as 0.5 and 0.5, although their average is higher.
    Where reciprocal ratings were measured, they nearly doubled how often a suggested pair came
    about; the authors name the matching of mentors and mentees as another use [1]_. The first score
    breaks ties between pairs with equal ratings.

    A missing rating counts as the average of all ratings, or 0.5 if there are none.

    References
    ----------
    .. [1] L. Pizzato, T. Rej, T. Chung, I. Koprinska and J. Kay, "RECON: a reciprocal recommender
       for online dating", Proceedings of the fourth ACM conference on Recommender systems, 2010,
       doi:10.1145/1864708.1864747; it takes the harmonic mean, to the same end.

    Examples
    --------
    >>> from matching import Problem, introduce, solve
    >>> problem = Problem([[8, 6, 2], [7, 7, 1], [1, 2, 4]])
    >>> introduced = introduce(problem, per_mentee=2, per_mentor=2).pairs
    >>> introduced
    ((0, 0), (0, 1), (1, 0), (1, 1), (2, 2))
    >>> ratings = {(0, 0): (1, 0.25), (0, 1): (0.9, 0.9), (1, 0): (1, 1), (1, 1): (0.6, None)}
    >>> final = final_problem(problem, introduced, {**ratings, (2, 2): (0, 1)})
    >>> solve(final).mentor_of
    array([ 1,  0, -1])
    """
    introduced_pairs = set(validate_pairs("introduced", introduced, problem.shape))
    ratings = _validate_feedback(problem, introduced_pairs, feedback)
    _validate_pins(problem, ratings)
    declined = {pair for pair, both in ratings.items() if 0 in both}
    pinned = set(problem.pinned)
    eligible = np.zeros(problem.shape, dtype=np.bool_)
    for pair in (introduced_pairs - declined) | pinned:
        eligible[pair] = problem.eligible[pair]
    scores = _scores(problem, introduced_pairs | pinned, ratings)
    return Problem(scores, eligible, problem.mentor_capacity, problem.pinned)


def _scores(problem: Problem, pairs: Iterable[Pair], ratings: Mapping[Pair, Ratings]) -> Floats:
    given = [rating for both in ratings.values() for rating in both if rating is not None]
    default = fmean(given) if given else DEFAULT_RATING
    max_score = problem.max_score or 1.0
    scores = np.zeros(problem.shape)
    for pair in pairs:
        by_mentee, by_mentor = (
            default if rating is None else rating for rating in ratings.get(pair, (None, None))
        )
        mean = math.sqrt(by_mentee * by_mentor)
        first_score = problem.scores[pair]
        scores[pair] = RATING_WEIGHT * max_score * mean + (1 - RATING_WEIGHT) * first_score
    return scores


def _validate_feedback(
    problem: Problem, introduced: set[Pair], feedback: Mapping[Pair, Ratings]
) -> dict[Pair, Ratings]:
    if not isinstance(feedback, Mapping):
        raise InvalidProblemError("feedback is not a mapping from pairs to two ratings")
    return dict(_validate_entries(problem, introduced, feedback))


def _validate_entries(
    problem: Problem, introduced: set[Pair], feedback: Mapping[Pair, Ratings]
) -> Iterator[tuple[Pair, Ratings]]:
    for key, both in feedback.items():
        (pair,) = validate_pairs("feedback", [key], problem.shape)
        entry = f"feedback on pair {pair}"
        if pair not in introduced:
            raise InvalidProblemError(f"{entry}: the pair was not introduced")
        try:
            by_mentee, by_mentor = both
        except (TypeError, ValueError):
            raise InvalidProblemError(f"{entry} is {both!r}, not two ratings") from None
        yield pair, (_validate_rating(entry, by_mentee), _validate_rating(entry, by_mentor))


def _validate_rating(entry: str, value: Any) -> float | None:
    if value is None:
        return None
    if not is_number(value) or not 0 <= value <= 1:
        raise InvalidProblemError(f"{entry} holds {value!r}; a rating is from 0 to 1, or None")
    return float(value)


def _validate_pins(problem: Problem, ratings: Mapping[Pair, Ratings]) -> None:
    for pair in problem.pinned:
        by_mentee, by_mentor = ratings.get(pair, (None, None))
        if by_mentee == 0 or by_mentor == 0:
            role = "mentee" if by_mentee == 0 else "mentor"
            raise InvalidPinError(*pair, f"the {role} rated the pair 0: not this person")
