"""Pinned and banned pairs, which people name by ids and a problem by places."""

from collections.abc import Iterable

from matching.errors import InvalidPinError, InvalidProblemError
from matching.pair_scores.pair_scores import PairScores
from matching.tables.people import People

PairIds = Iterable[tuple[str, str]]
"""Pairs of ids: (mentee, mentor)."""


def places_of(
    name: str, wishes: PairIds, mentees: People, mentors: People
) -> list[tuple[int, int]]:
    """Find the people whom ids name; ``name`` is the argument, for messages."""
    mentee_of = {who: place for place, who in enumerate(mentees.ids)}
    mentor_of = {who: place for place, who in enumerate(mentors.ids)}
    found = []
    for mentee, mentor in wishes:
        for who, people, place_of in ((mentee, mentees, mentee_of), (mentor, mentors, mentor_of)):
            if who not in place_of:
                raise InvalidProblemError(f"{name} names {who!r}, who is not in {people.source}")
        found.append((mentee_of[mentee], mentor_of[mentor]))
    return found


def in_ids(
    error: InvalidPinError, pair_scores: PairScores, bans: list[tuple[int, int]]
) -> InvalidPinError:
    """Say by ids and names of rules what a problem says by indices."""
    mentee, mentor = int(error.mentee), int(error.mentor)
    broken = pair_scores.broken_rules(mentee, mentor)
    why = f"the pair breaks {', '.join(broken)}" if broken else error.reason
    if (mentee, mentor) in bans:
        why = "the pair is banned too"
    return InvalidPinError(pair_scores.mentees.ids[mentee], pair_scores.mentors.ids[mentor], why)
