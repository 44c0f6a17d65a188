"""Who is in a group, who has asked to join it, and the lock that puts what they do in order."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.collation import collation_key
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.services.applications.locking import lock_people
from mentorship.services.row_locks import lock_rows

IS_IN = GroupMember.accepted_at.is_not(None)
IS_WAITING: ColumnElement[bool] = GroupMember.accepted_at.is_(None) & (
    GroupMember.declined_at.is_(None)
)


def group_with_id(session: AnySession, group_id: int) -> AdvocacyGroup | None:
    return session.get(AdvocacyGroup, group_id)


def membership_in_any_state(
    session: AnySession, person: Person, group: AdvocacyGroup
) -> GroupMember | None:
    """Return what ties somebody to a group: that they are in it, have asked, or were declined."""
    return session.scalar(_membership_of(person, group))


def membership(session: AnySession, person: Person, group: AdvocacyGroup) -> GroupMember | None:
    return session.scalar(_membership_of(person, group).where(IS_IN))


def _membership_of(person: Person, group: AdvocacyGroup) -> Select[tuple[GroupMember]]:
    own = GroupMember.group_id == group.id, GroupMember.person_id == person.id
    return select(GroupMember).where(*own)


def memberships_in_any_state(session: AnySession, person: Person) -> list[GroupMember]:
    """Return what ties somebody to groups, with each group, the newest first."""
    own = select(GroupMember).where(GroupMember.person_id == person.id)
    return list(
        session.scalars(own.options(joinedload(GroupMember.group)).order_by(GroupMember.id.desc()))
    )


def members_of(session: AnySession, group: AdvocacyGroup) -> list[GroupMember]:
    """Return who is in a group, the leads first, then by alias."""
    rows = _rows_of_group(session, group, IS_IN)
    return sorted(rows, key=lambda row: (not row.is_lead, collation_key(alias_of(row)), row.id))


def waiting_for(session: AnySession, group: AdvocacyGroup) -> list[GroupMember]:
    """Return who has asked to join a group, the first who asked first."""
    return list(_rows_of_group(session, group, IS_WAITING))


def count_waiting(session: AnySession, groups: Sequence[AdvocacyGroup]) -> dict[int, int]:
    """Return how many have asked to join each of some groups."""
    ids = [group.id for group in groups]
    counted = (
        select(GroupMember.group_id, func.count())
        .where(GroupMember.group_id.in_(ids), IS_WAITING)
        .group_by(GroupMember.group_id)
    )
    return dict(session.execute(counted).tuples().all())


def groups_to_answer(session: AnySession, person: Person) -> list[tuple[AdvocacyGroup, int]]:
    """Return the groups that somebody leads and others ask to join, with how many do."""
    led = select(GroupMember.group_id).where(
        GroupMember.person_id == person.id, GroupMember.is_lead
    )
    waiting = (
        select(AdvocacyGroup, func.count(GroupMember.id))
        .join(GroupMember, GroupMember.group_id == AdvocacyGroup.id)
        .where(AdvocacyGroup.id.in_(led), IS_WAITING)
        .group_by(AdvocacyGroup.id)
        .order_by(AdvocacyGroup.id)
    )
    return [(group, count) for group, count in session.execute(waiting) if group.can_be_read()]


def lock_member(session: AnySession, row: GroupMember) -> None:
    """Lock a row of a locked group, as earlier decisions left it; refuse it if it is gone.

    An erasure locks the groups that somebody is in, not those that they only ask to join.
    """
    if not lock_rows(session, GroupMember, [row.id]):
        raise UserFacingError(member_gone())


def request_of(session: AnySession, person: Person, row_id: int) -> GroupMember | None:
    """Return a request to join that somebody has made, and no lead has answered."""
    own = GroupMember.id == row_id, GroupMember.person_id == person.id
    return session.scalar(select(GroupMember).where(*own, IS_WAITING))


def member_with_id(session: AnySession, group: AdvocacyGroup, row_id: int) -> GroupMember | None:
    of_group = GroupMember.id == row_id, GroupMember.group_id == group.id
    return session.scalar(select(GroupMember).where(*of_group))


def _rows_of_group(
    session: AnySession, group: AdvocacyGroup, condition: ColumnElement[bool]
) -> Sequence[GroupMember]:
    rows = select(GroupMember).where(GroupMember.group_id == group.id, condition)
    return session.scalars(rows.order_by(GroupMember.id)).all()


def alias_of(member: GroupMember) -> str:
    """Return the name that a group knows somebody by."""
    return member.alias if member.can_be_read() else _("somebody")


def lock_for(session: AnySession, person: Person, group: AdvocacyGroup) -> GroupMember | None:
    """Lock somebody and a group; return what ties them, as earlier decisions left it."""
    group_id = group.id
    if not lock_people(session, {person.id}) or not lock_rows(session, AdvocacyGroup, [group_id]):
        raise UserFacingError(gone())
    own = GroupMember.group_id == group_id, GroupMember.person_id == person.id
    fresh = select(GroupMember).where(*own).execution_options(populate_existing=True)
    return session.scalar(fresh)


def lock_as_member(session: AnySession, person: Person, group: AdvocacyGroup) -> GroupMember:
    """Lock a group for somebody in it; refuse whoever is not in it any more."""
    own = lock_for(session, person, group)
    if own is None or own.accepted_at is None:
        raise UserFacingError(_("You are not in this group any more."))
    return own


def lock_as_lead(session: AnySession, person: Person, group: AdvocacyGroup) -> GroupMember:
    own = lock_as_member(session, person, group)
    if not own.is_lead:
        raise UserFacingError(_("Only a lead of the group can do this."))
    return own


def gone() -> str:
    return _("This group is not there any more.")


def member_gone() -> str:
    return _("They have left the group, or do not ask any more.")
