"""Coordinators' notes about applicants, and questions to each other about them.

A note stands beside one application, and is read with all of the same person. No applicant reads
it on a page; ADR 0022 says which notes are in the copy of somebody's data.
"""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, delete, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import COORDINATOR, Application, ApplicationState, Note, Person
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record

MAX_NOTE_CHARACTERS = 2000
DOUBLE_TAP = timedelta(minutes=1)


def write_note(
    session: AnySession,
    actor: Person,
    application: Application,
    text: str,
    *,
    to_discuss: bool = False,
    is_withheld: bool = False,
) -> Note:
    """Add a note; ``to_discuss`` asks the other coordinators for an opinion.

    The application is locked: a merge moves its notes, and none may come in between.
    """
    lock(session, application.id)
    latest = _latest(session, application)
    if latest is not None and _is_double_tap(latest, actor, text):
        return latest
    note = Note(
        application=application,
        written_by=actor.id,
        to_discuss=to_discuss,
        text=text,
        is_withheld=is_withheld,
    )
    session.add(note)
    record(session, actor, "write note", note)
    return note


def _latest(session: AnySession, application: Application) -> Note | None:
    beside = select(Note).where(Note.application_id == application.id).order_by(Note.id.desc())
    return session.scalar(beside.limit(1))


def _is_double_tap(note: Note, actor: Person, text: str) -> bool:
    is_recent = note.created_at > now() - DOUBLE_TAP
    return is_recent and note.written_by == actor.id and note.text == text


def notes_about(session: AnySession, person_id: int) -> list[Note]:
    """Return the notes about somebody in all their applications, the newest first."""
    about = select(Note).join(Note.application).where(Application.person_id == person_id)
    return list(session.scalars(about.order_by(Note.id.desc())))


def notes_to_discuss(reader: Person) -> Select[tuple[Note]]:
    """Return the query of notes that wait for an opinion, oldest first, but those about a reader.

    A coordinator who takes part herself reads no note about herself.
    """
    return (
        select(Note)
        .join(Note.application)
        .where(
            Note.to_discuss,
            Note.discussed_at.is_(None),
            Application.person_id != reader.id,
            Application.state != ApplicationState.WITHDRAWN,
        )
        .order_by(Note.id)
    )


def note_with_id(session: AnySession, note_id: int) -> Note | None:
    return session.get(Note, note_id)


def mark_discussed(session: AnySession, actor: Person, note: Note) -> None:
    """End a question to the other coordinators; of two at once, the first is noted."""
    session.flush()
    is_open = (Note.id == note.id, Note.to_discuss, Note.discussed_at.is_(None))
    discussed = update(Note).where(*is_open).values(discussed_at=now(), discussed_by=actor.id)
    ended = session.scalar(discussed.returning(Note.id))
    session.refresh(note)
    if ended is None:
        raise UserFacingError(_("Somebody has marked this as discussed already."))
    record(session, actor, "mark note discussed", note)


def may_delete(actor: Person, note: Note) -> bool:
    """Return whether somebody may delete a note: its writer, or anybody once they have left."""
    writer = note.writer
    return writer is None or writer.id == actor.id or not writer.has_role(COORDINATOR)


def delete_note(session: AnySession, actor: Person, note: Note) -> None:
    if not may_delete(actor, note):
        raise UserFacingError(_("Only the coordinator who wrote a note deletes it."))
    record(session, actor, "delete note", note)
    deleted = delete(Note).where(Note.id == note.id).returning(Note.id)
    if session.scalar(deleted) is None:
        raise UserFacingError(_("This note has been deleted already."))
