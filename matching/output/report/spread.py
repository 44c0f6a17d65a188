"""Who is matched, group by group: whether one is left behind."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.encoding.text import same_text
from matching.explanations.pairs import MatchedPair
from matching.program.columns import answers, has, scale_of
from matching.program.program import Program
from matching.tables.people import People

Scores = Mapping[str, Sequence[float]]
"""The scores of everybody's pairs, by id."""


@dataclass(frozen=True)
class Group:
    """People with an answer in common.

    Attributes
    ----------
    title : str
        The answer; nothing for those who gave none.
    people, matched : int
        How many there are, and how many of them are in a pair.
    mean : float or None
        The mean score of their pairs.
    """

    title: str
    people: int
    matched: int
    mean: float | None

    @property
    def share(self) -> float:
        """How much of the group is matched, from 0 to 1."""
        return self.matched / self.people if self.people else 0.0


@dataclass(frozen=True)
class SideSpread:
    """One side's groups, and everybody of the side to hold them against."""

    side: str
    groups: tuple[Group, ...]
    everybody: Group


@dataclass(frozen=True)
class Spread:
    """The groups of one column, of each side that has it."""

    column: str
    sides: tuple[SideSpread, ...]


def spread(
    column: str, pairs: Sequence[MatchedPair], program: Program, mentees: People, mentors: People
) -> Spread:
    """Count the groups of one column."""
    sides = (
        ("mentees", mentees, _scores((pair.mentee_id, pair.score) for pair in pairs)),
        ("mentors", mentors, _scores((pair.mentor_id, pair.score) for pair in pairs)),
    )
    return Spread(
        column,
        tuple(
            _side(name, people, answers(people, column, program), scale_of(column, program), scores)
            for name, people, scores in sides
            if has(people, column)
        ),
    )


def _scores(pairs: Iterable[tuple[str, float]]) -> Scores:
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for who, score in pairs:
        scores[who].append(score)
    return scores


def _side(
    side: str,
    people: People,
    answered: Sequence[Sequence[str]],
    scale: Sequence[str],
    scores: Scores,
) -> SideSpread:
    members: defaultdict[str, list[str]] = defaultdict(list)
    written: dict[str, str] = {}
    for who, titles in zip(people.ids, answered, strict=True):
        mine = {same_text(title): title for title in titles} or {"": ""}
        for folded, title in mine.items():
            written.setdefault(folded, title)
            members[folded].append(who)
    return SideSpread(
        side,
        tuple(
            _group(written[folded], members[folded], scores) for folded in _order(members, scale)
        ),
        _group("", people.ids, scores),
    )


def _order(folded: Iterable[str], scale: Sequence[str]) -> list[str]:
    """Put answers in their programme's order, or else alphabetically; a blank is the last."""
    place = {same_text(assignment): number for number, assignment in enumerate(scale)}
    return sorted(folded, key=lambda one: (one == "", place.get(one, len(place)), one))


def _group(title: str, ids: Sequence[str], scores: Scores) -> Group:
    matched = [scores[who] for who in ids if who in scores]
    points = [score for one in matched for score in one]
    mean = math.fsum(points) / len(points) if points else None
    return Group(title, len(ids), len(matched), mean)
