"""Two accounts of one person may be in one group: after a merge the person is in it once."""

from sqlalchemy import select, update

from mentorship.after_commit import AnySession
from mentorship.models import GroupMember, GroupStep, Person
from mentorship.services.groups.leaving import lock_groups_of


def merge_memberships(session: AnySession, kept: Person, other: Person) -> None:
    """Of two rows that tie both accounts to a group, keep the one that ties it more closely.

    What is left to move is one row for each group.
    """
    lock_groups_of(session, kept.id, other.id)
    own = {row.group_id: row for row in _rows_of(session, kept)}
    for row in _rows_of(session, other):
        twin = own.get(row.group_id)
        if twin is not None:
            stays, goes = (row, twin) if _closeness(row) > _closeness(twin) else (twin, row)
            _move_steps(session, goes, stays)
            session.delete(goes)
    session.flush()


def _rows_of(session: AnySession, person: Person) -> list[GroupMember]:
    rows = select(GroupMember).where(GroupMember.person_id == person.id)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def _closeness(row: GroupMember) -> tuple[bool, bool, bool]:
    return row.accepted_at is not None, row.is_lead, row.is_waiting


def _move_steps(session: AnySession, goes: GroupMember, stays: GroupMember) -> None:
    theirs = update(GroupStep).where(GroupStep.assigned_to == goes.id)
    session.execute(theirs.values(assigned_to=stays.id))
