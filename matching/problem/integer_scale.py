"""Scores as scaled integers, so that sums are exact, ties are ties and proofs need no tolerance.

Floating-point sums of thirds and fifths differ in their last digits where the exact sums are
equal. So every score is rounded once to a whole number of *quanta*, and all further arithmetic is
on integers. Each matched person adds a fixed weight that outweighs any difference in scores, which
turns the lexicographic objective (people, points) into one integer objective.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ScaledInts = npt.NDArray[np.int64]
"""Values or prices as integers on an `IntegerScale`."""

FORBIDDEN = -(2**61)
"""The value of a pair that is not allowed: below any sum, and no overflow when subtracted."""

LCM_1_TO_16 = 720_720
"""The least common multiple of 1 to 16: a multiple of it makes such fractions whole quanta."""

MAX_SUM_BITS = 59
"""Bits of the largest sum of values along a path, tie-breaking units included."""

FLOAT_MANTISSA_BITS = 53
"""Bits of an integer that SciPy's solvers, which compute in floats, represent exactly."""

MAX_COARSENESS = 256
"""How many times coarser than the finest a scale may become as the highest scores are removed."""

LINEAR_PROGRAM_BITS = 40
"""Bits of a value that a linear programming solver still distinguishes from its neighbours."""


@dataclass(frozen=True)
class IntegerScale:
    """The conversion between points and integers.

    Attributes
    ----------
    quanta_per_point : float
        Scores are rounded to whole quanta.
    quantum : int
        The integer value of a quantum. It exceeds the number of people who could be reassigned,
        so that single units below a quantum can count reassignments and break ties.
    person_weight : int
        The integer value of one more matched person; 0 if people do not come first.
    """

    quanta_per_point: float
    quantum: int
    person_weight: int

    @classmethod
    def for_assignment(cls, max_score: float, max_pairs: int, people_first: bool) -> "IntegerScale":
        """Return the finest scale on which no sum of an assignment overflows.

        Parameters
        ----------
        max_score : float
            The most points that one pair can gain or cost.
        max_pairs : int
            The most pairs that an assignment can have.
        people_first : bool
            Whether one more person outweighs the points of all pairs.

        Returns
        -------
        IntegerScale

        Notes
        -----
        For 1,000 mentees a quantum is at most 2⁻³⁴ of the highest score, for 20,000 at most 2⁻²⁴.
        If the range permits, every fraction of a point with a denominator up to 16 is a whole
        number of quanta.

        Examples
        --------
        >>> scale = IntegerScale.for_assignment(max_score=10.0, max_pairs=3, people_first=True)
        >>> scale.to_ints([1 / 3]) * 3 == scale.to_ints([1.0])
        array([ True])
        """
        size = max_pairs.bit_length()
        value_bits = min(MAX_SUM_BITS - 4 - 2 * size, FLOAT_MANTISSA_BITS - 4 - size)
        quanta_per_point = _finest_quanta_per_point(max_score, max(1, value_bits))
        quantum = 2 ** (size + 1)
        exponent = max(0, math.frexp(max_score * quanta_per_point)[1])
        person_weight = 2 ** (exponent + size + 1) * quantum
        return cls(quanta_per_point, quantum, person_weight if people_first else 0)

    @classmethod
    def for_linear_program(cls, max_score: float, max_pairs: int) -> "IntegerScale":
        """Return the finest scale on which a floating-point linear program is still exact.

        Parameters
        ----------
        max_score : float
            The most points that one pair can gain.
        max_pairs : int
            The most pairs that can be chosen. A quantum is more than twice as many units, so that
            one tie-breaking unit a pair never adds up to a quantum.

        Returns
        -------
        IntegerScale
        """
        size = max_pairs.bit_length() + 1
        value_bits = max(1, LINEAR_PROGRAM_BITS - size)
        return cls(_finest_quanta_per_point(max_score, value_bits), 2**size, 0)

    def holds(self, max_score: float, max_pairs: int, people_first: bool) -> bool:
        """Return whether no sum of an assignment overflows on this scale.

        Parameters
        ----------
        max_score, max_pairs, people_first
            See `for_assignment`.

        Returns
        -------
        bool

        Examples
        --------
        >>> scale = IntegerScale.for_assignment(max_score=10.0, max_pairs=3, people_first=True)
        >>> scale.holds(10.0, 3, people_first=True), scale.holds(1000.0, 3, people_first=True)
        (True, False)
        """
        finest = IntegerScale.for_assignment(max_score, max_pairs, people_first)
        is_positive = 0 < self.quanta_per_point < math.inf
        return (
            is_positive
            and (self.quanta_per_point <= finest.quanta_per_point or max_score == 0)
            and self.quantum == finest.quantum
            and people_first == (self.person_weight > 0)
            and finest.person_weight <= self.person_weight <= 2 ** (MAX_SUM_BITS - 2)
            and self.person_weight % self.quantum == 0
        )

    def is_fine_enough(self, max_score: float, max_pairs: int, people_first: bool) -> bool:
        """Return whether scores are rounded almost as little as on the finest scale.

        Parameters
        ----------
        max_score, max_pairs, people_first
            See `for_assignment`.

        Returns
        -------
        bool

        Examples
        --------
        >>> scale = IntegerScale.for_assignment(max_score=1e6, max_pairs=3, people_first=True)
        >>> scale.is_fine_enough(1e5, 3, True), scale.is_fine_enough(1.0, 3, True)
        (True, False)
        """
        finest = IntegerScale.for_assignment(max_score, max_pairs, people_first)
        return finest.quanta_per_point <= MAX_COARSENESS * self.quanta_per_point or max_score == 0

    def to_ints(self, points: npt.ArrayLike) -> ScaledInts:
        """Round points to whole quanta and return them as integers.

        Parameters
        ----------
        points : array_like of float
            A floor or a penalty may far exceed any score; it is clipped to ``2**MAX_SUM_BITS``,
            and a price in points of a coarser scale to the negative of it.

        Returns
        -------
        numpy.ndarray of int
            Multiples of ``quantum``, of the same shape.

        Examples
        --------
        >>> scale = IntegerScale(quanta_per_point=4.0, quantum=8, person_weight=0)
        >>> scale.to_ints([1.5, 1e100]) == [48, 2**MAX_SUM_BITS]
        array([ True,  True])
        """
        limit = 2.0**MAX_SUM_BITS / self.quantum / self.quanta_per_point
        quanta = np.array(points, dtype=np.float64)
        np.clip(quanta, -limit, limit, out=quanta)
        quanta *= self.quanta_per_point
        ints = np.rint(quanta, out=quanta).astype(np.int64)
        ints *= self.quantum
        return ints

    def split(self, ints: npt.ArrayLike) -> tuple[ScaledInts, npt.NDArray[np.float64]]:
        """Split integers into people and points.

        Parameters
        ----------
        ints : array_like of int

        Returns
        -------
        people : numpy.ndarray of int
        points : numpy.ndarray of float

        Examples
        --------
        >>> IntegerScale(quanta_per_point=4.0, quantum=1, person_weight=1024).split([1024 - 6])
        (array([1]), array([-1.5]))
        """
        array = np.asarray(ints, dtype=np.int64)
        people = np.zeros_like(array)
        if self.person_weight:
            people = (array + self.person_weight // 2) // self.person_weight
        points = (array - people * self.person_weight) / (self.quantum * self.quanta_per_point)
        return people, points

    def split_sum(self, total: int) -> tuple[int, float]:
        """Split a sum, which may be too large for an int64, into people and points.

        Parameters
        ----------
        total : int

        Returns
        -------
        people : int
        points : float
        """
        weight = self.person_weight
        people = (total + weight // 2) // weight if weight else 0
        return people, (total - people * weight) / self.quantum / self.quanta_per_point

    def round_to_quantum(self, ints: ScaledInts) -> ScaledInts:
        """Round to multiples of the quantum, which removes tie-breaking units.

        Parameters
        ----------
        ints : numpy.ndarray of int

        Returns
        -------
        numpy.ndarray of int

        Examples
        --------
        >>> scale = IntegerScale(quanta_per_point=1.0, quantum=8, person_weight=0)
        >>> scale.round_to_quantum(np.array([17, 15, -1]))
        array([16, 16,  0])
        """
        quanta: ScaledInts = (ints + self.quantum // 2) // self.quantum
        return quanta * self.quantum


def _finest_quanta_per_point(max_score: float, value_bits: int) -> float:
    """Return the largest scale factor that keeps the highest score within ``value_bits``."""
    if max_score == 0.0:
        return 1.0
    exponent = min(value_bits - math.frexp(max_score)[1], 1000)
    lcm_exponent = min(value_bits - math.frexp(max_score * LCM_1_TO_16)[1], 1000 - 20)
    if lcm_exponent >= 0:
        return math.ldexp(LCM_1_TO_16, lcm_exponent)
    return math.ldexp(1.0, exponent)
