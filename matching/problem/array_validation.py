"""Validation of the arrays of a problem; errors name the array and the first invalid entry."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidProblemError
from matching.problem.validation import MAX_POINTS


def validate_scores(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return scores as a new array.

    Parameters
    ----------
    values : array_like of float, two dimensions
        Finite numbers from 0 to `MAX_POINTS`.

    Returns
    -------
    numpy.ndarray of float

    Raises
    ------
    InvalidProblemError
        The values are anything else.
    """
    scores = _numeric_array("scores", values, dimensions=2).astype(np.float64)
    _raise_where("scores", scores, ~np.isfinite(scores), "a score must be finite")
    _raise_where("scores", scores, scores < 0, "a score cannot be negative")
    _raise_where("scores", scores, scores > MAX_POINTS, "too large to sum")
    return scores


def validate_eligible(
    values: npt.ArrayLike | None, shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Return eligibility as a new array.

    Parameters
    ----------
    values : array_like of bool, or None
        None for all true.
    shape : tuple of int
        The shape of the scores.

    Returns
    -------
    numpy.ndarray of bool

    Raises
    ------
    InvalidProblemError
        The values are anything else, or have another shape.
    """
    if values is None:
        return np.ones(shape, dtype=np.bool_)
    eligible = _array("eligible", values, dimensions=2)
    _check_shape("eligible", eligible.shape, shape)
    if eligible.dtype.kind != "b" and eligible.size:
        raise InvalidProblemError(f"eligible holds {eligible.dtype}, not booleans")
    return eligible.astype(np.bool_)


def validate_capacity(values: npt.ArrayLike | None, mentors: int) -> npt.NDArray[np.int64]:
    """Return capacities as a new array.

    Parameters
    ----------
    values : array_like of int, or None
        None for all 1.
    mentors : int
        How many there are.

    Returns
    -------
    numpy.ndarray of int, shape (mentors,)

    Raises
    ------
    InvalidProblemError
        The values are anything else, or have another shape.
    """
    if values is None:
        return np.ones(mentors, dtype=np.int64)
    capacity = _numeric_array("mentor_capacity", values, dimensions=1)
    _check_shape("mentor_capacity", capacity.shape, (mentors,))
    invalid = ~np.isfinite(capacity) | (capacity < 0) | (capacity != np.floor(capacity))
    _raise_where("mentor_capacity", capacity, invalid, "a capacity is a whole number, 0 or more")
    _raise_where("mentor_capacity", capacity, capacity >= 2**62, "too large to count")
    return capacity.astype(np.int64)


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
