"""Who is paired with whom, with the proof that no better round exists."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAssignmentError
from matching.optimize.dual_prices import DualPrices
from matching.optimize.primal_dual import PrimalDualSolution, gap_in_steps, total_points
from matching.problem.protocol import NOBODY, Pair, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.validation import checked_index, indices
from matching.reoptimize.opportunity_costs import OpportunityCosts, opportunity_costs
from matching.reoptimize.reoptimize import with_pins, without_mentor, without_pairs


@dataclass(frozen=True, eq=False)
class Assignment:
    """One way to pair the people of a `Problem`.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, −1 for nobody; read-only.
    total : float
        The scores of all pairs less the load penalties, in points.
    unmatched : tuple of int
        The mentees with nobody, in order.
    people : int
        How many mentees are matched.
    bound : float
        No answer of as many people has a higher total; under ``best_total``, no answer at all.
    objective : str
        What was sought, see `solve`.
    floor : float
        No pair scores less.
    load_penalty : float
        What each further mentee of a mentor cost.
    seed : int
        What settled ties.
    prices : DualPrices
        The proof of the bound, for `verify` to check.
    scaled : ScaledProblem
        The problem and its terms.
    """

    mentor_of: npt.NDArray[np.int64]
    total: float
    unmatched: tuple[int, ...]
    people: int
    bound: float
    objective: str
    floor: float
    load_penalty: float
    seed: int
    prices: DualPrices = field(repr=False)
    scaled: ScaledProblem = field(repr=False)

    @classmethod
    def of(cls, scaled: ScaledProblem, solution: PrimalDualSolution) -> "Assignment":
        """Count what was found and what its prices prove."""
        mentor_of, options = solution.mentor_of, scaled.options
        matched = np.flatnonzero(mentor_of != NOBODY)
        total = total_points(scaled.problem, mentor_of, options.load_penalty)
        _, gap = scaled.scale.split_sum(gap_in_steps(scaled, solution))
        mentor_of.flags.writeable = False
        return cls(
            mentor_of=mentor_of,
            total=total,
            unmatched=tuple(np.flatnonzero(mentor_of == NOBODY).tolist()),
            people=len(matched),
            bound=total + gap,
            objective=options.objective,
            floor=options.floor,
            load_penalty=options.load_penalty,
            seed=options.seed,
            prices=DualPrices.of(scaled, solution.mentees, solution.mentors),
            scaled=scaled,
        )

    @property
    def gap(self) -> float:
        """How far the total may be from the best, in points; 0 for a proven optimum."""
        return self.bound - self.total

    @property
    def problem(self) -> ProblemProtocol:
        """What was asked."""
        return self.scaled.problem

    def opportunity_costs(self, mentee: int) -> OpportunityCosts:
        """Say what the optimum loses if a mentee is to have each mentor.

        Parameters
        ----------
        mentee : int

        Returns
        -------
        OpportunityCosts
            ``people[j]``, how many fewer are matched, always 0 under ``best_total``; and
            ``points[j]``, how much lower the total is then, inf if the pair cannot be. Under
            ``most_people`` the points can be negative where people are lost.

        Notes
        -----
        One search for shortest paths over the residual graph answers for all mentors together.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> costs = solve(Problem([[9, 4], [4, 3]])).opportunity_costs(0)
        >>> costs.people, costs.points
        (array([0, 0]), array([0., 4.]))
        """
        who = checked_index("mentee", mentee, "mentee", self.problem.shape[0])
        return opportunity_costs(self.scaled, self.solution, who)

    def without_pairs(self, pairs: Iterable[Pair]) -> "Assignment":
        """Give the optimum without some pairs, moving as few people as an optimum can.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that must not be.

        Returns
        -------
        Assignment
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range; as `InvalidPinError`, if it is pinned.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]]))
        >>> assignment.without_pairs([(0, 0)]).mentor_of
        array([1, 0])
        """
        checked = indices("pairs", pairs, self.problem.shape)
        return Assignment.of(*without_pairs(self.scaled, self.solution, checked))

    def with_pins(self, pairs: Iterable[Pair]) -> "Assignment":
        """Give the optimum with some pairs, moving as few people as an optimum can.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that must be, from now on.

        Returns
        -------
        Assignment
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidPinError
            A pin contradicts a rule, the floor, a capacity or another pin.
        """
        checked = indices("pairs", pairs, self.problem.shape)
        return Assignment.of(*with_pins(self.scaled, self.solution, checked))

    def without_mentor(self, mentor: int) -> "Assignment":
        """Give the optimum without a mentor, moving as few people as an optimum can.

        Parameters
        ----------
        mentor : int
            Who takes nobody any more.

        Returns
        -------
        Assignment
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidPinError
            Somebody is pinned to the mentor.
        """
        return Assignment.of(*without_mentor(self.scaled, self.solution, mentor))

    @property
    def solution(self) -> PrimalDualSolution:
        """Who is where, and the prices in steps: what every what-if begins with.

        Raises
        ------
        InvalidAssignmentError
            The answer is not proven to be the best, so that costs and repairs would be wrong.
        """
        if self.gap:
            raise InvalidAssignmentError(
                f"the answer may be {self.gap:g} points short of the best; "
                "solve without a tolerance to ask what else there could be"
            )
        return PrimalDualSolution(self.mentor_of, *self.prices.steps(self.scaled))
