"""Signs in what people answer to check-ins that something may be wrong; plain data alone.

The thresholds are those by which other programmes call people: a rating of 1 or 2 of 5, and a gap
or a swing of two or more, so that one answer never becomes a single number of "health".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from mentorship.models import Party
from mentorship.programme import CheckInFlag
from mentorship.services.match_support.schedule import EACH, Key

MAX_LOW_RATING = 2
MIN_GAP = 2
MIN_SWING = 2


@dataclass(frozen=True)
class Answer:
    """What somebody answered to a check-in."""

    at: datetime
    rating: int = field(repr=False)
    wants_call: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class RaisedFlag:
    flag: CheckInFlag
    party: Party
    at: datetime


def flags_in(
    answers: Mapping[Party, Sequence[Answer]], resolved: Mapping[Key, datetime]
) -> list[RaisedFlag]:
    """Return the flags that nobody has resolved, each with the moment of the first answer for it.

    Parameters
    ----------
    answers
        Of each of the two, in order.
    resolved
        When a flag was last resolved, by its code and whom it concerned.

    Examples
    --------
    >>> from mentorship.clock import now
    >>> [flag.flag.value for flag in flags_in({Party.MENTEE: [Answer(now(), 2)]}, {})]
    ['low_rating']
    """
    raised: dict[Key, RaisedFlag] = {}
    for found in _signs(answers):
        key = found.flag.value, found.party
        since = resolved.get(key)
        if since is None or found.at > since:
            raised.setdefault(key, found)
    return list(raised.values())


def _signs(answers: Mapping[Party, Sequence[Answer]]) -> Iterator[RaisedFlag]:
    for party in EACH:
        own = answers.get(party, ())
        for answer in own:
            if answer.wants_call:
                yield RaisedFlag(CheckInFlag.CALL_WANTED, party, answer.at)
            if answer.rating <= MAX_LOW_RATING:
                yield RaisedFlag(CheckInFlag.LOW_RATING, party, answer.at)
        for before, after in pairwise(own):
            if abs(after.rating - before.rating) >= MIN_SWING:
                yield RaisedFlag(CheckInFlag.RATING_SWING, party, after.at)
    yield from _gap(*(answers.get(party, ()) for party in EACH))


def _gap(first: Sequence[Answer], second: Sequence[Answer]) -> Iterator[RaisedFlag]:
    """Yield a flag if what the two said last differs much."""
    if first and second and abs(first[-1].rating - second[-1].rating) >= MIN_GAP:
        at = max(first[-1].at, second[-1].at)
        yield RaisedFlag(CheckInFlag.RATING_GAP, Party.BOTH, at)
