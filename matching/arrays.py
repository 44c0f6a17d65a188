"""Array types that every package shares, and two small things to do with index arrays."""

import numpy as np
import numpy.typing as npt

Index = npt.NDArray[np.intp]


Floats = npt.NDArray[np.float64]


Bools = npt.NDArray[np.bool_]


def numbered(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count up from 0 in groups of so many members.

    >>> numbered(np.array([2, 0, 3]))
    array([0, 1, 0, 1, 2])
    """
    before = np.cumsum(counts) - counts
    numbers: npt.NDArray[np.int64] = np.arange(counts.sum()) - np.repeat(before, counts)
    return numbers


def as_run(index: Index) -> Index | slice:
    """Give neighbours as a slice, for numpy to look at in place and not to copy.

    >>> as_run(np.array([3, 4, 5])), as_run(np.array([3, 5]))
    (slice(3, 6, None), array([3, 5]))
    """
    if len(index) and index[-1] - index[0] == len(index) - 1 and (np.diff(index) == 1).all():
        return slice(int(index[0]), int(index[-1]) + 1)
    return index
