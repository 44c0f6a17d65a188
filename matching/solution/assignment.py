"""Who is paired with whom, with the proof that no better round exists."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matching.errors import InvalidAnswerError
from matching.optimize.dual_prices import Prices
from matching.optimize.primal_dual import Resolved, gap_in_steps, total_points
from matching.problem.protocol import NOBODY, Pair, Pairable
from matching.problem.scaled_problem import Market
from matching.problem.validation import checked_index, indices
from matching.reoptimize.opportunity_costs import OpportunityCosts, opportunity_costs
from matching.reoptimize.reoptimize import pinning, rejecting, without_mentor


@dataclass(frozen=True, eq=False)
class Answer:
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
    prices : Prices
        The proof of the bound, for `verify` to check.
    market : Market
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
    prices: Prices = field(repr=False)
    market: Market = field(repr=False)

    @classmethod
    def of(cls, market: Market, resolved: Resolved) -> "Answer":
        """Count what was found and what its prices prove."""
        mentor_of, terms = resolved.mentor_of, market.terms
        matched = np.flatnonzero(mentor_of != NOBODY)
        total = total_points(market.problem, mentor_of, terms.load_penalty)
        _, gap = market.scale.split_sum(gap_in_steps(market, resolved))
        mentor_of.flags.writeable = False
        return cls(
            mentor_of=mentor_of,
            total=total,
            unmatched=tuple(np.flatnonzero(mentor_of == NOBODY).tolist()),
            people=len(matched),
            bound=total + gap,
            objective=terms.objective,
            floor=terms.floor,
            load_penalty=terms.load_penalty,
            seed=terms.seed,
            prices=Prices.of(market, resolved.mentees, resolved.mentors),
            market=market,
        )

    @property
    def gap(self) -> float:
        """How far the total may be from the best, in points; 0 for a proven optimum."""
        return self.bound - self.total

    @property
    def problem(self) -> Pairable:
        """What was asked."""
        return self.market.problem

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
        return opportunity_costs(self.market, self.resolved, who)

    def rejecting(self, pairs: Iterable[Pair]) -> "Answer":
        """Give the optimum without some pairs, moving as few people as an optimum can.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that must not be.

        Returns
        -------
        Answer
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidProblemError
            A pair is out of range; as `InvalidPinError`, if it is pinned.

        Examples
        --------
        >>> from matching import Problem, solve
        >>> answer = solve(Problem([[9, 4], [4, 3]]))
        >>> answer.rejecting([(0, 0)]).mentor_of
        array([1, 0])
        """
        checked = indices("pairs", pairs, self.problem.shape)
        return Answer.of(*rejecting(self.market, self.resolved, checked))

    def pinning(self, pairs: Iterable[Pair]) -> "Answer":
        """Give the optimum with some pairs, moving as few people as an optimum can.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Pairs (mentee, mentor) that must be, from now on.

        Returns
        -------
        Answer
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidPinError
            A pin contradicts a rule, the floor, a capacity or another pin.
        """
        checked = indices("pairs", pairs, self.problem.shape)
        return Answer.of(*pinning(self.market, self.resolved, checked))

    def without_mentor(self, mentor: int) -> "Answer":
        """Give the optimum without a mentor, moving as few people as an optimum can.

        Parameters
        ----------
        mentor : int
            Who takes nobody any more.

        Returns
        -------
        Answer
            Found from the old prices by repairing what broke; as good as a new solution.

        Raises
        ------
        InvalidPinError
            Somebody is pinned to the mentor.
        """
        return Answer.of(*without_mentor(self.market, self.resolved, mentor))

    @property
    def resolved(self) -> Resolved:
        """Who is where, and the prices in steps: what every what-if begins with.

        Raises
        ------
        InvalidAnswerError
            The answer is not proven to be the best, so that costs and repairs would be wrong.
        """
        if self.gap:
            raise InvalidAnswerError(
                f"the answer may be {self.gap:g} points short of the best; "
                "solve without a tolerance to ask what else there could be"
            )
        return Resolved(self.mentor_of, *self.prices.steps(self.market))
