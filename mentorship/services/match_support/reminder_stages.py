"""On which days people are reminded of what only they can do; plain data alone."""

from collections.abc import Mapping
from datetime import date, timedelta

from mentorship.programme import Event

STAGES: Mapping[Event, tuple[int, ...]] = {
    Event.ANSWER: (-3, -1),
    Event.CHECK_IN: (0, 3),
    Event.EXIT_FORM: (-11,),
}
"""The reminders of each event, in days after the day by which it is due. Of anything else,
coordinators remind people. They are counted from that day so that what is put off waits for it."""


def latest_stage(about: Event, since: date, due_on: date, today: date) -> int:
    """Return the number of the last reminder whose day has come, from 1; 0 before the first.

    One that was missed is not made up for: the next one says the same. Nobody is reminded on the
    day on which they are asked.

    >>> introduced, due_on = date(2027, 3, 1), date(2027, 3, 6)
    >>> [latest_stage(Event.ANSWER, introduced, due_on, date(2027, 3, day)) for day in (2, 3, 5)]
    [0, 1, 2]
    """
    days = [due_on + timedelta(days=number) for number in STAGES[about]]
    return max((number for number, day in enumerate(days, 1) if since < day <= today), default=0)
