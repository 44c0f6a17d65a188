"""Validation of arguments; every error names the argument and the index of the invalid entry."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.protocol import Pair, ProblemProtocol

MAX_POINTS = 1e100
"""The largest score, floor or penalty: so far below the largest float that no sum overflows."""


def is_number(value: object) -> bool:
    """Return whether the value is a real number; booleans are not."""
    numeric = isinstance(value, int | float | np.integer | np.floating)
    return numeric and not isinstance(value, bool)


def validate_points(name: str, value: Any) -> float:
    """Return a number of points as a float.

    Parameters
    ----------
    name : str
        The argument, for the message.
    value : object
        A finite number from 0 to `MAX_POINTS`.

    Returns
    -------
    float

    Raises
    ------
    InvalidProblemError
        The value is anything else.

    Examples
    --------
    >>> validate_points("floor", -1)
    Traceback (most recent call last):
    matching.errors.InvalidProblemError: floor is -1; expected a finite number of points, 0 or more
    """
    plain = value.item() if isinstance(value, np.generic) else value
    if not is_number(plain) or not 0 <= plain < math.inf:
        raise InvalidProblemError(
            f"{name} is {value!r}; expected a finite number of points, 0 or more"
        )
    if plain > MAX_POINTS:
        raise InvalidProblemError(f"{name} is {value!r}: too large to sum")
    return float(plain)


def validate_scores(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return scores as a new float array of two dimensions, all finite and from 0."""
    scores = _numeric_array("scores", values, dimensions=2).astype(np.float64)
    _raise_where("scores", scores, ~np.isfinite(scores), "a score must be finite")
    _raise_where("scores", scores, scores < 0, "a score cannot be negative")
    _raise_where("scores", scores, scores > MAX_POINTS, "too large to sum")
    return scores


def validate_eligible(
    values: npt.ArrayLike | None, shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Return eligibility as a new boolean array of the given shape, all true by default."""
    if values is None:
        return np.ones(shape, dtype=np.bool_)
    eligible = _array("eligible", values, dimensions=2)
    _check_shape("eligible", eligible.shape, shape)
    if eligible.dtype.kind != "b" and eligible.size:
        raise InvalidProblemError(f"eligible holds {eligible.dtype}, not booleans")
    return eligible.astype(np.bool_)


def validate_capacity(values: npt.ArrayLike | None, mentors: int) -> npt.NDArray[np.int64]:
    """Return capacities as a new integer array of the given length, all 1 by default."""
    if values is None:
        return np.ones(mentors, dtype=np.int64)
    capacity = _numeric_array("mentor_capacity", values, dimensions=1)
    _check_shape("mentor_capacity", capacity.shape, (mentors,))
    invalid = ~np.isfinite(capacity) | (capacity < 0) | (capacity != np.floor(capacity))
    _raise_where("mentor_capacity", capacity, invalid, "a capacity is a whole number, 0 or more")
    _raise_where("mentor_capacity", capacity, capacity >= 2**62, "too large to count")
    return capacity.astype(np.int64)


def validate_pairs(name: str, pairs: Iterable[Pair], shape: tuple[int, ...]) -> tuple[Pair, ...]:
    """Return pairs of indices as tuples of int.

    Parameters
    ----------
    name : str
        The argument, for the message.
    pairs : iterable of (int, int)
        Indices (mentee, mentor).
    shape : tuple of int
        The numbers of mentees and mentors.

    Returns
    -------
    tuple of (int, int)

    Raises
    ------
    InvalidProblemError
        An entry is not a pair, or an index is out of range.
    """
    validated = []
    for position, pair in enumerate(pairs):
        entry = f"{name}[{position}]"
        try:
            mentee, mentor = pair
        except (TypeError, ValueError):
            raise InvalidProblemError(f"{entry} is {pair!r}, not a pair") from None
        validated.append(
            (
                validate_index(entry, mentee, "mentee", shape[0]),
                validate_index(entry, mentor, "mentor", shape[1]),
            )
        )
    return tuple(validated)


def validate_index(name: str, value: object, role: str, size: int) -> int:
    """Return the index of a person as an int from 0 to below ``size``."""
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise InvalidProblemError(f"{name} names {role} {value!r}, not an index")
    if not 0 <= value < size:
        raise InvalidProblemError(f"{name} names {role} {value}; there are {size}")
    return int(value)


def validate_pins(problem: ProblemProtocol) -> None:
    """Check that pins contradict neither each other nor eligibility nor capacity.

    Parameters
    ----------
    problem : ProblemProtocol

    Raises
    ------
    InvalidPinError
        Names the first pin that does.
    """
    pins_of_mentee: Counter[int] = Counter()
    pins_of_mentor: Counter[int] = Counter()
    for mentee, mentor in problem.pinned:
        pins_of_mentee[mentee] += 1
        pins_of_mentor[mentor] += 1
        if not problem.is_eligible(mentee, mentor):
            raise InvalidPinError(mentee, mentor, "the pair is not eligible")
        if pins_of_mentee[mentee] > 1:
            raise InvalidPinError(mentee, mentor, "the mentee is pinned twice")
        if pins_of_mentor[mentor] > problem.mentor_capacity[mentor]:
            capacity = problem.mentor_capacity[mentor]
            raise InvalidPinError(mentee, mentor, f"the mentor takes {capacity} and has more pins")


def _array(name: str, values: npt.ArrayLike, dimensions: int) -> npt.NDArray[Any]:
    try:
        array = np.array(values)
    except (TypeError, ValueError) as error:
        raise InvalidProblemError(f"{name} is not a regular array: {error}") from None
    if array.ndim != dimensions:
        raise InvalidProblemError(f"{name} has {array.ndim} dimensions, not {dimensions}")
    return array


def _numeric_array(name: str, values: npt.ArrayLike, dimensions: int) -> npt.NDArray[Any]:
    array = _array(name, values, dimensions)
    if array.dtype.kind not in "iuf":
        raise InvalidProblemError(f"{name} holds {array.dtype}, not numbers")
    return array


def _check_shape(name: str, shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    if shape != expected:
        raise InvalidProblemError(f"{name} has shape {shape}; scores require {expected}")


def _raise_where(
    name: str, array: npt.NDArray[Any], invalid: npt.NDArray[np.bool_], reason: str
) -> None:
    if invalid.any():
        index = tuple(int(axis) for axis in np.argwhere(invalid)[0])
        subscript = ", ".join(map(str, index))
        raise InvalidProblemError(f"{name}[{subscript}] is {array[index]}: {reason}")
