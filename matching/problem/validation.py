"""Arguments checked once, each refused by its name and the place that is broken."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidPinError, InvalidProblemError
from matching.problem.protocol import Pair, ProblemProtocol
from matching.problem.solve_options import LARGEST_AMOUNT


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


def checked_scores(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    scores = _numbers("scores", values, dimensions=2).astype(np.float64)
    _refuse_where("scores", scores, ~np.isfinite(scores), "a score is a finite number")
    _refuse_where("scores", scores, scores < 0, "a score cannot be negative")
    _refuse_where("scores", scores, scores > LARGEST_AMOUNT, "too large to be added up")
    return scores


def checked_eligible(values: npt.ArrayLike | None, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    if values is None:
        return np.ones(shape, dtype=np.bool_)
    eligible = _array("eligible", values, dimensions=2)
    _refuse_shape("eligible", eligible.shape, shape)
    if eligible.dtype.kind != "b" and eligible.size:
        raise InvalidProblemError(f"eligible holds {eligible.dtype}, not true or false")
    return eligible.astype(np.bool_)


def checked_capacity(values: npt.ArrayLike | None, mentors: int) -> npt.NDArray[np.int64]:
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


def indices(name: str, pairs: Iterable[Pair], shape: tuple[int, ...]) -> tuple[Pair, ...]:
    """Check pairs of indices, naming the argument and the place of a broken one."""
    checked = []
    for place, pair in enumerate(pairs):
        where = f"{name}[{place}]"
        try:
            mentee, mentor = pair
        except (TypeError, ValueError):
            raise InvalidProblemError(f"{where} is {pair!r}, not a pair") from None
        checked.append(
            (
                checked_index(where, mentee, "mentee", shape[0]),
                checked_index(where, mentor, "mentor", shape[1]),
            )
        )
    return tuple(checked)


def checked_index(where: str, value: object, who: str, people: int) -> int:
    """Check the index of a person."""
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise InvalidProblemError(f"{where} names {who} {value!r}, not an index")
    if not 0 <= value < people:
        raise InvalidProblemError(f"{where} names {who} {value}; there are {people}")
    return int(value)


def refuse_contradictions(problem: ProblemProtocol) -> None:
    """Refuse pins that contradict each other, a rule or a capacity."""
    mentees_seen: Counter[int] = Counter()
    places_used: Counter[int] = Counter()
    for mentee, mentor in problem.pinned:
        mentees_seen[mentee] += 1
        places_used[mentor] += 1
        if not problem.allows(mentee, mentor):
            raise InvalidPinError(mentee, mentor, "the pair is not eligible")
        if mentees_seen[mentee] > 1:
            raise InvalidPinError(mentee, mentor, "the mentee is pinned twice")
        if places_used[mentor] > problem.mentor_capacity[mentor]:
            capacity = problem.mentor_capacity[mentor]
            raise InvalidPinError(mentee, mentor, f"the mentor takes {capacity} and has more pins")
