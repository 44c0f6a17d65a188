"""The aliases by which the people of a group know each other."""

from itertools import chain, count

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.runtime import current_runtime
from mentorship.services.applications.submission import applications_of
from mentorship.services.name_folding import fold_name

MAX_ALIAS_LENGTH = 30
"""Characters that somebody may enter; a number may follow them."""


def index_of_alias(group: AdvocacyGroup, alias: str) -> bytes:
    """Return what is equal for equal aliases of one group, and tells nothing across groups."""
    return current_runtime().blind_index(f"alias {group.key_id.hex()} {_folded(alias)}")


def give_alias(session: AnySession, group: AdvocacyGroup, row: GroupMember) -> None:
    """Give somebody the alias that they asked for, with a number if another member has it.

    Not before they are accepted: a refusal would tell whoever only asks who is in the group. The
    group is locked, and a unique index keeps two from having the same.
    """
    taken = select(GroupMember.alias_index).where(
        GroupMember.group_id == group.id,
        GroupMember.alias_index.is_not(None),
        GroupMember.id != row.id,
    )
    indexes = set(session.scalars(taken))
    asked_for = row.alias
    numbered = (f"{asked_for} {number}" for number in count(2))
    for alias in chain([asked_for], numbered):
        index = index_of_alias(group, alias)
        if index not in indexes:
            row.alias, row.alias_index = alias, index
            return


def check_is_no_account_name(session: AnySession, person: Person, alias: str) -> None:
    """Refuse the name of somebody's account or application: a group knows nobody by it."""
    names = [person.sign_in_name, person.sign_in_name.partition("@")[0]]
    names += [
        item.profile.name for item in applications_of(session, person) if item.profile.can_be_read()
    ]
    if _folded(alias) in {_folded(name) for name in names if name}:
        raise UserFacingError(
            _("This is a name that you use elsewhere. Choose an alias for this group alone.")
        )


def _folded(name: str) -> str:
    """Return a name as it is compared; one of signs alone stays what it is."""
    return fold_name(name).strip() or name.strip()
