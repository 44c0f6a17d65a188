"""Leave a group, decline or remove somebody; a group never stays without a lead."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, GroupStep, Person
from mentorship.services.groups.members import (
    IS_IN,
    lock_as_lead,
    lock_as_member,
    lock_member,
)
from mentorship.services.groups.row_entries import (
    MODELS,
)
from mentorship.services.row_locks import lock_rows


def leave(session: AnySession, person: Person, group: AdvocacyGroup) -> None:
    """Let somebody leave; the last lead hands the group over first, the last member closes it."""
    own = lock_as_member(session, person, group)
    if must_hand_over(session, own):
        raise UserFacingError(hand_over_first())
    end_membership(session, group, own)
    keep_a_lead(session, group)


def decline(session: AnySession, lead: Person, group: AdvocacyGroup, row: GroupMember) -> None:
    """Decline somebody who has asked, or have somebody leave; they may ask again later."""
    lock_as_lead(session, lead, group)
    lock_member(session, row)
    if row.declined_at is not None:
        return
    if row.is_lead:
        raise UserFacingError(_("A lead can only leave the group by themselves."))
    row.declined_at, row.accepted_at, row.alias_index = now(), None, None
    row.alias = row.words = ""
    _disown(session, group, row.person_id)
    unassign = update(GroupStep).where(GroupStep.assigned_to == row.id).values(assigned_to=None)
    session.execute(unassign)


def end_membership(session: AnySession, group: AdvocacyGroup, row: GroupMember) -> None:
    """Delete what ties somebody to a locked group, which may have no lead then."""
    _disown(session, group, row.person_id)
    session.delete(row)


def must_hand_over(session: AnySession, own: GroupMember) -> bool:
    """Return whether somebody is the last lead of others, and so has to name another one."""
    others = [row for row in _in_group(session, own.group_id) if row.id != own.id]
    return own.is_lead and bool(others) and not any(row.is_lead for row in others)


def keep_a_lead(session: AnySession, group: AdvocacyGroup) -> None:
    """Have the longest member lead a group without a lead; delete a group without members.

    Somebody who takes part in the programme comes before whoever cannot open the group now.
    """
    session.flush()
    remaining = _in_group(session, group.id)
    if not remaining:
        session.delete(group)
        session.flush()
    elif not any(row.is_lead for row in remaining):
        max(remaining, key=lambda row: row.not_participant_since is None).is_lead = True


def lock_groups_of(session: AnySession, *person_ids: int) -> list[AdvocacyGroup]:
    """Lock every group that people, who are locked, are in."""
    own = select(GroupMember.group_id).where(GroupMember.person_id.in_(person_ids), IS_IN)
    return lock_rows(session, AdvocacyGroup, sorted(set(session.scalars(own))))


def ids_of_groups_without_others(session: AnySession, person: Person) -> set[int]:
    """Return the ids of the groups that end with a person: they alone are in them."""
    own = select(GroupMember.group_id).where(GroupMember.person_id == person.id, IS_IN)
    counts = (
        select(GroupMember.group_id)
        .where(GroupMember.group_id.in_(own), IS_IN)
        .group_by(GroupMember.group_id)
        .having(func.count() == 1)
    )
    return set(session.scalars(counts))


def hand_over_first() -> str:
    return _("You are the only lead. Make somebody else a lead first, or close the group.")


def _in_group(session: AnySession, group_id: int) -> Sequence[GroupMember]:
    """Return who is in a group, the longest members first."""
    rows = select(GroupMember).where(GroupMember.group_id == group_id, IS_IN)
    return session.scalars(rows.order_by(GroupMember.accepted_at, GroupMember.id)).all()


def _disown(session: AnySession, group: AdvocacyGroup, person_id: int) -> None:
    """Have nothing in a group tell any more that somebody wrote it: it stays the group's."""
    session.flush()
    for model in MODELS:
        written = model.group_id == group.id, model.written_by == person_id
        session.execute(update(model).where(*written).values(written_by=None))
