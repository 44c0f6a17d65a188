"""Who opened somebody's application, and who took lists that they may be in, for them to see."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import Application, AuditEntry, Person, Round
from mentorship.services.applications.submission import applications_of
from mentorship.services.readings import READ_APPLICATION

EXPORT = "export "
REPORT = f"{EXPORT}report"
"""Counts alone: nobody is in it."""
MAKE_SIGN_IN_LINK = "make sign-in link"


class ReadingKind(enum.StrEnum):
    OPENED = "opened"
    EXPORTED = "exported"
    SIGN_IN_LINK = "sign_in_link"


@dataclass(frozen=True)
class Reading:
    """What somebody did with what is stored about a person; ``reader`` is the name they show."""

    at: datetime
    kind: ReadingKind
    is_own: bool
    reader: str = field(repr=False)


def readings_of(session: AnySession, person: Person) -> list[Reading]:
    """Return who read what about a person, the newest first; also of merged accounts."""
    own_ids = person.ids_in_trail()
    entries = (
        select(AuditEntry, Person)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(_is_about(person, applications_of(session, person)))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return [
        Reading(
            at=entry.at,
            kind=_kind(entry),
            is_own=entry.actor_id in own_ids,
            reader=shown_name(reader),
        )
        for entry, reader in session.execute(entries)
    ]


def shown_name(reader: Person | None) -> str:
    """Return the name that somebody chose to show, or nothing if they chose none or are gone."""
    return reader.shown_name if reader is not None and reader.can_be_read() else ""


def _is_about(person: Person, applications: Iterable[Application]) -> ColumnElement[bool]:
    own = {application.id for application in applications}
    own |= person.merged_ids(Application.__tablename__)
    exports_of_rounds = (
        and_(
            AuditEntry.subject == Round.__tablename__,
            AuditEntry.subject_id == application.round_id,
            AuditEntry.at >= application.created_at,
        )
        for application in applications
    )
    return or_(
        and_(
            AuditEntry.subject == Application.__tablename__,
            AuditEntry.subject_id.in_(own),
            AuditEntry.action == READ_APPLICATION,
        ),
        and_(
            or_(false(), *exports_of_rounds),
            AuditEntry.action.startswith(EXPORT),
            ~AuditEntry.action.startswith(REPORT),
        ),
        and_(
            AuditEntry.subject == Person.__tablename__,
            AuditEntry.subject_id.in_(person.ids_in_trail()),
            AuditEntry.action == MAKE_SIGN_IN_LINK,
        ),
    )


def _kind(entry: AuditEntry) -> ReadingKind:
    if entry.action == READ_APPLICATION:
        return ReadingKind.OPENED
    is_link = entry.action == MAKE_SIGN_IN_LINK
    return ReadingKind.SIGN_IN_LINK if is_link else ReadingKind.EXPORTED
