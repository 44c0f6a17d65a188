"""Read what has happened to pairs: for many of them in as many statements as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import day_of
from mentorship.extensions import Base
from mentorship.models import (
    Agreement,
    Application,
    CheckIn,
    ExitForm,
    Meeting,
    Pair,
    PairPause,
    Party,
    SupportEntry,
    SupportOutcome,
)
from mentorship.programme import Anchor, Event
from mentorship.services.match_support.check_in_flags import Answer
from mentorship.services.match_support.safety_periods import Times, safety_times
from mentorship.services.match_support.schedule import EACH, History, Key

Row = TypeVar("Row", bound=Base)


@dataclass
class PairHistory:
    """A pair's history: for the rules in days, for the flags of its check-ins in moments."""

    pair: Pair
    anchors: dict[Anchor, date]
    events: dict[Key, set[date]] = field(default_factory=lambda: defaultdict(set))
    done: dict[Key, set[date]] = field(default_factory=lambda: defaultdict(set))
    postponed: dict[Key, tuple[date, date]] = field(default_factory=dict)
    # When something was last done or put off, which settles the flags raised before.
    resolved: dict[Key, datetime] = field(default_factory=dict)
    put_off: dict[Key, datetime] = field(default_factory=dict)
    answers: dict[Party, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    interruptions: list[Times] = field(default_factory=list)

    def for_rules(self) -> History:
        return History(
            self.anchors,
            self.events,
            self.done,
            self.postponed,
            [
                (day_of(start), day_of(end) if end else date.max)
                for start, end in self.interruptions
            ],
            is_interrupted=any(end is None for _start, end in self.interruptions),
        )

    def party_of(self, person_id: int) -> Party:
        return Party.MENTEE if person_id == self.pair.mentee.person_id else Party.MENTOR

    def add(self, event: Event, day: date, *parties: Party) -> None:
        """Note what one of the two did, or both together."""
        for party in parties or (*EACH, Party.BOTH):
            self.events[event, party].add(day)


def read(session: AnySession, pair_ids: Collection[int]) -> list[PairHistory]:
    """Return the histories of pairs."""
    session.flush()
    pairs = _pairs(session, pair_ids)
    histories = {pair.id: PairHistory(pair, _anchors(pair)) for pair in pairs}
    for pause in _rows(session, PairPause, pair_ids):
        # Whoever ends a match while it rests ends its rest too.
        ended_at = pause.ended_at or histories[pause.pair_id].pair.closed_at
        histories[pause.pair_id].interruptions.append((pause.started_at, ended_at))
    for pair_id, times in safety_times(session, pairs).items():
        histories[pair_id].interruptions += times
    _add_what_the_two_did(session, histories)
    for entry in _rows(session, SupportEntry, pair_ids):
        _add_entry(histories[entry.pair_id], entry)
    return list(histories.values())


def _pairs(session: AnySession, pair_ids: Collection[int]) -> list[Pair]:
    people = [
        joinedload(side).joinedload(Application.profile) for side in (Pair.mentee, Pair.mentor)
    ]
    return list(session.scalars(select(Pair).where(Pair.id.in_(pair_ids)).options(*people)))


def _rows(session: AnySession, model: type[Row], pair_ids: Collection[int]) -> Iterator[Row]:
    """Yield the rows of some pairs in the order in which they were made."""
    table = model.__table__
    yield from session.scalars(
        select(model).where(table.c.pair_id.in_(pair_ids)).order_by(table.c.id)
    )


def _anchors(pair: Pair) -> dict[Anchor, date]:
    days = {
        Anchor.INTRODUCTION: day_of(pair.created_at),
        Anchor.START: pair.started_at and day_of(pair.started_at),
        Anchor.GOODBYE: pair.closes_on,
        Anchor.END: pair.closed_at and day_of(pair.closed_at),
    }
    # Of an introduction that ended, and of a match from before there was match support, nobody is
    # asked anything any more.
    if pair.closed_at is not None and pair.closure is None:
        return {}
    return {anchor: day for anchor, day in days.items() if day is not None}


def _add_what_the_two_did(session: AnySession, histories: dict[int, PairHistory]) -> None:
    for history in histories.values():
        _add_answers_to_introduction(history)
        _add_end(history)
    for meeting in _rows(session, Meeting, histories):
        histories[meeting.pair_id].add(Event.MEETING, meeting.held_on)
    for agreement in _rows(session, Agreement, histories):
        if agreement.since is not None:
            histories[agreement.pair_id].add(Event.AGREEMENT, agreement.since)
    for form in _rows(session, ExitForm, histories):
        history = histories[form.pair_id]
        history.add(Event.EXIT_FORM, day_of(form.created_at), history.party_of(form.person_id))
    for check_in in _rows(session, CheckIn, histories):
        _add_check_in(histories[check_in.pair_id], check_in)


def _add_answers_to_introduction(history: PairHistory) -> None:
    agreed = history.pair.mentee_agreed_at, history.pair.mentor_agreed_at
    for party, at in zip(EACH, agreed, strict=True):
        if at is not None:
            history.add(Event.ANSWER, day_of(at), party)


def _add_end(history: PairHistory) -> None:
    if history.pair.closed_at is not None:
        history.add(Event.CLOSING, day_of(history.pair.closed_at))


def _add_check_in(history: PairHistory, check_in: CheckIn) -> None:
    party = history.party_of(check_in.person_id)
    history.add(Event.CHECK_IN, check_in.answered_on, party)
    if check_in.can_be_read():
        answer = Answer(check_in.created_at, check_in.rating, check_in.wants_call)
        history.answers[party].append(answer)


def _add_entry(history: PairHistory, entry: SupportEntry) -> None:
    key = entry.rule, entry.party
    if entry.outcome is SupportOutcome.DONE:
        history.done[key].add(entry.day)
        history.resolved[key] = entry.created_at
        history.postponed.pop(key, None)
        history.put_off.pop(key, None)
    elif entry.until is not None:
        history.postponed[key] = entry.day, entry.until
        history.put_off[key] = entry.created_at
