"""Signed links that work once, for people who are stored already.

A token holds a random identifier, nothing about the person. The identifier changes when a link
has been used, which ends that link and every other. `sign_up_links` has the links for strangers.
"""

import enum
from datetime import timedelta

from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import end_sessions, replace_uniquifier
from mentorship.services.audit import record


class LinkKind(enum.Enum):
    """What a link is for. The value salts the signature: no kind can be used as another."""

    WELCOME = "sign-in link"
    NEW_PASSWORD = "new password"  # noqa: S105
    RECOVERY = "recovery"  # by two coordinators, see `recovery_requests`
    CONFIRM_EMAIL = "confirm email"


MAX_AGE = {
    LinkKind.WELCOME: timedelta(days=7),
    LinkKind.NEW_PASSWORD: timedelta(hours=2),
    LinkKind.RECOVERY: timedelta(days=1),
    LinkKind.CONFIRM_EMAIL: timedelta(days=1),
}


def make_token(kind: LinkKind, person: Person) -> str:
    return str(_serializer(kind).dumps([person.fs_uniquifier, _email_digest(kind, person)]))


def person_with_token(session: AnySession, kind: LinkKind, token: str) -> Person | None:
    """Return the person whom a link was made for, None if it is expired, used or altered."""
    try:
        payload = _serializer(kind).loads(token, max_age=int(MAX_AGE[kind].total_seconds()))
        uniquifier, email_digest = payload
    except (BadSignature, ValueError):
        return None
    person = session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))
    if person is None or not _is_usable(kind, person):
        return None
    return person if email_digest == _email_digest(kind, person) else None


def use_token(session: AnySession, kind: LinkKind, token: str) -> Person | None:
    """Use up a link and return its person, None if it does not work.

    Of several requests that bring a link at once, one uses it. Every other link and every session
    of the person ends too.
    """
    person = person_with_token(session, kind, token)
    if person is None:
        return None
    email_digest = _email_digest(kind, person)
    if not replace_uniquifier(session, person):
        return None
    # Another request may have changed the address since it was compared.
    return person if email_digest == _email_digest(kind, person) else None


def make_sign_in_link(session: AnySession, actor: Person | None, person: Person) -> str:
    """Return the token of a link for a coordinator to pass on; older ones stop working."""
    if person.password is not None:
        raise UserFacingError(_("This person has an account already."))
    end_sessions(person)
    person.sign_in_link_made_at = now()
    record(session, actor, "make sign-in link", person)
    return make_token(LinkKind.WELCOME, person)


def make_recovery_link(session: AnySession, person: Person) -> str:
    """Return the token of a link to a new password, for the operator to pass on.

    Older links and sessions stop working.
    """
    if person.password is None:
        raise UserFacingError("They have no password yet: a coordinator can make a link for them.")
    if not person.active:
        raise UserFacingError("The account is deactivated. Run flask activate first.")
    end_sessions(person)
    record(session, None, "make recovery link", person)
    return make_token(LinkKind.NEW_PASSWORD, person)


def _is_usable(kind: LinkKind, person: Person) -> bool:
    match kind:
        case LinkKind.WELCOME:
            return person.password is None
        case LinkKind.NEW_PASSWORD | LinkKind.RECOVERY:
            return person.password is not None
        case LinkKind.CONFIRM_EMAIL:
            return person.pending_email is not None


def _email_digest(kind: LinkKind, person: Person) -> str:
    """Return a digest that binds a link to the address that it was sent to, letter by letter."""
    if kind is not LinkKind.CONFIRM_EMAIL or person.pending_email is None:
        return ""
    return current_runtime().blind_index.exact(person.pending_email).hex()


def _serializer(kind: LinkKind) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_runtime().secret_key, salt=kind.value)
