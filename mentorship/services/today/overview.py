"""All queues of a coordinator, and the decisions that they can still take back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, ApplicationDecision, ApplicationState, Person, Profile
from mentorship.services.applications.decisions import UNDO_DURATION
from mentorship.services.searched_lists import names_of, sealed_columns
from mentorship.services.today import (
    community_queues,
    message_queues,
    person_queues,
    support_queues,
    work_queues,
)
from mentorship.services.today.waiting import NamedPerson, Queue

MAX_DECISIONS_SHOWN = 10


@dataclass(frozen=True)
class UndoableDecision:
    """A decision that a coordinator took lately and can take back on the person's page."""

    person: NamedPerson
    decision: ApplicationState
    decided_at: datetime


def queues(session: AnySession, reader: Person, *, own: bool = False) -> list[Queue]:
    """Return what waits, urgent queues first, then the one whose oldest item waits longest.

    With ``own``, only what the reader looks after, or what nobody does.
    """
    found = (
        message_queues.concerns(session, reader, own=own),
        message_queues.messages(session, reader, own=own),
        message_queues.recoveries(session),
        person_queues.discussions(session, reader),
        person_queues.merges(session, reader),
        person_queues.erased_pairs(session, reader),
        work_queues.applications(session, reader, own=own),
        work_queues.suggestions(session),
        support_queues.flags(session, reader, own=own),
        support_queues.due(session, reader, own=own),
        work_queues.imports(session, reader, own=own),
        *community_queues.queues(session),
    )
    waiting = [queue for queue in found if queue.count]
    return sorted(waiting, key=lambda queue: (not queue.is_urgent, queue.since))


def undoable_decisions(session: AnySession, actor: Person) -> list[UndoableDecision]:
    """Return the decisions that a coordinator took lately and that still hold, the newest first."""
    rows = session.execute(
        select(
            ApplicationDecision.decision,
            ApplicationDecision.decided_at,
            Application.id,
            *sealed_columns(Profile),
        )
        .join(ApplicationDecision.application)
        .join(Application.profile)
        .where(
            ApplicationDecision.decided_by == actor.id,
            ApplicationDecision.undone_at.is_(None),
            ApplicationDecision.decided_at > now() - UNDO_DURATION,
            ApplicationDecision.decision == Application.state,
        )
        .order_by(ApplicationDecision.id.desc())
        .limit(MAX_DECISIONS_SHOWN)
    ).all()
    names = names_of(session, [row[-2:] for row in rows])
    return [
        UndoableDecision(NamedPerson(row[2], name), row[0], row[1])
        for row, (name,) in zip(rows, names, strict=True)
    ]
