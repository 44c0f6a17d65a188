"""Counting tries at what must not be tried often, in the database that all workers share."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Attempt
from mentorship.runtime import current_runtime

SIGN_IN = "sign in"
TWO_FACTOR = "second step"
RECOVERY_CODE = "recovery code"
EMAIL = "letter"
MOST = 5
WITHIN = {
    SIGN_IN: timedelta(minutes=1),
    # Six digits are soon guessed by somebody who has the password and a month.
    TWO_FACTOR: timedelta(minutes=15),
    RECOVERY_CODE: timedelta(minutes=1),
    EMAIL: timedelta(hours=1),
}


def allow_attempt(session: AnySession, what: str, name: str) -> bool:
    """Count one more try for a name, whether or not it has an account; False if it is too many.

    A try counts even if the request that makes it fails, hence the transactions of its own.
    It is written before anybody counts: of many that come at once, none can overlook the
    others, so that rather too many of them are refused than too few. A request asks this
    before it writes anything itself, or SQLite would have one wait for the other.
    """
    index = _index(what, name)
    with Session(session.get_bind()) as own:
        own.execute(delete(Attempt).where(Attempt.at < now() - max(WITHIN.values())))
        this = Attempt(account_index=index)
        own.add(this)
        own.commit()
        tried = select(func.count()).where(
            Attempt.account_index == index, Attempt.at > now() - WITHIN[what]
        )
        if own.scalars(tried).one() <= MOST:
            return True
        own.delete(this)
        own.commit()
        return False


def reset(session: AnySession, what: str, name: str) -> None:
    """Forget the tries for a name: the last one succeeded."""
    session.execute(delete(Attempt).where(Attempt.account_index == _index(what, name)))


def _index(what: str, name: str) -> bytes:
    return current_runtime().cipher.blind_index(f"{what}: {name.strip()}")
