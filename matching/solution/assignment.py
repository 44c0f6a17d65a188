"""An assignment with the dual prices that prove it optimal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAssignmentError, InvalidProblemError
from matching.optimize.dual_prices import DualPrices
from matching.optimize.primal_dual import PrimalDualSolution, duality_gap, total_points
from matching.problem.protocol import UNMATCHED, Pair, ProblemProtocol
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from matching.problem.validation import validate_index, validate_pairs
from matching.reoptimize.opportunity_costs import (
    OpportunityCosts,
    mentee_costs,
    opportunity_costs,
    reassignment_chain,
)
from matching.reoptimize.reoptimize import (
    with_pairs,
    with_pins,
    without_mentor,
    without_pairs,
    without_pins,
)
from matching.solution.solver_state import SolverState


@dataclass(frozen=True, eq=False)
class Assignment:
    """A solution of a `Problem`.

    Attributes
    ----------
    mentor_of : numpy.ndarray of int, shape (mentees,)
        The mentor of each mentee, −1 for none; read-only.
    total : float
        The sum of the scores less the load penalties, in points.
    unmatched : tuple of int
        The mentees without a mentor, ascending.
    people : int
        How many mentees are matched.
    bound : float
        No assignment of as many people has a higher total; under ``best_total``, none at all.
    objective : str
        What was maximized first, see `solve`.
    floor : float
        The lowest score that was allowed.
    load_penalty : float
        How many points each further mentee of a mentor costs more than the one before.
    seed : int
        Broke ties.
    prices : DualPrices
        The proof of the bound, for `verify` to check.
    scaled : ScaledProblem
        The problem and its options, as scaled integers.
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
    def from_solution(cls, scaled: ScaledProblem, solution: PrimalDualSolution) -> "Assignment":
        """Convert a solver's solution into people and points.

        Parameters
        ----------
        scaled : ScaledProblem
        solution : PrimalDualSolution

        Returns
        -------
        Assignment
        """
        mentor_of, options = solution.mentor_of, scaled.options
        unmatched = np.flatnonzero(mentor_of == UNMATCHED).tolist()
        total = total_points(scaled.problem, mentor_of, options.load_penalty)
        _, gap = scaled.scale.split_sum(duality_gap(scaled, solution))
        mentor_of.flags.writeable = False
        return cls(
            mentor_of=mentor_of,
            total=total,
            unmatched=tuple(unmatched),
            people=len(mentor_of) - len(unmatched),
            bound=total + gap,
            objective=options.objective,
            floor=options.floor,
            load_penalty=options.load_penalty,
            seed=options.seed,
            prices=DualPrices.from_ints(scaled, solution.mentee_prices, solution.mentor_prices),
            scaled=scaled,
        )

    @classmethod
    def restore(
        cls, problem: ProblemProtocol, options: SolveOptions, state: SolverState
    ) -> "Assignment":
        """Return an assignment whose `state` was stored, without solving anything.

        Parameters
        ----------
        problem : Problem
            As it is now: without the pairs removed since it was solved, with all pins.
        options : SolveOptions
            Those of the solve.
        state : SolverState

        Returns
        -------
        Assignment
            On the scale that it had, so that further changes give what they would have given.

        Raises
        ------
        InvalidAssignmentError
            The state does not belong to the problem: a wrong size, a pair that is not allowed, a
            mentor over capacity, a missing pin, a pair worth more than its prices, or a scale on
            which sums overflow.
        InvalidPinError
            A pinned pair scores below the floor.

        Notes
        -----
        Every pair is compared with its prices, so that a restored assignment is proven optimal.

        Examples
        --------
        >>> from matching import Problem, SolveOptions, solve
        >>> state = solve(Problem([[9, 4], [4, 3]])).without_pairs([(0, 0)]).state
        >>> problem = Problem([[9, 4], [4, 3]], eligible=[[False, True], [True, True]])
        >>> restored = Assignment.restore(problem, SolveOptions(), state)
        >>> restored.with_pairs([(0, 0)]).mentor_of
        array([0, 1])
        """
        return cls.from_solution(*state.restore(problem, options))

    @property
    def state(self) -> SolverState:
        """What to store beside the problem and its options, for `restore` in another process.

        Raises
        ------
        InvalidAssignmentError
            The assignment is not proven optimal.
        """
        return SolverState.of(self.scaled, self.solution)

    @property
    def gap(self) -> float:
        """The duality gap in points; 0 for a proven optimum."""
        return self.bound - self.total

    @property
    def problem(self) -> ProblemProtocol:
        """The problem that was solved."""
        return self.scaled.problem

    @property
    def solution(self) -> PrimalDualSolution:
        """The assignment and its prices as scaled integers, from which reoptimization starts.

        Raises
        ------
        InvalidAssignmentError
            The assignment is not proven optimal, so reoptimization would be wrong.
        """
        if self.gap:
            raise InvalidAssignmentError(
                f"the assignment may be {self.gap:g} points short of the optimum; "
                "solve without a tolerance to change it or to ask for opportunity costs"
            )
        return PrimalDualSolution(self.mentor_of, *self.prices.to_ints(self.scaled))

    def pairs(self) -> list[Pair]:
        """Return the matched pairs (mentee, mentor), in order of the mentees.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> solve(Problem([[9, 4], [4, 3]])).pairs()
        [(0, 0), (1, 1)]
        """
        mentors: list[int] = self.mentor_of.tolist()
        return [pair for pair in enumerate(mentors) if pair[1] != UNMATCHED]

    def opportunity_costs(self, mentee: int) -> OpportunityCosts:
        """Return what the optimum would lose by assigning a mentee to each mentor.

        Parameters
        ----------
        mentee : int

        Returns
        -------
        OpportunityCosts
            ``people[j]``, how many fewer are matched, always 0 under ``best_total``; and
            ``points[j]``, how much lower the total is then, inf if the pair is impossible. Under
            ``most_people`` the points can be negative where people are lost.

        Raises
        ------
        InvalidProblemError
            There is no such mentee.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Notes
        -----
        One shortest-path search on the residual graph gives the costs of all mentors.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> costs = solve(Problem([[9, 4], [4, 3]])).opportunity_costs(0)
        >>> costs.people, costs.points
        (array([0, 0]), array([0., 4.]))
        """
        index = validate_index("mentee", mentee, "mentee", self.problem.shape[0])
        return opportunity_costs(self.scaled, self.solution, index)

    def mentee_costs(self, mentor: int) -> OpportunityCosts:
        """Return what the optimum would lose by assigning each mentee to a mentor.

        Parameters
        ----------
        mentor : int

        Returns
        -------
        OpportunityCosts
            ``people[i]`` and ``points[i]`` are those of ``opportunity_costs(i)`` for the mentor.

        Raises
        ------
        InvalidProblemError
            There is no such mentor.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Notes
        -----
        One shortest-path search on the residual graph gives the costs of all mentees.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> costs = solve(Problem([[9, 4], [4, 3]])).mentee_costs(1)
        >>> costs.people, costs.points
        (array([0, 0]), array([4., 0.]))
        """
        index = validate_index("mentor", mentor, "mentor", self.problem.shape[1])
        return mentee_costs(self.scaled, self.solution, index)

    def reassignments(self, mentee: int, mentor: int) -> list[Pair]:
        """Return the moves that follow if a mentee is assigned to a mentor.

        Parameters
        ----------
        mentee, mentor : int

        Returns
        -------
        list of (int, int)
            Who moves, and to which mentor or −1 for none; the given pair comes first. Empty if the
            mentee is already there. Together the moves cost what `opportunity_costs` says.

        Raises
        ------
        InvalidProblemError
            There is no such mentee or mentor.
        InvalidPinError
            The pair is impossible.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> solve(Problem([[9, 4], [4, 3]])).reassignments(0, 1)
        [(0, 1), (1, 0)]
        """
        ((mentee, mentor),) = validate_pairs("pairs", [(mentee, mentor)], self.problem.shape)
        return reassignment_chain(self.scaled, self.solution, mentee, mentor)

    def moves_from(self, other: "Assignment") -> list[tuple[int, int, int]]:
        """Return who has another mentor than in another assignment of the same people.

        Parameters
        ----------
        other : Assignment

        Returns
        -------
        list of (int, int, int)
            The mentee, the mentor in ``other``, and the mentor here; −1 for none.

        Raises
        ------
        InvalidProblemError
            The other assignment has more or fewer mentees or mentors.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]]))
        >>> assignment.without_mentor(0).moves_from(assignment)
        [(0, 0, 1), (1, 1, -1)]
        """
        if self.problem.shape != other.problem.shape:
            raise InvalidProblemError(
                f"the assignments are of {self.problem.shape} and {other.problem.shape} people"
            )
        moved = np.flatnonzero(self.mentor_of != other.mentor_of)
        before, after = other.mentor_of[moved].tolist(), self.mentor_of[moved].tolist()
        return list(zip(moved.tolist(), before, after, strict=True))

    def without_pairs(self, pairs: Iterable[Pair]) -> "Assignment":
        """Return the optimum without some pairs that reassigns the fewest mentees.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that are no longer allowed.

        Returns
        -------
        Assignment
            Reoptimized from the present prices; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        InvalidPinError
            A pair is pinned.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]]))
        >>> assignment.without_pairs([(0, 0)]).mentor_of
        array([1, 0])
        """
        validated = validate_pairs("pairs", pairs, self.problem.shape)
        return Assignment.from_solution(*without_pairs(self.scaled, self.solution, validated))

    def with_pairs(self, pairs: Iterable[Pair]) -> "Assignment":
        """Return the optimum with some pairs allowed that reassigns the fewest mentees.

        The inverse of `without_pairs`. A pair that a rule forbade from the beginning may be
        allowed as well; one that scores below the floor stays out.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that are allowed from now on.

        Returns
        -------
        Assignment
            Reoptimized from the present prices; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]])).without_pairs([(0, 0)])
        >>> assignment.with_pairs([(0, 0)]).mentor_of
        array([0, 1])
        """
        validated = validate_pairs("pairs", pairs, self.problem.shape)
        return Assignment.from_solution(*with_pairs(self.scaled, self.solution, validated))

    def with_pins(self, pairs: Iterable[Pair]) -> "Assignment":
        """Return the optimum with some pairs pinned that reassigns the fewest mentees.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) to pin, beside those already pinned.

        Returns
        -------
        Assignment
            Reoptimized from the present prices; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range.
        InvalidPinError
            A pin contradicts eligibility, the floor, a capacity or another pin.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]]))
        >>> assignment.with_pins([(0, 1)]).mentor_of
        array([1, 0])
        """
        validated = validate_pairs("pairs", pairs, self.problem.shape)
        return Assignment.from_solution(*with_pins(self.scaled, self.solution, validated))

    def without_pins(self, pairs: Iterable[Pair]) -> "Assignment":
        """Return the optimum with some pins released that reassigns the fewest mentees.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pins (mentee, mentor) that are given up; the pairs stay allowed.

        Returns
        -------
        Assignment
            Reoptimized from the present prices; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range, or not pinned.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]], pinned=[(0, 1)]))
        >>> assignment.without_pins([(0, 1)]).mentor_of
        array([0, 1])
        """
        validated = validate_pairs("pairs", pairs, self.problem.shape)
        return Assignment.from_solution(*without_pins(self.scaled, self.solution, validated))

    def without_mentor(self, mentor: int) -> "Assignment":
        """Return the optimum without a mentor that reassigns the fewest mentees.

        Parameters
        ----------
        mentor : int
            Whose capacity becomes 0.

        Returns
        -------
        Assignment
            Reoptimized from the present prices; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            There is no such mentor.
        InvalidPinError
            A mentee is pinned to the mentor.
        InvalidAssignmentError
            The assignment is not proven optimal.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> assignment = solve(Problem([[9, 4], [4, 3]]))
        >>> assignment.without_mentor(0).mentor_of
        array([ 1, -1])
        """
        return Assignment.from_solution(*without_mentor(self.scaled, self.solution, mentor))
