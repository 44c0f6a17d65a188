"""What it costs the round to give way: shortest paths over the residual graph.

Whoever is sent away from one place goes to another, where somebody gives way in turn, until a
free place is reached or somebody is left without. Everybody has a station: a mentor, or the *hub*,
where those without a mentor are and where free places come from. Going from one station to another
costs what the two sides' prices lose by it, which is never negative; so Dijkstra's algorithm finds
the cheapest chain [1]_. Among chains that cost the same, the one that moves fewest people counts as
cheaper: a move adds one step, and all else comes in grains of more steps than there are people.

.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", 1993, section 9.7.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Index, numbered
from matching.optimize.primal_dual import PrimalDualSolution
from matching.problem.integer_scale import BLOCKED, ScaledInts
from matching.problem.protocol import NOBODY
from matching.problem.scaled_problem import ScaledProblem

UNREACHABLE = -BLOCKED // 2
"""No chain of moves leads there: more than any chain costs, and less than a blocked move."""

DISPLACED = -2
"""The station of somebody who has lost one place and not yet found another."""

AT_ONCE = 12
"""Stations that are looked at together: a few may be looked at again, but all much faster."""


@dataclass(frozen=True, eq=False)
class ShortestPaths:
    """The cheapest chains of moves from every station to one of them.

    The hub is the last station.

    Attributes
    ----------
    cost : numpy.ndarray of int, shape (mentors + 1,)
        What it costs in all to have one person too many there; UNREACHABLE where it cannot be.
    mover : numpy.ndarray of int, shape (mentors + 1,)
        Who leaves the station then, or NOBODY where only a place changes hands.
    onward : numpy.ndarray of int, shape (mentors + 1,)
        The next station of the chain.
    """

    cost: ScaledInts
    mover: npt.NDArray[np.int64]
    onward: npt.NDArray[np.int64]


class ResidualGraph:
    """An optimal answer in the middle of being changed, with the prices that support it.

    Parameters
    ----------
    scaled : ScaledProblem
    solution : PrimalDualSolution
        The optimal answer; whoever is elsewhere afterwards has moved.
    """

    def __init__(self, scaled: ScaledProblem, solution: PrimalDualSolution) -> None:
        self.scaled = scaled
        self.hub = scaled.shape[1]
        self.home = np.where(solution.mentor_of == NOBODY, self.hub, solution.mentor_of)
        self.station = self.home.copy()
        self.used = np.bincount(self.home, minlength=self.hub + 1)[: self.hub]
        self.mentees = solution.mentees.copy()
        self.mentors = solution.mentors.copy()
        self.pinned = scaled.pinned_to != NOBODY
        self.most = _most(scaled)

    def routes(self, target: int, first: ScaledInts | None = None) -> ShortestPaths:
        """Find the cheapest chains to a station, by Dijkstra's algorithm from there backwards.

        With ``first``, the cost of one person's move to each station, the search ends as soon as
        that person's cheapest chain is known; costs beyond it are then only lower limits.
        """
        search = DijkstraSearch(self, target)
        while True:
            nearest = search.nearest()
            if nearest >= (UNREACHABLE if first is None else (first + search.cost).min()):
                return ShortestPaths(search.cost, search.mover, search.onward)
            search.reach_back()

    def first_moves(self, mentee: int) -> ScaledInts:
        """Say what it costs, by the prices, if one mentee goes to each station."""
        worth = self.scaled.rows(np.array([mentee]))[0]
        own = int(self.mentees[mentee])
        moves = np.append(own + self.mentors - worth, own) + 1
        moves[self.home[mentee]] -= 1
        return moves

    def place(self, mentee: int, target: int) -> None:
        """Find a place for somebody in the air, where ``target`` has one to fill."""
        self.mentees = np.minimum(self.mentees, self.most)  # in the air they rise, too
        first = self.first_moves(mentee)
        routes = self.routes(target, first)
        there = int(np.argmin(first + routes.cost))
        cost = int(first[there] + routes.cost[there])
        self._reprice(routes, cost)
        self.mentees[mentee] -= cost
        self.station[mentee] = there
        self._follow(routes, there, target)

    def insist(self, mentee: int, mentor: int) -> None:
        """Put somebody to a mentor at any cost, whose station is crowded by it."""
        worth = int(self.scaled.rows(np.array([mentee]))[0, mentor])
        moved = int(self.home[mentee] != mentor)
        self.station[mentee] = mentor
        self.mentees[mentee] = worth - moved - self.mentors[mentor]

    def give_way(self, crowded: int, target: int) -> None:
        """Let somebody leave a crowded station, where ``target`` has a place to fill."""
        first = np.full(self.hub + 1, UNREACHABLE)
        first[crowded] = 0
        routes = self.routes(target, first)
        self._reprice(routes, int(routes.cost[crowded]))
        self._follow(routes, crowded, target)

    def mentor_of(self) -> npt.NDArray[np.int64]:
        """Say who is where."""
        return np.where(self.station == self.hub, NOBODY, self.station)

    def _reprice(self, routes: ShortestPaths, cost: int) -> None:
        """Shift prices by the costs, so that the chain that is followed becomes free.

        The prices of those whom no chain can reach would rise with every chain, and overflow.
        Beyond what any pair is worth nobody comes anyway, so there they stop.
        """
        shift = np.minimum(routes.cost, cost)
        from_hub = shift[self.hub]
        raised = np.minimum(shift[: self.hub] - from_hub, self.most - self.mentors)
        in_the_air = self.station == DISPLACED
        lost = np.where(in_the_air, -from_hub, np.append(raised, 0)[self.station])
        self.mentors += raised
        self.mentees -= lost

    def _follow(self, routes: ShortestPaths, start: int, target: int) -> None:
        here = start
        while here != target:
            onward, mover = int(routes.onward[here]), int(routes.mover[here])
            if mover != NOBODY:
                self.station[mover] = onward
            elif onward == self.hub:
                self.used[here] += 1
            else:
                self.used[onward] -= 1
            here = onward


def _most(scaled: ScaledProblem) -> int:
    """Say what no pair is worth, nor any mentor's last place costs, ties included."""
    last_place = scaled.penalty * int(scaled.capacity.max(initial=0))
    return scaled.best + last_place + scaled.scale.quantum


class DijkstraSearch:
    """Dijkstra's algorithm backwards from one station, some stations at a time.

    A station is looked at again whenever a cheaper chain from it is found.
    """

    def __init__(self, residual: ResidualGraph, target: int) -> None:
        stations = residual.hub + 1
        self.residual = residual
        self.cost = np.full(stations, UNREACHABLE)
        self.mover = np.full(stations, NOBODY)
        self.onward = np.full(stations, target)
        self.cost[target] = 0
        self.waiting = np.zeros(stations, dtype=np.bool_)
        self.waiting[target] = True
        self.movers = ~residual.pinned & (residual.station != DISPLACED)
        self.station = np.where(self.movers, residual.station, target)
        self.dues = np.where(self.movers, residual.mentees, -BLOCKED) + 1
        self.by_home = np.argsort(residual.home, kind="stable")
        self.starts = np.searchsorted(residual.home[self.by_home], np.arange(stations + 1))

    def nearest(self) -> int:
        """Give the lowest cost of a station still to be looked at."""
        return int(self.cost[self.waiting].min(initial=UNREACHABLE))

    def reach_back(self) -> None:
        """Look at the cheapest of the waiting stations: who could come there, and from where."""
        batch = np.flatnonzero(self.waiting)
        if len(batch) > AT_ONCE:
            batch = np.sort(batch[np.argpartition(self.cost[batch], AT_ONCE)[:AT_ONCE]])
        self.waiting[batch] = False
        if batch[-1] == self.residual.hub:
            self._reach_back_from_hub()
            batch = batch[:-1]
        if len(batch):
            self._reach_back_from_mentors(batch)
            self._take_place_back(batch)

    def _reach_back_from_mentors(self, batch: Index) -> None:
        loss = self.dues - self.residual.scaled.columns(batch)
        loss += (self.residual.mentors[batch] + self.cost[batch])[:, np.newaxis]
        loss[self._at_home(batch)] -= 1
        cheapest = loss.min(axis=0)
        better = np.flatnonzero(cheapest < self.cost[self.station])
        self._lower(better, cheapest[better], batch[loss[:, better].argmin(axis=0)])

    def _reach_back_from_hub(self) -> None:
        """Let people go without a mentor, and mentors take one more."""
        residual, hub = self.residual, self.residual.hub
        going = self.dues + self.cost[hub]
        going[self._at_home(np.array([hub]))[1]] -= 1
        better = np.flatnonzero(going < self.cost[self.station])
        self._lower(better, going[better], hub)
        free = np.flatnonzero(residual.used < residual.scaled.capacity)
        dearer = residual.scaled.penalty * residual.used[free]
        self._hand_over(free, dearer - residual.mentors[free] + self.cost[hub], hub)

    def _take_place_back(self, batch: Index) -> None:
        """Let the hub's people come by leaving a mentor one place fewer."""
        residual = self.residual
        batch = batch[residual.used[batch] > 0]
        saved = residual.scaled.penalty * (residual.used[batch] - 1)
        offered = residual.mentors[batch] - saved + self.cost[batch]
        if len(batch):
            best = [int(offered.argmin())]
            self._hand_over(np.array([residual.hub]), offered[best], batch[best])

    def _at_home(self, stations: Index) -> tuple[Index, Index]:
        """Give the people whose home is among some stations, after the places of these."""
        starts, counts = self.starts[stations], self.starts[stations + 1] - self.starts[stations]
        people = self.by_home[numbered(counts) + np.repeat(starts, counts)]
        return np.repeat(np.arange(len(stations)), counts), people

    def _lower(self, movers: Index, offered: ScaledInts, onward: Index | int) -> None:
        """Lower the cost of the stations from which somebody can move on more cheaply."""
        stations = self.station[movers]
        np.minimum.at(self.cost, stations, offered)
        first = offered == self.cost[stations]
        self.mover[stations[first]] = movers[first]
        self.onward[stations[first]] = np.broadcast_to(onward, len(movers))[first]
        self.waiting[stations] = True

    def _hand_over(self, stations: Index, offered: ScaledInts, onward: Index | int) -> None:
        """Lower the cost of stations between which a place changes hands."""
        better = offered < self.cost[stations]
        stations = stations[better]
        self.cost[stations] = offered[better]
        self.mover[stations] = NOBODY
        self.onward[stations] = np.broadcast_to(onward, len(better))[better]
        self.waiting[stations] = True
