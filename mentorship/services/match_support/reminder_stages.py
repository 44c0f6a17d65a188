"""On which days people are reminded of what only they can do; plain data alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mentorship.programme import Event


@dataclass(frozen=True)
class Stage:
    """Some days after a share of the time until something is due."""

    share: float
    days: int

    def day(self, since: date, due_on: date) -> date:
        return since + (due_on - since) * self.share + timedelta(days=self.days)


STAGES: Mapping[Event, tuple[Stage, ...]] = {
    Event.ANSWER: (Stage(0.5, 0), Stage(1, -1)),
    Event.CHECK_IN: (Stage(1, 0), Stage(1, 3)),
    Event.EXIT_FORM: (Stage(0, 3),),
}
"""The reminders of each event, in order. Of anything else, coordinators remind people."""


def latest_stage(about: Event, since: date, due_on: date, today: date) -> int:
    """Return the number of the last reminder whose day has come, from 1; 0 before the first.

    One that was missed is not made up for: the next one says the same.

    >>> introduced, due_on = date(2027, 3, 1), date(2027, 3, 6)
    >>> [latest_stage(Event.ANSWER, introduced, due_on, date(2027, 3, day)) for day in (2, 3, 5)]
    [0, 1, 2]
    """
    days = [stage.day(since, due_on) for stage in STAGES[about]]
    return max((number for number, day in enumerate(days, 1) if day <= today), default=0)
