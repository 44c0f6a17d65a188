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
    events : mapping of Key to collection of date
        The days on which the two did something; what both did is with both, and with each.
    done : mapping of Key to collection of date
        The days on which a coordinator said that a rule is met.
    postponed : mapping of Key to (date, date)
        When a rule was last put off, and until when.
    interruptions : sequence of Interruption
        When the pair rested, or could not meet; what goes on now has no end: `date.max`.
    is_interrupted : bool
        Whether it rests now.
    """

    anchors: Mapping[Anchor, date]
    events: Mapping[Key, Collection[date]] = field(default_factory=dict)
    done: Mapping[Key, Collection[date]] = field(default_factory=dict)
    postponed: Mapping[Key, tuple[date, date]] = field(default_factory=dict)
    interruptions: Sequence[Interruption] = ()
    is_interrupted: bool = False


@dataclass(frozen=True)
class Item:
    """When a rule asks something of somebody; None while the pair rests.

    ``since`` is the day from which that is counted. ``done_on`` is the day on which something was
    done that is asked for once, or on which the pair ended with it undone.
    """

    rule: str
    party: Party
    since: date
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
    if _is_finished(rule, times):
        return _finished(history, key, rule, times[0])
    since = max([start, *times, *history.done.get(key, ())])
    period = rule.after or _gap(history, rule, since)
    if OVER_WITH[rule.begins] & history.anchors.keys():
        return _left_undone(history, key, rule, since, period)
    return Item(*key, since, _due_day(history, key, rule, since, period))


def _is_finished(rule: CadenceRule, times: Sequence[date]) -> bool:
    return rule.after is not None and bool(times)


def _finished(history: History, key: Key, rule: CadenceRule, done_on: date) -> Item:
    """Return what was done once: late, or in time, by what was so on its day."""
    start, period = history.anchors[rule.begins], rule.after or Period()
    until_then = replace(
        history,
        interruptions=_before(done_on, history.interruptions),
        is_interrupted=False,
        postponed={key: days for key, days in history.postponed.items() if days[0] <= done_on},
    )
    return Item(*key, start, _due_day(until_then, key, rule, start, period), done_on)


def _left_undone(
    history: History, key: Key, rule: CadenceRule, since: date, period: Period
) -> Item | None:
    """Return what was overdue when a pair ended: its rule was not met, and asks for no more."""
    ended_on = history.anchors.get(Anchor.END)
    if ended_on is None:
        return None
    until_then = replace(
        history, interruptions=_before(ended_on, history.interruptions), is_interrupted=False
    )
    due_on = _due_day(until_then, key, rule, since, period)
    is_overdue = due_on is not None and due_on < ended_on
    return Item(*key, since, due_on, done_on=ended_on) if is_overdue else None


def _before(day: date, interruptions: Sequence[Interruption]) -> list[Interruption]:
    """Return the interruptions as far as they are before a day."""
    return [(start, min(end, day)) for start, end in interruptions if start < day]


def _times_met(history: History, key: Key, rule: CadenceRule) -> list[date]:
    """Return the days on which a rule was met, since it began, in order.

    A flag that is raised once is over when people have done it, and not when a coordinator has
    looked after it: then it counts anew from that day.
    """
    (code, party), start = key, history.anchors[rule.begins]
    days = {day for name in rule.met_by for day in history.events.get((name, party), ())}
    if not (rule.is_flag and rule.after is not None):
        for name in (code, *rule.met_by):
            days.update(history.done.get((name, party), ()))
    return sorted(day for day in days if day >= start)


def _gap(history: History, rule: CadenceRule, since: date) -> Period:
    """Return after how long a rule asks again, at the age that the pair had the last time."""
    start = history.anchors[rule.begins]
    age = active_days(start, since, history.interruptions)
    for period, limit in zip(rule.every, rule.until, strict=False):
        if age < (later_by(start, limit) - start).days:
            return period
    return rule.every[-1]


def _due_day(
    history: History, key: Key, rule: CadenceRule, since: date, period: Period
) -> date | None:
    if history.is_interrupted:
        return None
    due = due_after(since, period, history.interruptions)
    put_off_on, until = history.postponed.get(key, (since, due))
    # Of a day on which both happened: what people have done counts, and is asked for in time again.
    was_done_after = put_off_on == since != history.anchors[rule.begins]
    if put_off_on < since or was_done_after:
        return due
    return end_of_interruption(max(due, until), history.interruptions)
