"""Invite somebody to work here by a link that works once, and let them accept.

A link ends with the access of the administrator who made it: who may not come back must not have
kept one for themselves.
"""

import secrets

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import INVITATION_VALIDITY, Invitation, InvitationState, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts import staff
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a random token; the page of the form holds it, so that two taps invite once."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def invite(session: AnySession, actor: Person, role: str, token: str) -> None:
    """Let the link with a token invite to a role. Only the token's index is stored."""
    index = _index(token)
    if insert_if_absent(session, Invitation, role=role, token_index=index, created_by=actor.id):
        invitation = session.scalars(select(Invitation).filter_by(token_index=index)).one()
        record(session, actor, "invite", invitation)


def invitation_of(session: AnySession, token: str) -> Invitation | None:
    """Return the invitation of a link that can still be accepted."""
    of_link = select(Invitation).where(Invitation.token_index == _index(token))
    invitation = session.scalar(of_link.where(_is_by_administrator()))
    is_open = invitation is not None and invitation.state is InvitationState.OPEN
    return invitation if is_open else None


def accept(session: AnySession, person: Person, token: str, shown_name: str) -> str | None:
    """Give a person the role that they are invited to; return it, None if the link has ended.

    Of several requests at once, one uses the link.
    """
    role = session.scalar(
        update(Invitation)
        .where(
            Invitation.token_index == _index(token),
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.created_at > now() - INVITATION_VALIDITY,
            _is_by_administrator(),
        )
        .values(used_at=now(), used_by=person.id)
        .returning(Invitation.role)
        .execution_options(synchronize_session=False)
    )
    if role is None:
        return None
    person.shown_name = shown_name
    staff.give_role(session, person, person, role)
    return role


def revoke(session: AnySession, actor: Person, invitation: Invitation) -> None:
    """End a link before somebody uses it."""
    revoked_id = session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now())
        .returning(Invitation.id)
    )
    if revoked_id is None:
        raise UserFacingError(_("This invitation has been used or revoked already."))
    record(session, actor, "revoke invitation", invitation)


def newest_first() -> Select[tuple[Invitation]]:
    ordered = select(Invitation).order_by(Invitation.id.desc())
    return ordered.options(joinedload(Invitation.user))


def invitation_with_id(session: AnySession, invitation_id: int) -> Invitation | None:
    return session.get(Invitation, invitation_id)


def _is_by_administrator() -> ColumnElement[bool]:
    return Invitation.created_by.in_(staff.administrator_ids())


def _index(token: str) -> bytes:
    return current_runtime().blind_index.exact(f"invitation {token}")
