"""Ask to join a group under an alias; a lead accepts or declines."""

from datetime import timedelta

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.services.audit import record
from mentorship.services.groups.aliases import check_alias
from mentorship.services.groups.groups import check_room
from mentorship.services.groups.members import (
    lock_as_lead,
    lock_for,
    members_of,
    rows_of_person,
    waiting_for,
)

MAX_WORDS_LENGTH = 300
"""Characters of what somebody writes to the leads when they ask."""
MAX_WAITING = 20
MAX_MEMBERS = 40
ASK_AGAIN_AFTER = timedelta(days=30)


def ask(
    session: AnySession, person: Person, group: AdvocacyGroup, alias: str, words: str
) -> GroupMember:
    """Ask to join; whoever is in the group, or waits already, changes nothing."""
    row = lock_for(session, person, group)
    if row is not None and (row.accepted_at is not None or row.is_waiting):
        return row
    if row is not None and not may_ask_again(row):
        raise UserFacingError(not_yet())
    check_room(rows_of_person(session, person))
    if len(waiting_for(session, group)) >= MAX_WAITING:
        raise UserFacingError(
            _("Many people are waiting to join this group. Please try again in a few weeks.")
        )
    index = check_alias(session, person, group, alias)
    if row is None:
        row = GroupMember(group=group, person=person)
        session.add(row)
    row.alias, row.alias_index, row.words = alias, index, words
    row.asked_at, row.declined_at = now(), None
    record(session, person, "ask to join group", row)
    return row


def may_ask_again(row: GroupMember) -> bool:
    """Return whether it is long enough ago that a lead declined somebody."""
    return row.declined_at is not None and row.declined_at + ASK_AGAIN_AFTER <= now()


def accept(session: AnySession, lead: Person, group: AdvocacyGroup, row: GroupMember) -> None:
    """Let somebody in who has asked; accepted twice, they are in it once."""
    lock_as_lead(session, lead, group)
    session.refresh(row)
    if row.accepted_at is not None:
        return
    if row.declined_at is not None:
        raise UserFacingError(_("Another lead has answered this already."))
    if len(members_of(session, group)) >= MAX_MEMBERS:
        raise UserFacingError(
            _("Your group has %(num)s members, which is the most it can have.", num=MAX_MEMBERS)
        )
    row.accepted_at, row.words = now(), ""
    record(session, lead, "accept into group", row)


def make_lead(session: AnySession, lead: Person, group: AdvocacyGroup, row: GroupMember) -> None:
    lock_as_lead(session, lead, group)
    session.refresh(row)
    if row.accepted_at is None:
        raise UserFacingError(_("Only somebody in the group can lead it."))
    if not row.is_lead:
        row.is_lead = True
        record(session, lead, "make lead of group", row)


def not_yet() -> str:
    return _(
        "You are not in this group for now. That happens for many reasons, and it does not mean "
        "that you did anything wrong. You can ask again after a month."
    )
