"""How many people are matched, group by group, to show whether a group falls behind."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.encoding.text import fold_text
from matching.explanations.pairs import MatchedPair
from matching.program.columns import answers, has_column, scale_of
from matching.program.program import Program
from matching.tables.people import People

ScoresById = Mapping[str, Sequence[float]]
"""The scores of each matched person's pairs."""


@dataclass(frozen=True)
class Group:
    """The people of one side who gave the same answer.

    Attributes
    ----------
    title : str
        The answer; empty for those who gave none.
    people, matched : int
        How many there are, and how many of them are matched.
    mean : float or None
        The mean score of their pairs.
    """

    title: str
    people: int
    matched: int
    mean: float | None

    @property
    def share(self) -> float:
        """The matched part of the group, from 0 to 1."""
        return self.matched / self.people if self.people else 0.0


@dataclass(frozen=True)
class SideSpread:
    """The groups of one side, and the whole side to compare them with.

    Attributes
    ----------
    side : {"mentees", "mentors"}
    groups : tuple of Group
    everybody : Group
    """

    side: str
    groups: tuple[Group, ...]
    everybody: Group


@dataclass(frozen=True)
class Spread:
    """The groups of one column, for each side that has the column."""

    column: str
    sides: tuple[SideSpread, ...]


def spread(
    column: str, pairs: Sequence[MatchedPair], program: Program, mentees: People, mentors: People
) -> Spread:
    """Return the groups of one column."""
    sides = (
        ("mentees", mentees, _scores((pair.mentee_id, pair.score) for pair in pairs)),
        ("mentors", mentors, _scores((pair.mentor_id, pair.score) for pair in pairs)),
    )
    return Spread(
        column,
        tuple(
            _side(name, people, answers(people, column, program), scale_of(column, program), scores)
            for name, people, scores in sides
            if has_column(people, column)
        ),
    )


def _scores(pairs: Iterable[tuple[str, float]]) -> ScoresById:
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for person_id, score in pairs:
        scores[person_id].append(score)
    return scores


def _side(
    side: str,
    people: People,
    people_answers: Sequence[Sequence[str]],
    scale: Sequence[str],
    scores: ScoresById,
) -> SideSpread:
    members: defaultdict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for person_id, person_answers in zip(people.ids, people_answers, strict=True):
        folded_answers = {fold_text(answer): answer for answer in person_answers} or {"": ""}
        for folded, answer in folded_answers.items():
            titles.setdefault(folded, answer)
            members[folded].append(person_id)
    return SideSpread(
        side,
        tuple(
            _group(titles[folded], members[folded], scores) for folded in _sorted(members, scale)
        ),
        _group("", people.ids, scores),
    )


def _sorted(folded: Iterable[str], scale: Sequence[str]) -> list[str]:
    """Sort folded answers by their level on a scale, then alphabetically; a blank is the last."""
    level = {fold_text(answer): number for number, answer in enumerate(scale)}
    return sorted(folded, key=lambda answer: (answer == "", level.get(answer, len(level)), answer))


def _group(title: str, ids: Sequence[str], scores: ScoresById) -> Group:
    matched = [scores[person_id] for person_id in ids if person_id in scores]
    pair_scores = [score for person_scores in matched for score in person_scores]
    mean = math.fsum(pair_scores) / len(pair_scores) if pair_scores else None
    return Group(title, len(ids), len(matched), mean)
