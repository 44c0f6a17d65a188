"""Validation of numbers, pairs and pins; errors name the argument and the invalid entry."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

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
    """Return the index of a person as an int.

    Parameters
    ----------
    name : str
        The argument, for the message.
    value : object
        An integer from 0 to below ``size``.
    role : {"mentee", "mentor"}
        Whom the index stands for, for the message.
    size : int
        How many there are.

    Returns
    -------
    int

    Raises
    ------
    InvalidProblemError
        The value is anything else.
    """
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


def remaining_pins(pinned: Iterable[Pair], released: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pins that are left.

    Parameters
    ----------
    pinned : iterable of (int, int)
    released : iterable of (int, int)
        Pins that are given up.

    Returns
    -------
    tuple of (int, int)

    Raises
    ------
    InvalidProblemError
        A released pair is not pinned.

    Examples
    --------
    >>> remaining_pins([(0, 1), (2, 0)], [(0, 1)])
    ((2, 0),)
    """
    left = dict.fromkeys(pinned)
    for pair in dict.fromkeys(released):
        if pair not in left:
            raise InvalidProblemError(f"pair {pair} is not pinned")
        del left[pair]
    return tuple(left)
