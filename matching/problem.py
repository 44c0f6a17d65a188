"""The numbers behind one round, checked once so that nothing after has to doubt them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidPinError, InvalidProblemError

LARGEST_SCORE = 1e100
"""Far above any use, and far enough below the largest float that no sum of scores overflows."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Who could be paired with whom, and how good each pair would be.

    Parameters
    ----------
    scores : array_like of float, shape (mentees, mentors)
        ``scores[i, j]`` is what pairing mentee ``i`` with mentor ``j`` is worth: finite and
        not negative, also at places that are not eligible, where the number has no effect.
    eligible : array_like of bool, shape (mentees, mentors), optional
        Which pairs are allowed; by default all.
    mentor_capacity : array_like of int, shape (mentors,), optional
        How many mentees each mentor takes; by default one each.
    pinned : iterable of (int, int), optional
        Pairs (mentee, mentor) that every answer must hold.

    Raises
    ------
    InvalidProblemError
        An argument is broken; the message names it and the index of the first broken place.
    InvalidPinError
        A pinned pair is not eligible, repeats a mentee, or overfills a mentor.

    Notes
    -----
    The arrays are copied and made read-only: the inputs never change, nor does a problem.

    Examples
    --------
    >>> problem = Problem([[3, 1], [2, 0]], eligible=[[True, True], [True, False]])
    >>> problem.scores.shape, problem.mentor_capacity
    ((2, 2), array([1, 1]))
    >>> Problem([[3.0, -1.0]])
    Traceback (most recent call last):
    matching.errors.InvalidProblemError: scores[0, 1] is -1.0: a score cannot be negative
    """

    scores: npt.NDArray[np.float64]
    eligible: npt.NDArray[np.bool_]
    mentor_capacity: npt.NDArray[np.int64]
    pinned: tuple[tuple[int, int], ...]

    def __init__(
        self,
        scores: npt.ArrayLike,
        eligible: npt.ArrayLike | None = None,
        mentor_capacity: npt.ArrayLike | None = None,
        pinned: Iterable[tuple[int, int]] = (),
    ) -> None:
        checked = _checked_scores(scores)
        mentees, mentors = checked.shape
        for name, value in (
            ("scores", checked),
            ("eligible", _checked_eligible(eligible, checked.shape)),
            ("mentor_capacity", _checked_capacity(mentor_capacity, mentors)),
        ):
            value.flags.writeable = False
            object.__setattr__(self, name, value)
        object.__setattr__(self, "pinned", _indices(pinned, mentees, mentors))
        _refuse_contradictions(self)


def _array(name: str, values: npt.ArrayLike, dimensions: int) -> npt.NDArray[Any]:
    try:
        array = np.array(values)
    except (TypeError, ValueError) as error:
        raise InvalidProblemError(f"{name} is not a regular array: {error}") from None
    if array.ndim != dimensions:
        raise InvalidProblemError(f"{name} has {array.ndim} dimensions, not {dimensions}")
    return array


def _numbers(name: str, values: npt.ArrayLike, dimensions: int) -> npt.NDArray[Any]:
    array = _array(name, values, dimensions)
    if array.dtype.kind not in "iuf":
        raise InvalidProblemError(f"{name} holds {array.dtype}, not numbers")
    return array


def _refuse_where(
    name: str, array: npt.NDArray[Any], wrong: npt.NDArray[np.bool_], why: str
) -> None:
    if wrong.any():
        place = tuple(int(axis) for axis in np.argwhere(wrong)[0])
        index = ", ".join(map(str, place))
        raise InvalidProblemError(f"{name}[{index}] is {array[place]}: {why}")


def _checked_scores(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    scores = _numbers("scores", values, dimensions=2).astype(np.float64)
    _refuse_where("scores", scores, ~np.isfinite(scores), "a score is a finite number")
    _refuse_where("scores", scores, scores < 0, "a score cannot be negative")
    _refuse_where("scores", scores, scores > LARGEST_SCORE, "too large to be added up")
    return scores


def _checked_eligible(
    values: npt.ArrayLike | None, shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    if values is None:
        return np.ones(shape, dtype=np.bool_)
    eligible = _array("eligible", values, dimensions=2)
    _refuse_shape("eligible", eligible.shape, shape)
    if eligible.dtype.kind != "b" and eligible.size:
        raise InvalidProblemError(f"eligible holds {eligible.dtype}, not true or false")
    return eligible.astype(np.bool_)


def _checked_capacity(values: npt.ArrayLike | None, mentors: int) -> npt.NDArray[np.int64]:
    if values is None:
        return np.ones(mentors, dtype=np.int64)
    capacity = _numbers("mentor_capacity", values, dimensions=1)
    _refuse_shape("mentor_capacity", capacity.shape, (mentors,))
    broken = ~np.isfinite(capacity) | (capacity < 0) | (capacity != np.floor(capacity))
    _refuse_where("mentor_capacity", capacity, broken, "a capacity is a whole number, 0 or more")
    _refuse_where("mentor_capacity", capacity, capacity >= 2**62, "too large to be counted")
    return capacity.astype(np.int64)


def _refuse_shape(name: str, shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    if shape != expected:
        raise InvalidProblemError(f"{name} has shape {shape}; scores ask for {expected}")


def _indices(
    pinned: Iterable[tuple[int, int]], mentees: int, mentors: int
) -> tuple[tuple[int, int], ...]:
    pairs = []
    for place, pair in enumerate(pinned):
        try:
            mentee, mentor = pair
        except (TypeError, ValueError):
            raise InvalidProblemError(f"pinned[{place}] is {pair!r}, not a pair") from None
        pairs.append(
            (_index(place, "mentee", mentee, mentees), _index(place, "mentor", mentor, mentors))
        )
    return tuple(pairs)


def _index(place: int, who: str, value: object, people: int) -> int:
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise InvalidProblemError(f"pinned[{place}] names {who} {value!r}, not an index")
    if not 0 <= value < people:
        raise InvalidProblemError(f"pinned[{place}] names {who} {value}; there are {people}")
    return int(value)


def _refuse_contradictions(problem: Problem) -> None:
    mentees_seen: Counter[int] = Counter()
    places_used: Counter[int] = Counter()
    for mentee, mentor in problem.pinned:
        mentees_seen[mentee] += 1
        places_used[mentor] += 1
        if not problem.eligible[mentee, mentor]:
            raise InvalidPinError(mentee, mentor, "the pair is not eligible")
        if mentees_seen[mentee] > 1:
            raise InvalidPinError(mentee, mentor, "the mentee is pinned twice")
        if places_used[mentor] > problem.mentor_capacity[mentor]:
            capacity = problem.mentor_capacity[mentor]
            raise InvalidPinError(mentee, mentor, f"the mentor takes {capacity} and has more pins")
