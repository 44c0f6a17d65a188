"""The residual graph of an optimal assignment, with the dual prices that support it.

The nodes are the mentors and one *unmatched node*, which holds the mentees without a mentor and
supplies free slots. An arc from one node to another moves a mentee, or transfers a unit of
capacity, and costs what the dual prices of its ends lose by it. Under optimal prices no cost is
negative, so that Dijkstra's algorithm finds the cheapest chain of moves [1]_. Among chains of equal
cost the one that reassigns fewest mentees is cheapest: a move away from a mentee's initial node
costs one unit more, and all other costs are whole quanta, each of more units than there are
mentees.

.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, section 9.7.
"""

import numpy as np
import numpy.typing as npt

from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import FORBIDDEN, ScaledInts
from matching.problem.protocol import UNMATCHED
from matching.problem.scaled_problem import ScaledProblem

UNREACHABLE = -FORBIDDEN // 2
"""The cost of a node without any path: more than any path costs, less than a forbidden move."""

DISPLACED = -2
"""The node of a mentee who has lost one mentor and is not yet assigned anew."""


class ResidualGraph:
    """The state of a reoptimization.

    Parameters
    ----------
    scaled : ScaledProblem
        The changed problem.
    solution : PrimalDualSolution
        The optimum before the change.

    Attributes
    ----------
    unmatched_node : int
        The index of the unmatched node, which is the number of mentors.
    initial_node, node : numpy.ndarray of int, shape (mentees,)
        The node of each mentee in ``solution`` and now; the latter may be DISPLACED.
    used : numpy.ndarray of int, shape (mentors,)
        Slots in use.
    mentee_prices, mentor_prices : numpy.ndarray of int
        The dual prices now.
    pinned : numpy.ndarray of bool, shape (mentees,)
        Who cannot be moved.
    price_limit : int
        See `ScaledProblem`.
    """

    def __init__(self, scaled: ScaledProblem, solution: PrimalDualSolution) -> None:
        mentors = scaled.shape[1]
        self.scaled = scaled
        self.unmatched_node = mentors
        self.initial_node = np.where(solution.mentor_of == UNMATCHED, mentors, solution.mentor_of)
        self.node = self.initial_node.copy()
        self.used = np.bincount(self.initial_node, minlength=mentors + 1)[:mentors]
        self.mentee_prices = solution.mentee_prices.copy()
        self.mentor_prices = solution.mentor_prices.copy()
        self.pinned = scaled.pinned_to != UNMATCHED
        self.price_limit = scaled.price_limit

    def move_costs(self, mentee: int) -> ScaledInts:
        """Return the cost of moving a mentee to each node.

        Parameters
        ----------
        mentee : int

        Returns
        -------
        numpy.ndarray of int, shape (mentors + 1,)
        """
        values = self.scaled.rows(np.array([mentee]))[0]
        price = int(self.mentee_prices[mentee])
        costs = np.append(price + self.mentor_prices - values, price) + 1
        costs[self.initial_node[mentee]] -= 1
        return costs

    def force_assign(self, mentee: int, mentor: int) -> None:
        """Assign a mentee to a mentor at any cost, even beyond the mentor's capacity.

        Parameters
        ----------
        mentee, mentor : int
        """
        value = int(self.scaled.rows(np.array([mentee]))[0, mentor])
        is_moved = int(self.initial_node[mentee] != mentor)
        self.node[mentee] = mentor
        self.mentee_prices[mentee] = value - is_moved - self.mentor_prices[mentor]

    def mentor_of(self) -> npt.NDArray[np.int64]:
        """Return the present assignment.

        Returns
        -------
        numpy.ndarray of int, shape (mentees,)
            The mentor of each mentee, or UNMATCHED.
        """
        return np.where(self.node == self.unmatched_node, UNMATCHED, self.node)
