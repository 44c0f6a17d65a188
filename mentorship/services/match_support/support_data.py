"""What the copy of somebody's data says about how their match is looked after.

What the other one answered is theirs: so nothing is given that was noted about the other one, nor
a sign that compares what both said.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import (
    CheckIn,
    Pair,
    PairPause,
    Party,
    Person,
    Reminder,
    Role,
    SupportEntry,
)
from mentorship.programme import CheckInFlag
from mentorship.services.match_support.check_ins import own_check_ins
from mentorship.services.match_support.reminders import reminders_of
from mentorship.services.match_support.support_entries import entries_of


def support_data(session: AnySession, person: Person, role: Role, pair: Pair) -> dict[str, Any]:
    """Return somebody's check-ins and reminders, the pauses, and what coordinators noted."""
    own, entries = Party(role.value), entries_of(session, pair)
    given = [entry for entry in entries if is_given(entry, own)]
    return {
        "check_ins": [
            _check_in(item) for item in own_check_ins(session, person, pair) if item.can_be_read()
        ],
        "pauses": [_pause(person, item) for item in _pauses_of(session, pair)],
        "noted_by_coordinators": [_entry(entry, own) for entry in given],
        "notes_about_both": sum(
            entry.party is Party.BOTH and entry.can_be_read() and bool(entry.note)
            for entry in entries
        ),
        "reminders": [_reminder(item) for item in reminders_of(session, person, pair)],
    }


def is_given(entry: SupportEntry, own: Party) -> bool:
    """Return whether somebody is given what was noted, and not only told that there is a note."""
    if entry.party is Party.BOTH:
        return entry.rule not in set(CheckInFlag)
    return entry.party is own


def _check_in(check_in: CheckIn) -> dict[str, Any]:
    return {
        "day": check_in.answered_on,
        "rating": check_in.rating,
        "obstacle": check_in.obstacle,
        "wants_call": check_in.wants_call,
        "words": check_in.words,
    }


def _pauses_of(session: AnySession, pair: Pair) -> Sequence[PairPause]:
    of_pair = select(PairPause).where(PairPause.pair_id == pair.id)
    return session.scalars(of_pair.order_by(PairPause.id)).all()


def _pause(person: Person, pause: PairPause) -> dict[str, Any]:
    return {
        "from": pause.started_at,
        "until": pause.ended_at,
        "begun_by_you": pause.started_by == person.id,
    }


def _entry(entry: SupportEntry, own: Party) -> dict[str, Any]:
    """Return what was noted; its text only if it is about the person alone (ADR 0022)."""
    is_about_them = entry.party is own and entry.can_be_read()
    return {
        "rule": entry.rule,
        "about": "you" if entry.party is own else "both",
        "day": entry.day,
        "outcome": entry.outcome.value,
        "until": entry.until,
        "note": entry.note if is_about_them else "",
    }


def _reminder(item: Reminder) -> dict[str, Any]:
    return {"about": item.about, "since": item.since, "stage": item.stage, "at": item.created_at}
