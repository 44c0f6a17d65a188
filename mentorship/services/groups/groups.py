"""Groups: start one, change what it is about, find one, hand over its link, close it."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_people
from mentorship.services.entry_versions import change_row, entry_of
from mentorship.services.groups import task_force
from mentorship.services.groups.aliases import check_is_no_account_name, index_of_alias
from mentorship.services.groups.members import (
    gone,
    lock_as_lead,
    lock_as_member,
    memberships_in_any_state,
)

TOKEN_BYTES = 32
MAX_GROUPS = 5
"""How many groups somebody may be in, or have asked to join."""
MAX_NAME_LENGTH = 80
MAX_PURPOSE_LENGTH = 600
MAX_TIME_LENGTH = 40
MAX_PLACE_LENGTH = 120


@dataclass(frozen=True)
class GroupDetails:
    """What a group is called and for; whether others find both in a list."""

    name: str = field(repr=False)
    purpose: str = field(repr=False)
    is_findable: bool = False


@dataclass(frozen=True)
class NextMeeting:
    meets_on: date | None
    meeting_time: str = field(repr=False)
    meeting_place: str = field(repr=False)


def start(
    session: AnySession,
    person: Person,
    details: GroupDetails,
    alias: str,
    *,
    as_task_force: bool = False,
) -> AdvocacyGroup:
    """Start a group, whose first lead is whoever starts it; a form sent twice starts one."""
    if not lock_people(session, {person.id}):
        raise UserFacingError(gone())
    own = memberships_in_any_state(session, person)
    for row in own:
        if row.is_lead and row.group.can_be_read() and entry_of(row.group, GroupDetails) == details:
            return row.group
    check_group_limit(own)
    check_is_no_account_name(session, person, alias)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    group = AdvocacyGroup(link_token=token, link_index=index_of_link(token), **vars(details))
    session.add(group)
    session.flush()
    lead = GroupMember(
        group=group,
        person=person,
        alias=alias,
        alias_index=index_of_alias(group, alias),
        is_lead=True,
        accepted_at=now(),
    )
    session.add(lead)
    if as_task_force:
        session.add_all(task_force.plan_rows(session, group))
    return group


def check_group_limit(own: list[GroupMember]) -> None:
    if sum(row.declined_at is None for row in own) >= MAX_GROUPS:
        raise UserFacingError(
            _(
                "You are in %(num)s groups, or have asked to join them, which is enough for now. "
                "Leave one first.",
                num=MAX_GROUPS,
            )
        )


def change_details(
    session: AnySession,
    person: Person,
    group: AdvocacyGroup,
    details: GroupDetails,
    shown_version: str,
) -> None:
    lock_as_lead(session, person, group)
    change_row(group, details, shown_version)


def plan_meeting(
    session: AnySession,
    person: Person,
    group: AdvocacyGroup,
    meeting: NextMeeting,
    shown_version: str,
) -> None:
    lock_as_member(session, person, group)
    change_row(group, meeting, shown_version)


def renew_link(session: AnySession, person: Person, group: AdvocacyGroup) -> None:
    """Make another link to hand over; the one from before does not work any more."""
    lock_as_lead(session, person, group)
    group.link_token = secrets.token_urlsafe(TOKEN_BYTES)
    group.link_index = index_of_link(group.link_token)


def close(session: AnySession, person: Person, group: AdvocacyGroup) -> None:
    """Delete a group with everything in it, and its key."""
    lock_as_lead(session, person, group)
    session.delete(group)
    session.flush()


def group_of_link(session: AnySession, token: str) -> AdvocacyGroup | None:
    return session.scalar(
        select(AdvocacyGroup).where(AdvocacyGroup.link_index == index_of_link(token))
    )


def index_of_link(token: str) -> bytes:
    return current_runtime().blind_index.exact(f"group link {token}")


def findable_by(person: Person) -> Select[tuple[AdvocacyGroup]]:
    """Return the query of the groups that somebody finds, other than those they are tied to."""
    own = select(GroupMember.group_id).where(GroupMember.person_id == person.id)
    found = AdvocacyGroup.is_findable, AdvocacyGroup.id.not_in(own)
    return select(AdvocacyGroup).where(*found).order_by(AdvocacyGroup.id.desc())


def count(session: AnySession) -> int:
    """Return how many groups there are: all that coordinators learn about them."""
    return session.scalar(select(func.count()).select_from(AdvocacyGroup)) or 0
