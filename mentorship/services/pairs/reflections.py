"""What each of a pair keeps about a meeting for themselves: a note, and how it felt."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import mean

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Meeting, MeetingReflection, Pair, Person

MIN_FEELINGS_OF_EACH = 2
"""With fewer answers of one of the two, a month would tell how it was for the other."""
STEPS_IN_ONE = 2
"""Averages are rounded to halves, so that a single answer cannot be worked out."""


@dataclass(frozen=True)
class Reflection:
    """A note that nobody else reads, and how the meeting felt, from 1 to 5, if somebody says so."""

    note: str = field(default="", repr=False)
    feeling: int | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MonthlyFeeling:
    month: date
    average: float


def keep(session: AnySession, person: Person, meeting: Meeting, reflection: Reflection) -> None:
    """Keep what somebody thinks of a meeting; the pair is locked. Nothing said is nothing kept."""
    stored = own_reflections(session, person, [meeting.id]).get(meeting.id)
    if reflection == Reflection():
        if stored is not None:
            session.delete(stored)
        return
    if stored is None:
        stored = MeetingReflection(person=person, meeting_id=meeting.id, pair_id=meeting.pair_id)
        session.add(stored)
    stored.held_on = meeting.held_on
    stored.change_document(vars(reflection))


def own_reflections(
    session: AnySession, person: Person, meeting_ids: Collection[int]
) -> Mapping[int, MeetingReflection]:
    """Return what somebody has kept about some meetings, by the meeting's id."""
    own = MeetingReflection.person_id == person.id, MeetingReflection.meeting_id.in_(meeting_ids)
    rows = session.scalars(select(MeetingReflection).where(*own))
    return {row.meeting_id: row for row in rows if row.meeting_id is not None}


def reflections_by(session: AnySession, person: Person, pair: Pair) -> Sequence[MeetingReflection]:
    """Return what somebody has kept about a pair's meetings, also of those deleted since."""
    own = MeetingReflection.person_id == person.id, MeetingReflection.pair_id == pair.id
    rows = session.scalars(select(MeetingReflection).where(*own).order_by(MeetingReflection.id))
    return rows.all()


def monthly_feelings(session: AnySession, pair: Pair) -> Sequence[MonthlyFeeling]:
    """Return how meetings felt in each past month, where each of the two has said it often enough.

    Not of the present month: from one average and the next, somebody's answer could be told.
    """
    of_pair = MeetingReflection.pair_id == pair.id, MeetingReflection.meeting_id.is_not(None)
    by_month: dict[date, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in session.scalars(select(MeetingReflection).where(*of_pair)):
        if row.can_be_read() and row.feeling is not None:
            by_month[row.held_on.replace(day=1)][row.person_id].append(row.feeling)
    this_month = today().replace(day=1)
    return [
        MonthlyFeeling(month, _rounded_average(by_person.values()))
        for month, by_person in sorted(by_month.items())
        if month < this_month
        and len(by_person) == len((pair.mentee, pair.mentor))
        and min(map(len, by_person.values())) >= MIN_FEELINGS_OF_EACH
    ]


def _rounded_average(feelings: Iterable[Sequence[int]]) -> float:
    average = mean(feeling for own in feelings for feeling in own)
    return round(average * STEPS_IN_ONE) / STEPS_IN_ONE
