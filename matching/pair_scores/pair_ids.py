"""Pinned and banned pairs: ids for people, positions for the optimizer."""

from collections.abc import Iterable

from matching.errors import InvalidPinError, InvalidProblemError
from matching.pair_scores.pair_scores import PairScores
from matching.tables.people import People

PairIds = Iterable[tuple[str, str]]
"""Pairs of ids: (mentee, mentor)."""


def pair_positions(
    name: str, pair_ids: PairIds, mentees: People, mentors: People
) -> list[tuple[int, int]]:
    """Return the positions of pairs given by ids.

    Parameters
    ----------
    name : str
        The argument that holds the pairs, for messages.
    pair_ids : iterable of (str, str)
    mentees, mentors : People

    Raises
    ------
    InvalidProblemError
        An id is unknown.
    """
    mentee_positions = {id_: position for position, id_ in enumerate(mentees.ids)}
    mentor_positions = {id_: position for position, id_ in enumerate(mentors.ids)}
    positions = []
    for mentee, mentor in pair_ids:
        for id_, people, positions_of in (
            (mentee, mentees, mentee_positions),
            (mentor, mentors, mentor_positions),
        ):
            if id_ not in positions_of:
                raise InvalidProblemError(f"{name} names {id_!r}, who is not in {people.source}")
        positions.append((mentee_positions[mentee], mentor_positions[mentor]))
    return positions


def pin_error_with_ids(
    error: InvalidPinError, pair_scores: PairScores, bans: list[tuple[int, int]]
) -> InvalidPinError:
    """Return the same error with ids in place of positions, and the names of broken rules."""
    mentee, mentor = int(error.mentee), int(error.mentor)
    broken = pair_scores.broken_rules(mentee, mentor)
    why = f"the pair breaks {', '.join(broken)}" if broken else error.reason
    if (mentee, mentor) in bans:
        why = "the pair is banned too"
    if pair_scores.is_same_person(mentee, mentor):
        why = "nobody is paired with themself"
    return InvalidPinError(pair_scores.mentees.ids[mentee], pair_scores.mentors.ids[mentor], why)
