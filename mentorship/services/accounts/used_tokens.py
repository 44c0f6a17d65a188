"""Let a challenge or a link be used once, however many requests bring it at the same time."""

from datetime import timedelta

from sqlalchemy import delete

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import UsedToken
from mentorship.runtime import current_runtime
from mentorship.services.insertion import insert_if_absent


def use_once(session: AnySession, token: bytes, valid_for: timedelta) -> bool:
    """Mark a token as used; False if it already is.

    The mark is part of the caller's transaction: if that fails, the token still works.
    ``valid_for`` is the longest time for which the token would be accepted.
    """
    return insert_if_absent(session, UsedToken, digest=_digest(token), expires_at=now() + valid_for)


def purge_expired(session: AnySession) -> None:
    """Delete the marks of tokens that have expired."""
    session.execute(delete(UsedToken).where(UsedToken.expires_at < now()))


def _digest(token: bytes) -> bytes:
    return current_runtime().blind_index(f"used token {token.hex()}")
