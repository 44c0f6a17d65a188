"""The aliases by which the people of a group know each other."""

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.runtime import current_runtime
from mentorship.services.applications.submission import applications_of
from mentorship.services.name_folding import fold_name

MAX_ALIAS_LENGTH = 30


def index_of_alias(group: AdvocacyGroup, alias: str) -> bytes:
    """Return what is equal for equal aliases of one group, and tells nothing across groups."""
    return current_runtime().blind_index(f"alias {group.key_id.hex()} {_folded(alias)}")


def check_alias(session: AnySession, person: Person, group: AdvocacyGroup, alias: str) -> bytes:
    """Return the index of an alias that somebody may have in a group, which is locked."""
    check_is_no_account_name(session, person, alias)
    index = index_of_alias(group, alias)
    taken = GroupMember.group_id == group.id, GroupMember.alias_index == index
    others = GroupMember.person_id != person.id
    if session.scalar(select(GroupMember.id).where(*taken, others)) is not None:
        raise UserFacingError(_("Somebody in this group uses this alias. Please choose another."))
    return index


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
