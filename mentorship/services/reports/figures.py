"""The figures of a round's report, counted from what is known of applicants and matches.

Every person and every match is counted in one figure of a kind, so that no figure is the sum or
the difference of others: totals are added up from what is published. ADR 0026 says why.
"""

import enum
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from mentorship.roles import Role

SEVERAL = "more-than-one"
"""The group of people who are part of several communities, and the direction of their matches.

The code of a community has no hyphen."""
LANGUAGE_KEY = "language"
MET_KEY, MEETINGS_KEY, HOURS_KEY = "met", "meetings", "hours"
MINUTES_PER_HOUR = 60


class Topic(enum.StrEnum):
    """Figures that rise together, and what is counted to tell whether enough has changed."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    MATCHED = "matched"
    LASTING = "lasting"
    MEETINGS = "meetings"


@dataclass(frozen=True)
class Applicant:
    """What a report counts of one application."""

    role: Role
    group: str
    languages: frozenset[str] = frozenset()
    is_accepted: bool = False


@dataclass(frozen=True)
class Match:
    """What a report counts of two people who have both said yes."""

    direction: str
    has_lasted: bool = False
    minutes_of_meetings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A count, and how it depends on others.

    ``within`` are the figures that together count everything that this one counts, too.
    ``is_trait`` says that they came to count somebody at the same moment.
    ``needs`` is a figure without which this one is not shown.
    """

    key: str
    topic: Topic
    count: int
    within: tuple[str, ...] = ()
    is_trait: bool = False
    needs: str | None = None


def groups(communities: Iterable[str]) -> tuple[str, ...]:
    return (*communities, SEVERAL)


def directions(communities: Sequence[str]) -> tuple[str, ...]:
    """Return who can pass something on to whom.

    >>> directions(["asian", "latino"])
    ('asian-latino', 'latino-asian', 'more-than-one')
    """
    return (*map("-".join, permutations(communities, 2)), SEVERAL)


def group_of(communities: Collection[str]) -> str:
    """Return the group in which somebody is counted.

    >>> group_of(["asian"]), group_of(["asian", "latino"])
    ('asian', 'more-than-one')
    """
    return next(iter(communities)) if len(communities) == 1 else SEVERAL


def direction_of(mentor_group: str, mentee_group: str) -> str:
    """Return the direction of a match.

    >>> direction_of("asian", "latino"), direction_of("asian", SEVERAL)
    ('asian-latino', 'more-than-one')
    """
    pair = mentor_group, mentee_group
    return SEVERAL if SEVERAL in pair or mentor_group == mentee_group else "-".join(pair)


def key_of(topic: Topic, *parts: str) -> str:
    return ".".join((topic, *parts))


def applied_keys(communities: Iterable[str]) -> tuple[str, ...]:
    """Return the figures that together count everybody who applied."""
    return tuple(key_of(Topic.APPLIED, *place) for place in product(Role, groups(communities)))


def matched_keys(communities: Sequence[str]) -> tuple[str, ...]:
    """Return the figures that together count every match."""
    return tuple(key_of(Topic.MATCHED, direction) for direction in directions(communities))


def figures_of(
    applicants: Iterable[Applicant], matches: Iterable[Match], communities: Sequence[str]
) -> list[Figure]:
    """Count a round; each figure comes after those that it depends on.

    ``communities`` are the codes of all that anybody may be part of.
    """
    return [
        *_figures_of_applicants(list(applicants), communities),
        *_figures_of_matches(list(matches), communities),
    ]


def _figures_of_applicants(
    applicants: list[Applicant], communities: Sequence[str]
) -> Iterator[Figure]:
    applied = Counter((each.role, each.group) for each in applicants)
    accepted = Counter((each.role, each.group) for each in applicants if each.is_accepted)
    languages = Counter(code for each in applicants for code in each.languages)
    places = list(product(Role, groups(communities)))
    for place in places:
        yield Figure(key_of(Topic.APPLIED, *place), Topic.APPLIED, applied[place])
    for place in places:
        within = (key_of(Topic.APPLIED, *place),)
        yield Figure(key_of(Topic.ACCEPTED, *place), Topic.ACCEPTED, accepted[place], within)
    everybody = applied_keys(communities)
    for code, count in sorted(languages.items()):
        key = f"{LANGUAGE_KEY}.{code}"
        yield Figure(key, Topic.APPLIED, count, everybody, is_trait=True)


def _figures_of_matches(matches: list[Match], communities: Sequence[str]) -> Iterator[Figure]:
    by_direction = Counter(match.direction for match in matches)
    for direction in directions(communities):
        key = key_of(Topic.MATCHED, direction)
        yield Figure(key, Topic.MATCHED, by_direction[direction])
    all_matches = matched_keys(communities)
    lasting = sum(match.has_lasted for match in matches)
    yield Figure(Topic.LASTING, Topic.LASTING, lasting, all_matches)
    minutes = [match.minutes_of_meetings for match in matches if match.minutes_of_meetings]
    hours = sum(map(sum, minutes)) // MINUTES_PER_HOUR
    yield Figure(MET_KEY, Topic.MEETINGS, len(minutes), all_matches)
    yield Figure(MEETINGS_KEY, Topic.MEETINGS, sum(map(len, minutes)), needs=MET_KEY)
    yield Figure(HOURS_KEY, Topic.MEETINGS, hours, needs=MET_KEY)


def totals(applicants: Iterable[Applicant], matches: Iterable[Match]) -> dict[str, int]:
    """Return how many there are under each topic, whatever group they are in."""
    people, pairs = list(applicants), list(matches)
    return {
        Topic.APPLIED: len(people),
        Topic.ACCEPTED: sum(each.is_accepted for each in people),
        Topic.MATCHED: len(pairs),
        Topic.LASTING: sum(match.has_lasted for match in pairs),
        Topic.MEETINGS: sum(len(match.minutes_of_meetings) for match in pairs),
    }
