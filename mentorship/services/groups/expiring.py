"""What ends by itself: requests that no lead answers, members who do not take part any more.

Whoever is declined or withdraws cannot open a group any more. They leave it after a month in which
they may come back, as anybody leaves: a list that named them as former would tell others too much.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, delete, select, update

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.clock import now
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.services.applications.locking import lock_people
from mentorship.services.applications.programme_members import are_participants
from mentorship.services.groups.leaving import end_membership, keep_a_lead, lock_groups_of
from mentorship.services.groups.members import IS_IN, IS_WAITING
from mentorship.services.row_locks import lock_rows

REQUESTS_KEPT_FOR = timedelta(days=30)
MEMBERS_KEPT_FOR = timedelta(days=30)
"""How long somebody stays in a group who does not take part in the programme any more."""


def delete_unanswered_requests(session: AnySession) -> None:
    is_old = IS_WAITING & (GroupMember.asked_at < now() - REQUESTS_KEPT_FOR)
    if ids := _lock(session, is_old):
        session.execute(delete(GroupMember).where(GroupMember.id.in_(ids), is_old))
        erase_after_commit(session)


def note_former_participants(session: AnySession) -> None:
    """Note since when members do not take part, and forget it of those who do again."""
    noted = GroupMember.not_participant_since
    takes_part = GroupMember.person_id.in_(select(Person.id).where(are_participants()))
    begins, ends = IS_IN & noted.is_(None) & ~takes_part, noted.is_not(None) & takes_part
    ids = _lock(session, begins | ends)
    for condition, since in ((begins, now()), (ends, None)) if ids else ():
        changed = update(GroupMember).where(GroupMember.id.in_(ids), condition)
        noticed = changed.values(not_participant_since=since)
        session.execute(noticed.execution_options(synchronize_session="fetch"))


def remove_former_participants(session: AnySession) -> None:
    """End the memberships of those who have not taken part for a month; each group keeps a lead."""
    ids = set(session.scalars(select(GroupMember.person_id).where(IS_IN, _are_due())))
    if not ids:
        return
    lock_people(session, ids)
    for group in lock_groups_of(session, *ids):
        for row in session.scalars(_due_in(group, ids)).all():
            end_membership(session, group, row)
        keep_a_lead(session, group)
    erase_after_commit(session)


def _lock(session: AnySession, condition: ColumnElement[bool]) -> list[int]:
    """Lock the people and the groups of rows, and return the ids of these.

    Whoever leads, leaves or is erased changes rows of a group only after they have locked these
    two, in this order: without it, both could wait for a row that the other one has changed.
    """
    rows = session.scalars(select(GroupMember).where(condition)).all()
    if rows:
        lock_people(session, {row.person_id for row in rows})
        lock_rows(session, AdvocacyGroup, {row.group_id for row in rows})
    return [row.id for row in rows]


def _are_due() -> ColumnElement[bool]:
    return GroupMember.not_participant_since <= now() - MEMBERS_KEPT_FOR


def _due_in(group: AdvocacyGroup, ids: set[int]) -> Select[tuple[GroupMember]]:
    """Return the query of whom to remove of some locked people, unless they take part again."""
    own = GroupMember.group_id == group.id, GroupMember.person_id.in_(ids), IS_IN, _are_due()
    former = select(Person.id).where(Person.id.in_(ids), ~are_participants())
    rows = select(GroupMember).where(*own, GroupMember.person_id.in_(former))
    return rows.execution_options(populate_existing=True)
