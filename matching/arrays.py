"""Array types shared by every package, and functions of index arrays."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Index = npt.NDArray[np.intp]
"""Indices of mentees, mentors or pairs."""

Floats = npt.NDArray[np.float64]

Bools = npt.NDArray[np.bool_]


def grouped_arange(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return ``arange(count)`` for each of the counts, concatenated.

    Parameters
    ----------
    counts : numpy.ndarray of int, shape (groups,)
        The size of each group.

    Returns
    -------
    numpy.ndarray of int, shape (counts.sum(),)

    Examples
    --------
    >>> grouped_arange(np.array([2, 0, 3]))
    array([0, 1, 0, 1, 2])
    """
    starts = np.cumsum(counts) - counts
    ranges: npt.NDArray[np.int64] = np.arange(counts.sum()) - np.repeat(starts, counts)
    return ranges


def as_slice(index: Index) -> Index | slice:
    """Return consecutive indices as a slice, so that numpy gives a view instead of a copy.

    Parameters
    ----------
    index : numpy.ndarray of int, shape (n,)

    Returns
    -------
    slice or numpy.ndarray of int
        A slice if the indices ascend by 1, otherwise ``index`` itself.

    Examples
    --------
    >>> as_slice(np.array([3, 4, 5])), as_slice(np.array([3, 5]))
    (slice(3, 6, None), array([3, 5]))
    """
    if len(index) and index[-1] - index[0] == len(index) - 1 and (np.diff(index) == 1).all():
        return slice(int(index[0]), int(index[-1]) + 1)
    return index


def unique_index(indices: Iterable[int]) -> Index:
    """Return indices as an array, ascending and without duplicates.

    Parameters
    ----------
    indices : iterable of int

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Examples
    --------
    >>> unique_index([3, 1, 3])
    array([1, 3])
    """
    return np.array(sorted(set(indices)), dtype=np.int64)
