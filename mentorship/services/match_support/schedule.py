"""What is due for a pair, from its history and the programme's rules; plain data alone.

Every rule has one item for the two, or one for each of them, as long as it asks for anything. So
nothing is asked for twice, and what is done, late or in time, leads to the next time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mentorship.models import Party
from mentorship.programme import Anchor, CadenceRule, Concerns, Period
from mentorship.services.match_support.active_time import (
    Interruption,
    active_days,
    due_after,
    end_of_interruption,
    later_by,
    merged,
)

EACH = (Party.MENTEE, Party.MENTOR)
OVER_WITH: Mapping[Anchor, frozenset[Anchor]] = {
    Anchor.INTRODUCTION: frozenset({Anchor.START, Anchor.END}),
    Anchor.START: frozenset({Anchor.END}),
    Anchor.GOODBYE: frozenset({Anchor.END}),
    Anchor.END: frozenset(),
}
"""With which other day a rule that counts from a day asks for nothing any more."""
Key = tuple[str, Party]
"""The code of a rule or of an event, and whom it concerns."""


@dataclass(frozen=True)
class History:
    """What has happened to a pair, in days of the programme's calendar.

    Attributes
    ----------
    anchors : mapping of Anchor to date
        The days from which rules count, as far as they have come.
    met : mapping of Key to collection of date
        The days on which something happened, by event; or on which a coordinator said that a rule
        is met, by its code. What both did is with both, and with each of them.
    postponed : mapping of Key to (date, date)
        When a rule was last put off, and until when.
    interruptions : sequence of Interruption
        When the pair rested, or could not meet; what goes on now has no end: `date.max`.
    is_interrupted : bool
        Whether it rests now.
    """

    anchors: Mapping[Anchor, date]
    met: Mapping[Key, Collection[date]] = field(default_factory=dict)
    postponed: Mapping[Key, tuple[date, date]] = field(default_factory=dict)
    interruptions: Sequence[Interruption] = ()
    is_interrupted: bool = False


@dataclass(frozen=True)
class Item:
    """When a rule asks something of somebody; None while the pair rests.

    ``done_on`` is the day on which something was done that is asked for once.
    """

    rule: str
    party: Party
    due_on: date | None
    done_on: date | None = None


def items_of(history: History, rules: Mapping[str, CadenceRule]) -> list[Item]:
    """Return the items of a pair.

    >>> from mentorship.programme import shipped
    >>> history = History({Anchor.INTRODUCTION: date(2027, 3, 1)})
    >>> [(item.rule, item.party.value, str(item.due_on)) for item in
    ...  items_of(history, shipped().cadence)]
    [('answer', 'mentee', '2027-03-06'), ('answer', 'mentor', '2027-03-06')]
    """
    history = replace(history, interruptions=merged(history.interruptions))
    found = (
        _item(history, (code, party), rule)
        for code, rule in rules.items()
        if rule.is_active and rule.begins in history.anchors
        for party in ((Party.BOTH,) if rule.concerns is Concerns.BOTH else EACH)
    )
    return [item for item in found if item is not None]


def _item(history: History, key: Key, rule: CadenceRule) -> Item | None:
    start = history.anchors[rule.begins]
    times = _times_met(history, key, rule)
    if rule.after is not None and times:
        due_on = due_after(start, rule.after, _before(times[0], history.interruptions))
        return Item(*key, due_on, done_on=times[0])
    if OVER_WITH[rule.begins] & history.anchors.keys():
        return None
    since = max([start, *times])
    return Item(*key, _due_day(history, key, since, rule.after or _gap(history, rule, since)))


def _before(day: date, interruptions: Sequence[Interruption]) -> list[Interruption]:
    """Return the interruptions as far as they are before a day.

    What was done is in time, or late, by what was so on its day: no later rest changes that.
    """
    return [(start, min(end, day)) for start, end in interruptions if start < day]


def _times_met(history: History, key: Key, rule: CadenceRule) -> list[date]:
    """Return the days on which a rule was met, in order."""
    code, party = key
    return sorted(
        {day for name in (code, *rule.met_by) for day in history.met.get((name, party), ())}
    )


def _gap(history: History, rule: CadenceRule, since: date) -> Period:
    """Return after how long a rule asks again, at the age that the pair had the last time."""
    start = history.anchors[rule.begins]
    age = active_days(start, since, history.interruptions)
    for period, limit in zip(rule.every, rule.until, strict=False):
        if age < (later_by(start, limit) - start).days:
            return period
    return rule.every[-1]


def _due_day(history: History, key: Key, since: date, period: Period) -> date | None:
    if history.is_interrupted:
        return None
    due = due_after(since, period, history.interruptions)
    put_off_on, until = history.postponed.get(key, (since, due))
    if put_off_on < since:  # it was done after that
        return due
    return end_of_interruption(max(due, until), history.interruptions)
