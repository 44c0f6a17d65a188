"""Ids that are in both tables: the same person on both sides, who is never paired with themself."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Index
from matching.encoding.categorical import CategoryCodes
from matching.tables.people import People


@dataclass(frozen=True, eq=False)
class SharedIds:
    """Everybody's id as a code; ids that differ in case or in spaces are the same.

    Attributes
    ----------
    codes : CategoryCodes
    count : int
        How many ids are in both tables.
    """

    codes: CategoryCodes
    count: int

    @classmethod
    def of(cls, mentees: People, mentors: People) -> "SharedIds":
        """Compare the ids of both sides.

        Examples
        --------
        >>> import pandas as pd
        >>> from matching.tables.people import Side
        >>> mentees, mentors = (
        ...     People.from_table(pd.DataFrame({"id": ids}), Side("id"), "people")
        ...     for ids in (["ana@a.example", "bea@a.example"], ["Ana@A.example"])
        ... )
        >>> shared = SharedIds.of(mentees, mentors)
        >>> shared.count, shared.differ(np.arange(2), np.arange(1)).tolist()
        (1, [[False], [True]])
        """
        codes = CategoryCodes.of(mentees.ids, mentors.ids)
        return cls(codes, len(np.intersect1d(codes.mentees, codes.mentors)))

    def differ(self, rows: Index, columns: Index) -> Bools:
        """Return a block that is true where the two are not the same person.

        Parameters
        ----------
        rows, columns : numpy.ndarray of int
            Positions of mentees and mentors.

        Returns
        -------
        numpy.ndarray of bool, shape (rows, columns)
        """
        if not self.count:
            return np.ones((len(rows), len(columns)), dtype=np.bool_)
        equal = self.codes.equal(rows, columns)
        return np.logical_not(equal, out=equal)
