"""Remind people of what only they can do: each stage once, and one email a day at most."""

from collections.abc import Sequence

from sqlalchemy import func, select

from mentorship.after_commit import AnySession, commit
from mentorship.clock import day_of, today
from mentorship.models import Pair, Person, Reminder
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_people
from mentorship.services.email import queue
from mentorship.services.insertion import insert_if_absent
from mentorship.services.match_support import unanswered
from mentorship.services.match_support.unanswered import Unanswered


def send_due(session: AnySession) -> None:
    """Queue the reminders whose day has come, for each person in a transaction."""
    waiting = unanswered.of_everybody(session) if current_runtime().sends_email else []
    for person_id in sorted({item.person_id for item in waiting if item.stage > item.reminded}):
        _remind(session, person_id)
        commit(session)


def _remind(session: AnySession, person_id: int) -> None:
    """Note what somebody is reminded of, and queue one email about all of it.

    They are locked, so that of two workers the second one reads what the first one has noted.
    """
    if not lock_people(session, {person_id}):
        return
    person = session.get_one(Person, person_id, populate_existing=True)
    if not _can_be_reminded(person) or _was_reminded_today(session, person):
        return
    waiting = unanswered.of_person(session, person)
    noted = [_note(session, item) for item in waiting if item.stage > item.reminded]
    if any(noted) and not _was_told_today(person):
        queue.remind(session, person)


def _was_told_today(person: Person) -> bool:
    """Return whether an email about news has listed today what somebody has not answered."""
    return person.news_emailed_at is not None and day_of(person.news_emailed_at) == today()


def _note(session: AnySession, item: Unanswered) -> bool:
    return insert_if_absent(
        session,
        Reminder,
        pair_id=item.pair_id,
        person_id=item.person_id,
        about=item.rule,
        since=item.since,
        stage=item.stage,
    )


def _can_be_reminded(person: Person) -> bool:
    is_reachable = person.active and person.can_be_read() and person.email_address is not None
    return is_reachable and person.wants_reminders


def _was_reminded_today(session: AnySession, person: Person) -> bool:
    last = session.scalar(
        select(func.max(Reminder.created_at)).where(Reminder.person_id == person.id)
    )
    return last is not None and day_of(last) == today()


def reminders_of(session: AnySession, person: Person, pair: Pair) -> Sequence[Reminder]:
    """Return the reminders that one of a pair got, in order."""
    own = Reminder.pair_id == pair.id, Reminder.person_id == person.id
    return session.scalars(select(Reminder).where(*own).order_by(Reminder.id)).all()
