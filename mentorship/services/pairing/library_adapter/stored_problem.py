"""The optimization problem of a run as bytes, which a board keeps sealed.

First one byte, the size of a mask in bytes; then the scores of all pairs, mentee by mentee; then
a mask for each pair, in which each bit is one rule that the pair breaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

KEPT_APART, SAME_PERSON = "kept_apart", "same_person"
"""The names of what forbids a pair beside the rules of the programme."""


@dataclass(frozen=True)
class StoredProblem:
    """Scores and broken rules of every pair, by position.

    ``rules`` has the name of each bit of a mask.
    """

    shape: tuple[int, int]
    rules: tuple[str, ...]
    data: bytes = field(repr=False)

    @cached_property
    def scores(self) -> npt.NDArray[np.float64]:
        import numpy as np

        count = self.shape[0] * self.shape[1]
        scores = np.frombuffer(self.data, np.dtype("<f8"), count, offset=1)
        return scores.reshape(self.shape)

    @cached_property
    def broken(self) -> npt.NDArray[np.unsignedinteger]:
        """The mask of each pair; 0 where it breaks no rule."""
        import numpy as np

        mask_type = np.dtype(f"<u{self.data[0]}")
        start = 1 + 8 * self.shape[0] * self.shape[1]
        return np.frombuffer(self.data, mask_type, offset=start).reshape(self.shape)

    def breaks_no_rule(self, position: tuple[int, int]) -> bool:
        return not self.broken[position]

    def broken_rules(self, mentee: int, mentor: int) -> list[str]:
        """Return the names of the rules that a pair breaks."""
        mask = int(self.broken[mentee, mentor])
        return [rule for bit, rule in enumerate(self.rules) if mask >> bit & 1]
