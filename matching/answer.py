"""Who is paired with whom: what a solver hands back."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Answer:
    """One way to pair the people of a `Problem`.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, −1 for nobody; read-only.
    total : float
        The sum of the scores of all pairs, in points.
    unmatched : tuple of int
        The mentees with nobody, in order.
    people : int
        How many mentees are matched.
    objective : str
        What was sought, see `solve`.
    seed : int
        What settled ties.
    """

    mentor_of: npt.NDArray[np.int64]
    total: float
    unmatched: tuple[int, ...]
    people: int
    objective: str
    seed: int
