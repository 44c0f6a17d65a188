"""When the two of a pair are both free, and the next days on which they could meet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentorship import vocabulary
from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Pair
from mentorship.runtime import current_runtime
from mentorship.services.match_support.safety_periods import is_on_for_pair

DAYS_AHEAD = 21
MAX_SUGGESTED = 9
STARTS = {"morning": time(10), "afternoon": time(14), "evening": time(18)}
"""When a meeting could begin, by the part of the day: the day's clock never jumps over these."""


@dataclass(frozen=True)
class SuggestedTime:
    """A part of a day on which both are usually free."""

    day: date
    part_of_day: str

    @property
    def starts_at(self) -> datetime:
        zone = current_runtime().programme.time_zone
        return datetime.combine(self.day, STARTS[self.part_of_day], tzinfo=zone)

    def ends_at(self, minutes: int) -> datetime:
        """Return the end of a meeting; in UTC first, as the clock may change during it."""
        start = self.starts_at
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def common_times(pair: Pair) -> list[str]:
    """Return the times of the week at which both are usually free, as codes in their order."""
    both = [side.profile.answers["availability"] for side in (pair.mentee, pair.mentor)]
    return [code for code in vocabulary.TIMES if all(code in own for own in both)]


def suggested_times(session: AnySession, pair: Pair) -> list[SuggestedTime]:
    """Return times at which both are usually free: none in safety mode.

    Then no page and no calendar file says when two people meet.
    """
    return [] if is_on_for_pair(session, pair) else free_times(pair)


def free_times(pair: Pair) -> list[SuggestedTime]:
    """Return the next times at which both are usually free: from tomorrow, for three weeks."""
    return next_times(common_times(pair), today())[:MAX_SUGGESTED]


def next_times(codes: Collection[str], after: date) -> list[SuggestedTime]:
    days = [after + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    return [
        SuggestedTime(day, part)
        for day in days
        for part in vocabulary.PARTS_OF_DAY
        if f"{_weekday(day)}_{part}" in codes
    ]


def time_named(
    suggested: Iterable[SuggestedTime], day: str, part_of_day: str
) -> SuggestedTime | None:
    """Return the one of some times that a URL names, None if it is not among them."""
    named = (day, part_of_day)
    return next((item for item in suggested if (str(item.day), item.part_of_day) == named), None)


def _weekday(day: date) -> str:
    return list(vocabulary.DAYS)[day.weekday()]
