"""Two match runs of a round side by side: their figures, and who has another mentor."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentorship.after_commit import AnySession
from mentorship.models import MatchRun, RunState
from mentorship.services.reports.figures import direction_of
from mentorship.services.run_analysis.group_bounds import Bounds, bounds_of, count_groups
from mentorship.services.run_analysis.run_pairs import (
    PersonFacts,
    RunPair,
    facts_of,
    pairs_of,
    people_in,
)


@dataclass(frozen=True)
class TwoRuns:
    """Two finished runs of the same round; the first is the one that the URL names first."""

    first: MatchRun
    second: MatchRun


@dataclass(frozen=True)
class RunFigures:
    """What a run's pairs are in numbers; without a readable pair there are no points.

    ``best_possible`` is what two people would score who suit each other in everything.
    """

    matched: int
    total: float | None
    lowest: float | None
    mean: float | None
    best_possible: float | None
    directions: Mapping[str, int]

    @property
    def mean_share(self) -> float | None:
        """The mean as a share of the best possible score, which runs of any weights have."""
        return self.mean / self.best_possible if self.mean and self.best_possible else None


@dataclass(frozen=True)
class Move:
    """A mentee whom the two runs treat differently; None is nobody."""

    mentee_id: int
    before_id: int | None
    after_id: int | None


@dataclass(frozen=True)
class Moves:
    """How many mentees keep their mentor, and who gets another one, a first one, or none."""

    same: int
    moved: Sequence[Move]
    new: Sequence[Move]
    lost: Sequence[Move]


@dataclass(frozen=True)
class Comparison:
    """All that the page of two runs shows; names are shown once that is recorded."""

    first: RunFigures
    second: RunFigures
    moves: Moves
    languages: Bounds
    regions: Bounds
    names: Mapping[int, str] = field(repr=False)


def two_runs(session: AnySession, run_id: int, other_id: int) -> TwoRuns | None:
    """Return two runs that can be compared: of the same round, done, and not the same."""
    first, second = session.get(MatchRun, run_id), session.get(MatchRun, other_id)
    if first is None or second is None or first is second:
        return None
    are_done = first.state is RunState.DONE and second.state is RunState.DONE
    return TwoRuns(first, second) if are_done and first.round_id == second.round_id else None


def compare(session: AnySession, runs: TwoRuns) -> Comparison:
    """Compare what two runs suggested; decisions that were made since make no difference."""
    first, second = pairs_of(session, runs.first), pairs_of(session, runs.second)
    in_first, in_second = people_in(first), people_in(second)
    facts = facts_of(session, runs.first, in_first | in_second)
    differing = len(in_first ^ in_second)
    return Comparison(
        _figures(first, facts),
        _figures(second, facts),
        moves_between(first, second),
        languages=bounds_of(
            count_groups(facts[id_].languages for id_ in in_first & facts.keys()),
            count_groups(facts[id_].languages for id_ in in_second & facts.keys()),
            differing,
        ),
        regions=bounds_of(
            count_groups([facts[id_].region] for id_ in in_first & facts.keys()),
            count_groups([facts[id_].region] for id_ in in_second & facts.keys()),
            differing,
        ),
        names={id_: person.name for id_, person in facts.items()},
    )


def moves_between(first: Collection[RunPair], second: Collection[RunPair]) -> Moves:
    """Return what differs between two runs, in order of the mentees' ids."""
    before = {pair.mentee_id: pair.mentor_id for pair in first}
    after = {pair.mentee_id: pair.mentor_id for pair in second}
    everybody = sorted(before.keys() | after.keys())
    moves = [Move(id_, before.get(id_), after.get(id_)) for id_ in everybody]
    differing = [move for move in moves if move.before_id != move.after_id]
    return Moves(
        same=len(moves) - len(differing),
        moved=[move for move in differing if move.before_id and move.after_id],
        new=[move for move in differing if not move.before_id],
        lost=[move for move in differing if not move.after_id],
    )


def _figures(pairs: Sequence[RunPair], facts: Mapping[int, PersonFacts]) -> RunFigures:
    scores = [pair.score for pair in pairs if pair.score is not None]
    return RunFigures(
        matched=len(pairs),
        total=sum(scores) if scores else None,
        lowest=min(scores, default=None),
        mean=sum(scores) / len(scores) if scores else None,
        best_possible=max((pair.max_score or 0.0 for pair in pairs), default=None),
        directions=Counter(_directions(pairs, facts)),
    )


def _directions(pairs: Sequence[RunPair], facts: Mapping[int, PersonFacts]) -> Iterator[str]:
    for pair in pairs:
        mentee, mentor = facts.get(pair.mentee_id), facts.get(pair.mentor_id)
        if mentee and mentor:
            yield direction_of(mentor.group, mentee.group)
