"""A coordinator writes to many people: a draft, one confirmation, and each person once at most.

The rows say who has got the message. The worker marks a person as sent to in the transaction that
stores their message, so that neither a second tap nor a worker that is killed sends it twice.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, func, insert, select, update

from mentorship.after_commit import AnySession, commit, enqueue
from mentorship.clock import now
from mentorship.collation import collation_key
from mentorship.errors import UserFacingError
from mentorship.models import Application, Broadcast, BroadcastRecipient, Person
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.messages.inbox import newest_applications
from mentorship.services.messages.threads import DOUBLE_TAP, write_to

DRAFT_LIFETIME = timedelta(days=1)
SENT_LIFETIME = timedelta(days=30)
"""How long a coordinator can look up what they sent; each person keeps their own copy."""
BATCH_SIZE = 20
"""People written to in one transaction."""


def start(session: AnySession, author: Person, application_ids: Collection[int]) -> Broadcast:
    """Begin a message to the people of applications, each of them once.

    The same selection sent twice begins one message.
    """
    lock_people(session, {author.id})
    people = select(Application.person_id).where(Application.id.in_(application_ids)).distinct()
    person_ids = session.scalars(people).all()
    if not person_ids:
        raise UserFacingError(_("Choose at least one person to write to."))
    latest = session.scalar(newest_first(author).limit(1))
    if latest is not None and _is_double_tap(session, latest, set(person_ids)):
        return latest
    broadcast = Broadcast(writer=author)
    session.add(broadcast)
    session.flush()
    rows = [{"broadcast_id": broadcast.id, "person_id": person_id} for person_id in person_ids]
    session.execute(insert(BroadcastRecipient), rows)
    return broadcast


def _is_double_tap(session: AnySession, latest: Broadcast, person_ids: set[int]) -> bool:
    is_recent = latest.confirmed_at is None and latest.created_at > now() - DOUBLE_TAP
    return is_recent and {person.id for person in recipients(session, latest)} == person_ids


def broadcast_with_id(session: AnySession, broadcast_id: int) -> Broadcast | None:
    return session.get(Broadcast, broadcast_id)


def newest_first(author: Person) -> Select[tuple[Broadcast]]:
    """Return the query of what a coordinator has written to many."""
    own = select(Broadcast).where(Broadcast.written_by == author.id)
    return own.order_by(Broadcast.id.desc())


def recipients(session: AnySession, broadcast: Broadcast) -> list[Person]:
    to = select(Person).join(BroadcastRecipient, BroadcastRecipient.person_id == Person.id)
    of_broadcast = to.where(BroadcastRecipient.broadcast_id == broadcast.id)
    return list(session.scalars(of_broadcast.order_by(Person.id)))


def count_by_language(session: AnySession, broadcast: Broadcast) -> Counter[str]:
    """Return how many people read each language of the site; who chose none reads the first."""
    return Counter(
        person.language if person.language in SITE_LANGUAGES else SITE_LANGUAGES[0]
        for person in recipients(session, broadcast)
        if person.can_be_read()
    )


def names(session: AnySession, broadcast: Broadcast) -> list[str]:
    """Return the names of the people, as they wrote them, in alphabetical order."""
    people = [person.id for person in recipients(session, broadcast)]
    profiles = [item.profile for item in newest_applications(session, people).values()]
    return sorted((item.name for item in profiles if item.can_be_read()), key=collation_key)


def progress(session: AnySession, broadcast_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return to how many people each message has been sent, and to how many it goes."""
    sent, every = func.count(BroadcastRecipient.sent_at), func.count()
    counted = select(BroadcastRecipient.broadcast_id, sent, every)
    of_broadcasts = counted.where(BroadcastRecipient.broadcast_id.in_(broadcast_ids))
    rows = session.execute(of_broadcasts.group_by(BroadcastRecipient.broadcast_id))
    return dict.fromkeys(broadcast_ids, (0, 0)) | {row[0]: (row[1], row[2]) for row in rows}


def write(session: AnySession, broadcast: Broadcast, texts: Mapping[str, str]) -> None:
    """Change the texts of a draft, by language."""
    _lock_draft(session, broadcast)
    broadcast.texts = dict(texts)


def confirm(session: AnySession, author: Person, broadcast: Broadcast) -> None:
    """Have the worker send a message; of two confirmations at once, one does."""
    if not any(broadcast.texts.values()):
        raise UserFacingError(_("Write the text first."))
    draft = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.confirmed_at.is_(None))
    if session.scalar(draft.values(confirmed_at=now()).returning(Broadcast.id)) is None:
        raise UserFacingError(already_sent())
    session.refresh(broadcast)
    record(session, author, "write to selection", broadcast)
    enqueue(session, "send_broadcast", broadcast.id)


def discard(session: AnySession, broadcast: Broadcast) -> None:
    """Delete a draft, unless it has been confirmed meanwhile."""
    _lock_draft(session, broadcast)
    session.delete(broadcast)
    session.flush()


def _lock_draft(session: AnySession, broadcast: Broadcast) -> None:
    """Lock a draft, so that what is confirmed is what was shown; refused if it is none now."""
    draft = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.confirmed_at.is_(None))
    unchanged = draft.values(created_at=Broadcast.created_at)
    if session.scalar(unchanged.returning(Broadcast.id)) is None:
        exists = session.scalar(select(Broadcast.id).where(Broadcast.id == broadcast.id))
        raise UserFacingError(already_sent() if exists else _("This has been deleted already."))


def send(session: AnySession, broadcast_id: int) -> None:
    """Write to everybody who has not got a confirmed message yet, a few in each transaction."""
    broadcast = session.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.confirmed_at is None:
        return
    while person_ids := _claim(session, broadcast):
        for person in session.scalars(select(Person).where(Person.id.in_(person_ids))):
            if person.can_be_read():  # else nobody can write to them
                text = broadcast.text_in(person.language or "en")
                write_to(session, broadcast.writer, person, text)
        commit(session)


def _claim(session: AnySession, broadcast: Broadcast) -> list[int]:
    """Mark the next people as sent to; what another worker has marked meanwhile is not ours."""
    unsent = BroadcastRecipient.broadcast_id == broadcast.id, BroadcastRecipient.sent_at.is_(None)
    by_id = select(BroadcastRecipient.person_id).where(*unsent).order_by("person_id")
    claimed = (
        update(BroadcastRecipient)
        .where(*unsent, BroadcastRecipient.person_id.in_(by_id.limit(BATCH_SIZE)))
        .values(sent_at=now())
        .returning(BroadcastRecipient.person_id)
    )
    return list(session.scalars(claimed))


def unfinished(session: AnySession) -> list[int]:
    """Return the ids of confirmed messages that somebody has not got yet."""
    waiting = select(BroadcastRecipient.broadcast_id).where(BroadcastRecipient.sent_at.is_(None))
    confirmed = Broadcast.confirmed_at.is_not(None), Broadcast.id.in_(waiting)
    return list(session.scalars(select(Broadcast.id).where(*confirmed).order_by(Broadcast.id)))


def purge_old(session: AnySession) -> None:
    """Delete drafts that nobody confirmed, and what was sent long ago."""
    is_draft = Broadcast.confirmed_at.is_(None)
    drafts = select(Broadcast).where(is_draft, Broadcast.created_at < now() - DRAFT_LIFETIME)
    sent = select(Broadcast).where(Broadcast.confirmed_at < now() - SENT_LIFETIME)
    for query in (drafts, sent):
        delete_with_keys(session, query)


def already_sent() -> str:
    return _("This message has been sent already. Nobody gets it twice.")
