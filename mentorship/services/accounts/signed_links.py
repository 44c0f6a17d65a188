"""Links that let somebody in once. They hold a random identifier, and nothing about anybody.

The identifier changes when a link has done its work, which ends that link and every other.
"""

import enum
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Person
from mentorship.privacy.field_cipher import current_cipher
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.audit import record


class Link(enum.Enum):
    """What a link is for. Its value keeps one kind from being taken for another."""

    WELCOME = "sign-in link"
    NEW_PASSWORD = "new password"  # noqa: S105
    CONFIRM_EMAIL = "confirm email"


LASTS = {
    Link.WELCOME: timedelta(days=7),
    Link.NEW_PASSWORD: timedelta(hours=2),
    Link.CONFIRM_EMAIL: timedelta(days=1),
}


def token_for(kind: Link, person: Person) -> str:
    return str(_signer(kind).dumps([person.fs_uniquifier, _wish(kind, person)]))


def person_with_token(session: AnySession, kind: Link, token: str) -> Person | None:
    """Return whom a link was made for, if it is still good for what it was made for."""
    try:
        known = _signer(kind).loads(token, max_age=int(LASTS[kind].total_seconds()))
        uniquifier, wish = known
    except (BadSignature, ValueError):
        return None
    person = session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))
    if person is None or not _is_good_for(kind, person):
        return None
    return person if wish == _wish(kind, person) else None


def hand_over_link(session: AnySession, actor: Person | None, person: Person) -> str:
    """Make the secret of a link that a coordinator hands over; it ends any older one."""
    if person.password is not None:
        raise UserFacingError(_("This person has an account already."))
    end_sessions(person)
    record(session, actor, "make sign-in link", person)
    return token_for(Link.WELCOME, person)


def _is_good_for(kind: Link, person: Person) -> bool:
    match kind:
        case Link.WELCOME:
            return person.password is None
        case Link.NEW_PASSWORD:
            return person.password is not None
        case Link.CONFIRM_EMAIL:
            return person.pending_email is not None


def _wish(kind: Link, person: Person) -> str:
    """Mark the address that a link was mailed to: it must confirm no other."""
    if kind is not Link.CONFIRM_EMAIL or person.pending_email is None:
        return ""
    return current_cipher().blind_index(person.pending_email).hex()


def _signer(kind: Link) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=kind.value)
