"""For any history nothing that is due is lost, doubled, or due while a pair rests."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.models import Party
from mentorship.programme import Anchor, CadenceRule, Concerns, Event, Period, shipped
from mentorship.services.match_support.active_time import due_after, merged
from mentorship.services.match_support.schedule import (
    EACH,
    OVER_WITH,
    History,
    Item,
    Key,
    items_of,
)

DAY = timedelta(days=1)
START = date(2027, 1, 4)
RULES = shipped().cadence
KEYS: list[Key] = [
    (code, party)
    for code, rule in RULES.items()
    for party in ((Party.BOTH,) if rule.concerns is Concerns.BOTH else EACH)
]
days = st.dates(date(2026, 10, 20), date(2028, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return any history: also one whose days are in no sensible order."""
    anchors = {Anchor.INTRODUCTION: draw(days)}
    for anchor in (Anchor.START, Anchor.GOODBYE, Anchor.END):
        if draw(st.booleans()):
            anchors[anchor] = draw(days)
    return History(
        anchors,
        events=draw(
            st.dictionaries(
                st.tuples(st.sampled_from(Event), st.sampled_from(Party)),
                st.sets(days, min_size=1),
                max_size=12,
            )
        ),
        done=draw(st.dictionaries(st.sampled_from(KEYS), st.sets(days, min_size=1), max_size=8)),
        postponed=draw(st.dictionaries(st.sampled_from(KEYS), st.tuples(days, days), max_size=6)),
        interruptions=draw(
            st.lists(st.tuples(days, days).map(lambda item: (min(item), max(item))), max_size=4)
        ),
        is_interrupted=draw(st.booleans()),
    )


def asks_for_something(history: History, rule: CadenceRule) -> bool:
    return rule.begins in history.anchors and not OVER_WITH[rule.begins] & history.anchors.keys()


@given(histories())
def test_every_rule_that_asks_for_something_has_exactly_one_item_for_each(
    history: History,
) -> None:
    counted = Counter((item.rule, item.party) for item in items_of(history, RULES))
    assert set(counted.values()) <= {1}
    expected = {key for key in KEYS if asks_for_something(history, RULES[key[0]])}
    assert expected <= counted.keys() <= set(KEYS)


@given(histories())
def test_nothing_is_due_while_a_pair_rests_or_on_a_day_on_which_it_rested(
    history: History,
) -> None:
    for item in items_of(history, RULES):
        if item.done_on is None:
            assert (item.due_on is None) == history.is_interrupted
        if item.done_on is None and item.due_on is not None:
            assert not any(start <= item.due_on < end for start, end in history.interruptions)


def test_what_was_done_too_late_stays_so_whenever_the_pair_rests_afterwards() -> None:
    key = "training", Party.MENTEE
    late = History({Anchor.START: START}, done={key: {START + 20 * DAY}})
    item = item_for(late, key)
    assert item == Item(*key, START, START + 14 * DAY, done_on=START + 20 * DAY)
    rest = (START + 30 * DAY, date.max)
    assert item_for(replace(late, interruptions=[rest], is_interrupted=True), key) == item


@given(histories(), st.sampled_from(KEYS), days)
def test_what_is_done_today_is_not_due_again_today(history: History, key: Key, today: date) -> None:
    """Doing it moves it into the future, or ends it, whatever was done or put off before."""
    today = max([today, *days_of(history), *history.anchors.values()])
    done = replace(history, done={**history.done, key: {*history.done.get(key, ()), today}})
    item = item_for(done, key)
    assert item is None or item.done_on is not None or item.due_on is None or item.due_on > today


@given(histories(), st.sampled_from(KEYS), st.integers(1, 60))
def test_what_is_put_off_is_due_on_that_day_at_the_earliest(
    history: History, key: Key, number: int
) -> None:
    history = replace(history, is_interrupted=False)
    today = max([START, *days_of(history), *history.anchors.values()]) + DAY
    until = today + number * DAY
    item = item_for(replace(history, postponed={key: (today, until)}), key)
    assert item is None or item.done_on is not None or (item.due_on or until) >= until


@given(histories(), st.sampled_from(KEYS))
def test_a_day_of_rest_more_makes_nothing_due_earlier(history: History, key: Key) -> None:
    history = replace(history, is_interrupted=False, postponed={})
    longer = replace(
        history,
        interruptions=[
            *history.interruptions,
            *((end, end + DAY) for _start, end in history.interruptions),
        ],
    )
    item, later = item_for(history, key), item_for(longer, key)
    if item is not None and later is not None and item.due_on and later.due_on:
        assert later.due_on >= item.due_on


def days_of(history: History) -> list[date]:
    """Return all days on which something happened or was done."""
    return [day for met in (history.events, history.done) for own in met.values() for day in own]


def item_for(history: History, key: Key) -> Item | None:
    found = {(item.rule, item.party): item for item in items_of(history, RULES)}
    return found.get(key)


def days_due(rule: CadenceRule, start: date, count: int) -> list[date]:
    """Return when a rule is due, if it is always met on the day."""
    met: set[date] = set()
    for _ in range(count):
        history = History({Anchor.START: start}, done={("rule", Party.BOTH): met})
        (item,) = items_of(history, {"rule": replace(rule, concerns=Concerns.BOTH, met_by=())})
        assert item.due_on is not None
        met.add(item.due_on)
    return sorted(met)


def test_quick_check_ins_are_monthly_for_a_year_and_then_every_three_months() -> None:
    due = days_due(RULES["check_in"], date(2027, 1, 31), 14)
    assert [day.isoformat() for day in due[:3]] == ["2027-02-28", "2027-03-28", "2027-04-28"]
    assert [day.isoformat() for day in due[-3:]] == ["2028-01-28", "2028-02-28", "2028-05-28"]


def test_in_depth_conversations_are_monthly_in_the_first_quarter_and_then_quarterly() -> None:
    due = days_due(RULES["in_depth"], date(2026, 11, 15), 5)
    assert [day.isoformat() for day in due] == [
        "2026-12-15", "2027-01-15", "2027-02-15", "2027-05-15", "2027-08-15"
    ]  # fmt: skip


@given(histories(), st.sampled_from(KEYS))
def test_once_and_for_all_means_that_a_later_time_changes_nothing(
    history: History, key: Key
) -> None:
    item = item_for(history, key)
    if item is None or item.done_on is None or Anchor.END in history.anchors:
        return
    again = replace(
        history, done={**history.done, key: {*history.done.get(key, ()), date(2030, 1, 1)}}
    )
    assert item_for(again, key) == item


def test_what_was_overdue_when_a_match_ended_stays_unmet_and_asks_for_no_more() -> None:
    history = History({Anchor.START: START, Anchor.END: START + 40 * DAY})
    late = item_for(history, ("check_in", Party.MENTEE))
    assert late == Item("check_in", Party.MENTEE, START, date(2027, 2, 4), START + 40 * DAY)
    soon = replace(history, anchors={Anchor.START: START, Anchor.END: START + 10 * DAY})
    assert item_for(soon, ("check_in", Party.MENTEE)) is None


def test_a_flag_that_a_coordinator_has_looked_after_comes_back_until_people_act() -> None:
    key = "answer", Party.MENTEE
    history = History({Anchor.INTRODUCTION: START}, done={key: {START + 6 * DAY}})
    item = item_for(history, key)
    assert item == Item(*key, START + 6 * DAY, START + 11 * DAY)
    answered = replace(history, events={(Event.ANSWER, Party.MENTEE): {START + 8 * DAY}})
    assert item_for(answered, key) == Item(*key, START, START + 5 * DAY, START + 8 * DAY)


def test_what_happened_before_a_rule_began_does_not_meet_it() -> None:
    early = History({Anchor.START: START}, events={(Event.MEETING, Party.BOTH): {START - DAY}})
    item = item_for(early, ("first_meeting", Party.BOTH))
    assert item is not None
    assert item.done_on is None


def test_what_is_put_off_and_then_done_on_the_same_day_is_asked_for_in_time_again() -> None:
    key, met_on = ("check_in", Party.MENTEE), START + 20 * DAY
    history = History(
        {Anchor.START: START},
        events={(Event.CHECK_IN, Party.MENTEE): {met_on}},
        postponed={key: (met_on, met_on + 60 * DAY)},
    )
    item = item_for(history, key)
    assert item is not None
    assert item.due_on == date(2027, 2, 24)


def test_what_was_put_off_with_a_reason_and_done_by_then_is_in_time() -> None:
    key = "training", Party.MENTEE
    done_on = START + 25 * DAY
    history = History(
        {Anchor.START: START},
        done={key: {done_on}},
        postponed={key: (START + 10 * DAY, START + 30 * DAY)},
    )
    assert item_for(history, key) == Item(*key, START, START + 30 * DAY, done_on)


@given(histories())
def test_a_rule_that_is_switched_off_asks_for_nothing(history: History) -> None:
    off = {code: replace(rule, is_active=False) for code, rule in RULES.items()}
    assert items_of(history, off) == []


@pytest.mark.parametrize("before", [Anchor.START, Anchor.END])
def test_an_answer_to_an_introduction_that_is_over_is_not_asked_for(before: Anchor) -> None:
    history = History({Anchor.INTRODUCTION: START, before: START + DAY})
    assert item_for(history, ("answer", Party.MENTEE)) is None


def test_a_first_item_counts_from_its_day_without_interruptions() -> None:
    history = History({Anchor.START: START}, interruptions=[(START + 3 * DAY, START + 10 * DAY)])
    item = item_for(history, ("first_contact", Party.MENTOR))
    assert item == Item(
        "first_contact",
        Party.MENTOR,
        START,
        due_after(START, Period(days=14), merged(history.interruptions)),
    )
    assert item.due_on == START + 21 * DAY
