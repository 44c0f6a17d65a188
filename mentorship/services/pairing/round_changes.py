"""What has changed in a round since its last match run, and who waits since when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    MatchRun,
    Pair,
    PairState,
    Role,
    Round,
)
from mentorship.services.applications.readiness import TAKES_PART

SENT, CHANGED, WITHDRAWN = "send application", "change application", "withdraw"
CHANGES = (SENT, CHANGED, WITHDRAWN)
"""The actions of the audit trail after which a new match run can give another result."""


@dataclass(frozen=True)
class Waiting:
    """How many people of a role have no introduction and no match, the first since when."""

    count: int
    since: datetime | None


def latest_changes(run: MatchRun) -> Select[tuple[AuditEntry]]:
    """Return the query of the last change of each application since a run, the newest first."""
    newest = (
        select(func.max(AuditEntry.id))
        .join(Application, Application.id == AuditEntry.subject_id)
        .where(
            AuditEntry.subject == Application.__tablename__,
            AuditEntry.action.in_(CHANGES),
            AuditEntry.at > run.created_at,
            Application.round_id == run.round_id,
        )
        .group_by(AuditEntry.subject_id)
    )
    return select(AuditEntry).where(AuditEntry.id.in_(newest)).order_by(AuditEntry.id.desc())


def count_changes(session: AnySession, run: MatchRun) -> Counter[str]:
    """Count the applications that were sent, changed or withdrawn since a run."""
    changes = latest_changes(run).order_by(None).subquery()
    rows = session.execute(select(changes.c.action, func.count()).group_by(changes.c.action))
    return Counter(dict(rows.tuples().all()))


def applications_of_changes(
    session: AnySession, entries: Iterable[AuditEntry]
) -> dict[int, Application]:
    """Return the applications that some audit entries are about, by id, with their profiles."""
    ids = [entry.subject_id for entry in entries]
    rows = select(Application).where(Application.id.in_(ids)).options(
        joinedload(Application.profile)
    )  # fmt: skip
    return {application.id: application for application in session.scalars(rows)}


def waiting(session: AnySession, round_: Round) -> dict[Role, Waiting]:
    """Return how many wait in each role without any introduction or match, and since when."""
    live = (
        select(Pair.id)
        .where(
            Pair.state != PairState.CLOSED,
            or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id),
        )
        .exists()
    )
    rows = session.execute(
        select(Application.role, func.count(), func.min(Application.submitted_at))
        .where(
            Application.round_id == round_.id,
            Application.state.in_((*TAKES_PART, ApplicationState.IN_SCREENING)),
            ~live,
        )
        .group_by(Application.role)
    )
    counted = {role: Waiting(count, since) for role, count, since in rows}
    return {role: counted.get(role, Waiting(0, None)) for role in Role}
