"""The optimum of a board, which follows every decision without solving anew.

SciPy and pandas are not imported, except by `solved_anew`: a web process repairs a board in
milliseconds, and importing them takes longer than a second.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import nsmallest

import matching
from mentorship.services.pairing.library_adapter.solver_state import (
    UNMATCHED,
    Position,
    SolveOptions,
    SolverState,
    as_data,
)
from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem

Reassignment = tuple[int, int, int]
"""A mentee, the mentor before and the mentor after, by position, or UNMATCHED."""


class ImpossibleError(Exception):
    """A change contradicts what is kept together already; the message names nobody."""


@dataclass(frozen=True)
class PairCost:
    """What it would cost the round to insist on a pair: people fewer, points fewer."""

    position: Position
    people: int
    points: float


@dataclass(frozen=True)
class Optimizer:
    """An optimum under the pairs that are given; every change returns another one."""

    problem: StoredProblem = field(repr=False)
    options: SolveOptions
    assignment: matching.Assignment = field(repr=False)
    banned: frozenset[Position] = frozenset()
    added: frozenset[Position] = frozenset()

    @classmethod
    def restore(
        cls, problem: StoredProblem, options: SolveOptions, state: SolverState
    ) -> Optimizer:
        """Go on from a stored state, without solving."""
        import numpy as np

        mentor_of, mentee_prices, mentor_prices = (
            np.array(values, dtype=np.int64)
            for values in (state.mentor_of, state.mentee_prices, state.mentor_prices)
        )
        stored = matching.SolverState(
            mentor_of,
            mentee_prices,
            mentor_prices,
            state.quanta_per_point,
            state.quantum,
            state.person_weight,
        )
        assignment = matching.Assignment.restore(
            _problem_now(problem, options, state),
            _library_options(options),
            stored,
        )
        return cls(problem, options, assignment, frozenset(state.banned), frozenset(state.added))

    def go_back_to(self, state: SolverState) -> Optimizer:
        """Return the optimum of an earlier state."""
        return self.restore(self.problem, self.options, state)

    def solved_anew(self) -> Optimizer:
        """Return an optimum under the same pairs that does not come from the earlier ones."""
        options = self.options
        assignment = matching.solve(
            _problem_now(self.problem, options, self.state()),
            options.objective,
            options.floor,
            options.load_penalty,
            options.seed,
        )
        return replace(self, assignment=assignment)

    def mentors(self) -> list[int]:
        """Return the mentor of each mentee, or UNMATCHED."""
        mentors: list[int] = self.assignment.mentor_of.tolist()
        return mentors

    def mentor_of(self, mentee: int) -> int:
        return int(self.assignment.mentor_of[mentee])

    def pairs(self) -> list[Position]:
        return [pair for pair in enumerate(self.mentors()) if pair[1] != UNMATCHED]

    @property
    def people(self) -> int:
        """How many mentees have a mentor."""
        return self.assignment.people

    @property
    def total(self) -> float:
        """The sum of all scores, less the load penalty."""
        return self.assignment.total

    @property
    def pinned(self) -> set[Position]:
        return set(self.assignment.problem.pinned)

    def state(self) -> SolverState:
        """Return what `restore` needs."""
        return as_data(self.assignment.state, self.banned, self.pinned, self.added)

    def with_pins(self, pairs: Iterable[Position]) -> Optimizer:
        """Keep pairs together, whatever it costs.

        Raises
        ------
        ImpossibleError
            They contradict each other, a mentor's places, or what is kept together already.
        """
        new = sorted(set(pairs) - self.pinned)
        try:
            return replace(self, assignment=self.assignment.with_pins(new)) if new else self
        except matching.InvalidPinError:
            raise ImpossibleError from None

    def without_pins(self, pairs: Iterable[Position]) -> Optimizer:
        """Let pairs go, if something else is better."""
        pinned = sorted(set(pairs) & self.pinned)
        return replace(self, assignment=self.assignment.without_pins(pinned)) if pinned else self

    def without_pairs(self, pairs: Iterable[Position]) -> Optimizer:
        """Keep pairs apart; none of them may be pinned."""
        new = set(pairs) - self.banned
        return replace(
            self,
            assignment=self.assignment.without_pairs(sorted(new)) if new else self.assignment,
            banned=self.banned | new,
        )

    def with_pairs(self, pairs: Iterable[Position]) -> Optimizer:
        """Allow pairs again that were kept apart, unless they break a rule."""
        again = set(pairs) & self.banned
        allowed = sorted(
            pair for pair in again if pair in self.added or self.problem.breaks_no_rule(pair)
        )
        return replace(
            self,
            assignment=self.assignment.with_pairs(allowed) if allowed else self.assignment,
            banned=self.banned - again,
        )

    def with_added(self, pairs: Iterable[Position]) -> Optimizer:
        """Allow pairs that break a rule."""
        new = set(pairs) - self.added
        allowed = sorted(new - self.banned)
        return replace(
            self,
            assignment=self.assignment.with_pairs(allowed) if allowed else self.assignment,
            added=self.added | new,
        )

    def without_added(self, pairs: Iterable[Position]) -> Optimizer:
        """Take back that pairs are allowed although they break a rule."""
        taken = set(pairs) & self.added
        return replace(
            self,
            assignment=self.assignment.without_pairs(sorted(taken)) if taken else self.assignment,
            added=self.added - taken,
        )

    def reassignments_since(self, other: Optimizer) -> list[Reassignment]:
        """Return who has another mentor than in another optimum of the same people."""
        return self.assignment.moves_from(other.assignment)

    def reassignments(self, position: Position) -> list[Position]:
        """Return who moves to whom if a pair is insisted on, itself first."""
        return self.assignment.reassignments(*position)

    def score_of(self, position: Position) -> float:
        return float(self.problem.scores[position])

    def cheapest_mentors(self, mentee: int, limit: int) -> list[PairCost]:
        """Return the mentors whom giving to a mentee would cost the round least, except their own.

        There are none for a mentee who is pinned.
        """
        costs = self.assignment.opportunity_costs(mentee)
        others = [
            PairCost((mentee, mentor), people, points)
            for mentor, (people, points) in enumerate(_pairs_of_costs(costs))
            if mentor != self.mentor_of(mentee)
        ]
        return _cheapest(others, limit)

    def cheapest_mentees(self, mentor: int, limit: int) -> list[PairCost]:
        """Return the mentees whom giving to a mentor would cost the round least, except theirs."""
        mentors, costs = self.mentors(), self.assignment.mentee_costs(mentor)
        others = [
            PairCost((mentee, mentor), people, points)
            for mentee, (people, points) in enumerate(_pairs_of_costs(costs))
            if mentors[mentee] != mentor
        ]
        return _cheapest(others, limit)


def _problem_now(
    problem: StoredProblem, options: SolveOptions, state: SolverState
) -> matching.Problem:
    """Return the problem under the pairs that are given."""
    import numpy as np

    eligible = problem.broken == 0
    for pair in state.added:
        eligible[pair] = True
    for pair in state.banned:
        eligible[pair] = False
    capacity = np.array(options.capacity, dtype=np.int64)
    return matching.Problem.from_trusted_arrays(problem.scores, eligible, capacity, state.pinned)


def _library_options(options: SolveOptions) -> matching.SolveOptions:
    return matching.SolveOptions(
        options.objective, options.floor, options.load_penalty, options.seed
    )


def _pairs_of_costs(costs: matching.OpportunityCosts) -> Iterable[tuple[int, float]]:
    return zip(costs.people.tolist(), costs.points.tolist(), strict=True)


def _cheapest(costs: Iterable[PairCost], limit: int) -> list[PairCost]:
    possible = (cost for cost in costs if math.isfinite(cost.points))
    return nsmallest(limit, possible, key=lambda cost: (cost.people, cost.points, cost.position))
