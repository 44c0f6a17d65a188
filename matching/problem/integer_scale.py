"""Points as whole steps, so that sums are exact, ties are ties and proofs need no tolerance.

Floating-point sums of thirds and fifths differ in their last digits although people mean the same.
So scores are rounded once, to whole multiples of a small step, and everything after is integer
arithmetic. One more person is a fixed number of steps that outweighs every choice among scores.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ScaledInts = npt.NDArray[np.int64]

BLOCKED = -(2**61)
"""The worth of a pair that may not be: below any sum, and still no overflow when subtracted."""

FRACTIONS = 720_720
"""The least common multiple of 1 to 16: every such fraction of a point is a whole step."""

WIDTH = 59
"""Bits of the largest sum along a path, ties by people moved included; BLOCKED stays beyond."""

MANTISSA = 53
"""Bits of a float, in which SciPy's solvers count."""

LINEAR = 40
"""Bits of a worth that a linear program still tells apart from its neighbours."""


@dataclass(frozen=True)
class IntegerScale:
    """How points and people become steps.

    Attributes
    ----------
    per_point : float
        Grains to a point; scores are rounded to whole grains.
    grain : int
        Steps to a grain: more than the people who could move, so that of answers that are
        equally good the one that moves fewest can be told by single steps.
    per_person : int
        Steps to a person matched, 0 where people do not come first.
    """

    per_point: float
    quantum: int
    per_person: int

    @classmethod
    def fitting(cls, highest: float, mentees: int, people_first: bool) -> "IntegerScale":
        """Choose the finest scale on which nothing can overflow.

        Parameters
        ----------
        highest : float
            The most points that one pair can gain or cost.
        mentees : int
            How many pairs there can be at most.
        people_first : bool
            Whether a person outweighs the points of all pairs.

        Notes
        -----
        For 1,000 mentees a grain is at most 2⁻³⁴ of the highest score, for 20,000 at most 2⁻²⁴.
        Where there is room, every fraction of a point with a denominator up to 16 is a whole
        number of grains.
        """
        size = mentees.bit_length()
        per_point = _finest(highest, max(1, min(WIDTH - 4 - 2 * size, MANTISSA - 4 - size)))
        quantum = 2 ** (size + 1)
        highest_power = max(0, math.frexp(highest * per_point)[1])
        person = 2 ** (highest_power + size + 1) * quantum
        return cls(per_point, quantum, person if people_first else 0)

    @classmethod
    def for_linear_programs(cls, highest: float, pairs: int) -> "IntegerScale":
        """Choose the finest scale on which a linear program in floats is still exact.

        A pair may be worth one step beside its points: a grain is more than twice as many steps
        as there can be ``pairs``, so that such steps never outweigh a grain.
        """
        size = pairs.bit_length() + 1
        return cls(_finest(highest, max(1, LINEAR - size)), 2**size, 0)

    def steps(self, points: npt.ArrayLike) -> ScaledInts:
        """Round points to whole grains, given in steps.

        A floor or a penalty may be far beyond any score; it then counts as the most that fits.

        >>> scale = IntegerScale(per_point=4.0, quantum=8, per_person=0)
        >>> scale.steps([1.5, 1e100]) == [48, 2**WIDTH]
        array([ True,  True])
        """
        most = 2.0**WIDTH / self.quantum / self.per_point
        within = np.minimum(np.asarray(points, dtype=np.float64), most)
        return np.rint(within * self.per_point).astype(np.int64) * self.quantum

    def split(self, steps: npt.ArrayLike) -> tuple[ScaledInts, npt.NDArray[np.float64]]:
        """Tell people and points apart in a number of steps.

        >>> IntegerScale(per_point=4.0, quantum=1, per_person=1024).split([1024 - 6])
        (array([1]), array([-1.5]))
        """
        whole = np.asarray(steps, dtype=np.int64)
        people = np.zeros_like(whole)
        if self.per_person:
            people = (whole + self.per_person // 2) // self.per_person
        return people, (whole - people * self.per_person) / (self.quantum * self.per_point)

    def split_sum(self, steps: int) -> tuple[int, float]:
        """Tell people and points apart in a sum that may be too large for an array."""
        people = (steps + self.per_person // 2) // self.per_person if self.per_person else 0
        return people, (steps - people * self.per_person) / self.quantum / self.per_point

    def round_to_quantum(self, steps: ScaledInts) -> ScaledInts:
        """Leave away what is less than half a grain.

        >>> scale = IntegerScale(per_point=1.0, quantum=8, per_person=0)
        >>> scale.round_to_quantum(np.array([17, 15, -1]))
        array([16, 16,  0])
        """
        grains: ScaledInts = (steps + self.quantum // 2) // self.quantum
        return grains * self.quantum


def _finest(highest: float, room: int) -> float:
    if highest == 0.0:
        return 1.0
    exponent = min(room - math.frexp(highest)[1], 1000)
    fraction = min(room - math.frexp(highest * FRACTIONS)[1], 1000 - 20)
    return math.ldexp(FRACTIONS, fraction) if fraction >= 0 else math.ldexp(1.0, exponent)
