"""Ask to join a group under an alias, or take that back; a lead accepts or declines."""

from datetime import timedelta

from flask_babel import gettext as _

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.services.groups.aliases import check_is_no_account_name, give_alias
from mentorship.services.groups.groups import check_group_limit
from mentorship.services.groups.members import (
    lock_as_lead,
    lock_for,
    lock_member,
    members_of,
    memberships_in_any_state,
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
    check_group_limit(memberships_in_any_state(session, person))
    if len(waiting_for(session, group)) >= MAX_WAITING:
        raise UserFacingError(
            _("Many people are waiting to join this group. Please try again in a few weeks.")
        )
    check_is_no_account_name(session, person, alias)
    if row is None:
        row = GroupMember(group=group, person=person)
        session.add(row)
    row.alias, row.words = alias, words
    row.asked_at, row.declined_at = now(), None
    session.flush()
    return row


def take_back(session: AnySession, person: Person, group: AdvocacyGroup) -> None:
    """Delete what somebody has asked; taken back twice, it is gone once."""
    row = lock_for(session, person, group)
    if row is None:
        return
    if not row.is_waiting:
        raise UserFacingError(_("A lead has answered this already."))
    session.delete(row)
    session.flush()
    erase_after_commit(session)


def may_ask_again(row: GroupMember) -> bool:
    """Return whether it is long enough ago that a lead declined somebody."""
    return row.declined_at is not None and row.declined_at + ASK_AGAIN_AFTER <= now()


def accept(session: AnySession, lead: Person, group: AdvocacyGroup, row: GroupMember) -> None:
    """Let somebody in who has asked; accepted twice, they are in it once."""
    lock_as_lead(session, lead, group)
    lock_member(session, row)
    if row.accepted_at is not None:
        return
    if row.declined_at is not None:
        raise UserFacingError(_("Another lead has answered this already."))
    if len(members_of(session, group)) >= MAX_MEMBERS:
        raise UserFacingError(
            _("Your group has %(num)s members, which is the most it can have.", num=MAX_MEMBERS)
        )
    give_alias(session, group, row)
    row.accepted_at, row.words, row.not_participant_since = now(), "", None


def make_lead(session: AnySession, lead: Person, group: AdvocacyGroup, row: GroupMember) -> None:
    lock_as_lead(session, lead, group)
    lock_member(session, row)
    if row.accepted_at is None:
        raise UserFacingError(_("Only somebody in the group can lead it."))
    row.is_lead = True


def not_yet() -> str:
    return _(
        "You are not in this group for now. That happens for many reasons, and it does not mean "
        "that you did anything wrong. You can ask again after a month."
    )
