"""What somebody is asked for that only they can do, once the day of its first reminder has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, case, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Application, DueItem, Pair, Party, Person, Reminder
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services.match_support.reminder_stages import STAGES, latest_stage


@dataclass(frozen=True)
class Unanswered:
    """Something that one of a pair has not done yet.

    ``stage`` is the last reminder whose day has come, ``reminded`` the last that they got.
    """

    person_id: int
    pair_id: int
    rule: str
    event: Event
    since: date
    stage: int
    reminded: int


def of_everybody(session: AnySession) -> list[Unanswered]:
    return list(_read(session, _open_items()))


def of_person(session: AnySession, person: Person) -> list[Unanswered]:
    return list(_read(session, _open_items().where(Application.person_id == person.id)))


def _events_of_rules() -> Mapping[str, Event]:
    """Return what people do by which each rule is met, for the rules that they are reminded of."""
    rules = current_runtime().programme.cadence.items()
    return {code: event for code, rule in rules for event in STAGES if event in rule.met_by}


def _open_items() -> Select[Any]:
    """Return the query of what each of the two has to do; nothing of a pair that rests."""
    own_side = case(
        (DueItem.party == Party.MENTEE, Pair.mentee_id),
        (DueItem.party == Party.MENTOR, Pair.mentor_id),
    )
    columns = Application.person_id, Pair.id, DueItem.rule, DueItem.since, DueItem.due_on
    return (
        select(*columns, func.coalesce(_last_reminder(), 0))
        .select_from(DueItem)
        .join(Pair, Pair.id == DueItem.pair_id)
        .join(Application, Application.id == own_side)
        .where(DueItem.rule.in_(_events_of_rules()))
        .where(DueItem.due_on.is_not(None), DueItem.done_on.is_(None))
        .order_by(DueItem.due_on, DueItem.id)
    )


def _last_reminder() -> ScalarSelect[int]:
    return (
        select(func.max(Reminder.stage))
        .where(
            Reminder.pair_id == DueItem.pair_id,
            Reminder.person_id == Application.person_id,
            Reminder.about == DueItem.rule,
            Reminder.since == DueItem.since,
        )
        .correlate(DueItem, Application)
        .scalar_subquery()
    )


def _read(session: AnySession, query: Select[Any]) -> Iterator[Unanswered]:
    events, day = _events_of_rules(), today()
    rows: list[tuple[int, int, str, date, date, int]]
    rows = [row._tuple() for row in session.execute(query)]
    for person_id, pair_id, rule, since, due_on, reminded in rows:
        event = events[rule]
        stage = latest_stage(event, since, due_on, day)
        if stage > 0:
            yield Unanswered(person_id, pair_id, rule, event, since, stage, reminded)
