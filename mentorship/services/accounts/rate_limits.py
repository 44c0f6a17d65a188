"""Limits on attempts per account, counted in the database that all workers share."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Attempt
from mentorship.runtime import current_runtime

SIGN_IN = "sign in"
TWO_FACTOR = "two-factor"
RECOVERY_CODE = "recovery code"
EMAIL = "email"
MAX_ATTEMPTS = 5  # within the window of the action
WINDOWS = {
    SIGN_IN: timedelta(minutes=1),
    # Six digits are soon guessed by somebody who has the password and a month.
    TWO_FACTOR: timedelta(minutes=15),
    RECOVERY_CODE: timedelta(minutes=1),
    EMAIL: timedelta(hours=1),
}


def allow_attempt(session: AnySession, action: str, name: str) -> bool:
    """Count an attempt for a name, with an account or without; False if there are too many.

    An attempt counts even if its request fails, hence a transaction of its own. It is
    written before the attempts are counted: concurrent attempts all see each other, so that
    too many may be refused, but never too few. A request calls this before it writes
    anything itself, or SQLite would make the two transactions wait for each other.
    """
    index = _account_index(action, name)
    with Session(session.get_bind()) as own_session:
        own_session.execute(delete(Attempt).where(Attempt.at < now() - max(WINDOWS.values())))
        attempt = Attempt(account_index=index)
        own_session.add(attempt)
        own_session.commit()
        recent_attempts = select(func.count()).where(
            Attempt.account_index == index, Attempt.at > now() - WINDOWS[action]
        )
        if own_session.scalars(recent_attempts).one() <= MAX_ATTEMPTS:
            return True
        own_session.delete(attempt)
        own_session.commit()
        return False


def reset(session: AnySession, action: str, name: str) -> None:
    """Delete the attempts for a name: the last one succeeded."""
    index = _account_index(action, name)
    session.execute(delete(Attempt).where(Attempt.account_index == index))


def _account_index(action: str, name: str) -> bytes:
    return current_runtime().blind_index(f"{action}: {name.strip()}")
