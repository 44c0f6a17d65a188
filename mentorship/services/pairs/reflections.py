"""What each of a pair keeps about a meeting for themselves: a note, and how it felt."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Meeting, MeetingReflection, Pair, Person

MIN_FEELINGS = 3
"""A month with fewer answers is no trend: it would tell how one meeting was for one of the two."""


@dataclass(frozen=True)
class Reflection:
    """A note that nobody else reads, and how the meeting felt, from 1 to 5, if somebody says so."""

    note: str = field(default="", repr=False)
    feeling: int | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MonthlyFeeling:
    month: date
    average: float
    answers: int


def keep(session: AnySession, person: Person, meeting: Meeting, reflection: Reflection) -> None:
    """Keep what somebody thinks of a meeting; the pair is locked. Nothing said is nothing kept."""
    stored = own_reflections(session, person, [meeting.id]).get(meeting.id)
    if reflection == Reflection():
        if stored is not None:
            session.delete(stored)
        return
    if stored is None:
        stored = MeetingReflection(person=person, meeting_id=meeting.id)
        session.add(stored)
    stored.change_document(vars(reflection))


def own_reflections(
    session: AnySession, person: Person, meeting_ids: Collection[int]
) -> Mapping[int, MeetingReflection]:
    """Return what somebody has kept about some meetings, by the meeting's id."""
    own = MeetingReflection.person_id == person.id, MeetingReflection.meeting_id.in_(meeting_ids)
    rows = session.scalars(select(MeetingReflection).where(*own))
    return {row.meeting_id: row for row in rows}


def monthly_feelings(session: AnySession, pair: Pair) -> Sequence[MonthlyFeeling]:
    """Return how meetings felt in each month, for both together, where enough have said so."""
    rows = session.execute(
        select(Meeting.held_on, MeetingReflection)
        .join(Meeting, Meeting.id == MeetingReflection.meeting_id)
        .where(Meeting.pair_id == pair.id)
        .order_by(Meeting.held_on)
    )
    by_month: dict[date, list[int]] = defaultdict(list)
    for held_on, reflection in rows:
        if reflection.can_be_read() and reflection.feeling is not None:
            by_month[held_on.replace(day=1)].append(reflection.feeling)
    return [
        MonthlyFeeling(month, sum(feelings) / len(feelings), len(feelings))
        for month, feelings in by_month.items()
        if len(feelings) >= MIN_FEELINGS
    ]
