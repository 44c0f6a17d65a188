"""How much everybody who works here did lately, counted from the audit trail."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import AuditEntry, Person
from mentorship.services.accounts import staff
from mentorship.services.reading_history import EXPORT
from mentorship.services.readings import READ_APPLICATION

ACTIVITY_DAYS = 30


@dataclass(frozen=True)
class Activity:
    """What a member of the staff did: counts alone, of nobody in particular."""

    member: Person = field(repr=False)
    opened: int = 0
    exported: int = 0
    other: int = 0
    last_at: datetime | None = None


def activity_of_staff(session: AnySession) -> list[Activity]:
    """Return what each member of the staff did in the last days, in the order of the staff."""
    members = {member.id: member for member in staff.members(session)}
    opened = AuditEntry.action == READ_APPLICATION
    exported = AuditEntry.action.startswith(EXPORT)
    counts = (
        select(
            AuditEntry.actor_id,
            func.count(case((opened, 1))),
            func.count(case((exported, 1))),
            func.count(),
            func.max(AuditEntry.at),
        )
        .where(
            AuditEntry.actor_id.in_(members),
            AuditEntry.at >= now() - timedelta(days=ACTIVITY_DAYS),
        )
        .group_by(AuditEntry.actor_id)
    )
    by_member = {
        actor_id: Activity(members[actor_id], reads, exports, total - reads - exports, last_at)
        for actor_id, reads, exports, total, last_at in session.execute(counts)
    }
    return [by_member.get(id_, Activity(member)) for id_, member in members.items()]
