"""The figures of a round's report, counted from what is known of applicants and matches.

Every person and every match is counted in one figure of a kind, so that no figure is the sum or
the difference of others: totals are added up from what is published. ADR 0026 says why.
"""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from mentorship.roles import Role
from mentorship.vocabulary import COMMUNITIES

SEVERAL = "several"
"""The group of people who are part of several communities, and the direction of their matches."""
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


def groups() -> tuple[str, ...]:
    """Return the groups of people, by the communities of the programme."""
    return (*COMMUNITIES, SEVERAL)


def directions() -> tuple[str, ...]:
    """Return from which community to which other something can be passed on."""
    return (
        *(f"{mentor}-{mentee}" for mentor, mentee in permutations(COMMUNITIES, 2)),
        SEVERAL,
    )


def group_of(communities: Iterable[str]) -> str:
    """Return the group in which somebody is counted.

    >>> group_of(["asian"]), group_of(["asian", "latino"])
    ('asian', 'several')
    """
    codes = list(communities)
    return codes[0] if len(codes) == 1 else SEVERAL


def direction_of(mentor_group: str, mentee_group: str) -> str:
    """Return who passes something on to whom.

    >>> direction_of("asian", "latino"), direction_of("asian", "several")
    ('asian-latino', 'several')
    """
    if SEVERAL in (mentor_group, mentee_group) or mentor_group == mentee_group:
        return SEVERAL
    return f"{mentor_group}-{mentee_group}"


def key_of(topic: Topic, *parts: str) -> str:
    return ".".join((topic, *parts))


LANGUAGE_KEY = "language"
MET_KEY, MEETINGS_KEY, HOURS_KEY = "met", "meetings", "hours"


def figures_of(applicants: Iterable[Applicant], matches: Iterable[Match]) -> list[Figure]:
    """Count a round; each figure comes after those that it depends on."""
    return [*_figures_of_applicants(list(applicants)), *_figures_of_matches(list(matches))]


def _figures_of_applicants(applicants: list[Applicant]) -> list[Figure]:
    applied = Counter((each.role, each.group) for each in applicants)
    accepted = Counter((each.role, each.group) for each in applicants if each.is_accepted)
    languages = Counter(code for each in applicants for code in each.languages)
    places = [(role, group) for role in Role for group in groups()]
    applied_keys = tuple(key_of(Topic.APPLIED, *place) for place in places)
    return [
        *(Figure(key_of(Topic.APPLIED, *place), Topic.APPLIED, applied[place]) for place in places),
        *(
            Figure(
                key_of(Topic.ACCEPTED, *place),
                Topic.ACCEPTED,
                accepted[place],
                within=(key_of(Topic.APPLIED, *place),),
            )
            for place in places
        ),
        *(
            Figure(f"{LANGUAGE_KEY}.{code}", Topic.APPLIED, count, applied_keys, is_trait=True)
            for code, count in sorted(languages.items())
        ),
    ]


def _figures_of_matches(matches: list[Match]) -> list[Figure]:
    by_direction = Counter(match.direction for match in matches)
    minutes = [match.minutes_of_meetings for match in matches if match.minutes_of_meetings]
    lasting = sum(match.has_lasted for match in matches)
    hours = sum(map(sum, minutes)) // MINUTES_PER_HOUR
    matched_keys = tuple(key_of(Topic.MATCHED, direction) for direction in directions())
    return [
        *(
            Figure(key, Topic.MATCHED, by_direction[direction])
            for key, direction in zip(matched_keys, directions(), strict=True)
        ),
        Figure(Topic.LASTING, Topic.LASTING, lasting, matched_keys),
        Figure(MET_KEY, Topic.MEETINGS, len(minutes), matched_keys),
        Figure(MEETINGS_KEY, Topic.MEETINGS, sum(map(len, minutes)), needs=MET_KEY),
        Figure(HOURS_KEY, Topic.MEETINGS, hours, needs=MET_KEY),
    ]


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
