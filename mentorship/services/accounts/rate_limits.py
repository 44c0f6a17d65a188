"""Limits on attempts per account, and on emails and suggestions of the whole site.

They are counted in the database that all workers share.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Attempt
from mentorship.privacy.email_addresses import mailbox_key
from mentorship.runtime import current_runtime
from mentorship.text_cleaning import clean_text, remove_joiners

SIGN_IN = "sign in"
TWO_FACTOR = "two-factor"
RECOVERY_CODE = "recovery code"
EMAIL_CHANGE = "email change"
MAX_ATTEMPTS = 5  # within the window of the action
EMAIL_WINDOW = timedelta(hours=1)
WINDOWS = {
    SIGN_IN: timedelta(minutes=1),
    # Six digits are soon guessed by somebody who has the password and a month.
    TWO_FACTOR: timedelta(minutes=15),
    RECOVERY_CODE: timedelta(minutes=1),
    EMAIL_CHANGE: EMAIL_WINDOW,  # counted for whoever asks, beside the address they ask for
}
# Far more than a programme of some hundred people needs, far less than annoys strangers.
MAX_SITE_EMAILS = 60  # of each kind, within the window of emails
MAX_SITE_SUGGESTIONS = 30  # for the directory of resources, within the same window
# By how much the clocks of two processes that share the database may differ. A time further in
# the future was written while the clock was wrong, and must not lock anybody out.
MAX_CLOCK_DIFFERENCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Budget:
    """How many attempts remain, and when the oldest of those that count stops counting."""

    remaining: int
    renewed_at: datetime


def allow_attempt(session: AnySession, action: str, name: str) -> bool:
    """Count an attempt for a name, with an account or without; False if there are too many.

    A request calls this before it writes anything itself, or SQLite would make the two
    transactions wait for each other.
    """
    return _count(session, _account_index(action, name), WINDOWS[action], MAX_ATTEMPTS)


def allow_email(session: AnySession, kind: str, address: str) -> bool:
    """Count a requested email of a kind for its address; False if there are too many.

    Each kind is counted apart. Otherwise a stranger who asks for emails without a link to a new
    password would keep the owner of the address from asking for one.
    """
    return _count(session, _email_index(kind, address), EMAIL_WINDOW, MAX_ATTEMPTS)


def allow_site_email(session: AnySession, kind: str) -> bool:
    """Count a requested email of a kind for the whole site; False if there are too many."""
    return _count(session, _site_index(kind), EMAIL_WINDOW, MAX_SITE_EMAILS)


def allow_suggestion(session: AnySession) -> bool:
    """Count what a visitor suggests for the directory; False if the site gets too many."""
    index = current_runtime().blind_index("all suggestions for the directory")
    return _count(session, index, EMAIL_WINDOW, MAX_SITE_SUGGESTIONS)


def email_budget(session: AnySession, kind: str, address: str) -> Budget:
    """Return how many emails of a kind can still be requested for an address."""
    return _budget(session, _email_index(kind, address), MAX_ATTEMPTS)


def site_email_budget(session: AnySession, kind: str) -> Budget:
    return _budget(session, _site_index(kind), MAX_SITE_EMAILS)


def reset(session: AnySession, action: str, name: str) -> None:
    """Delete the attempts for a name: the last one succeeded."""
    index = _account_index(action, name)
    session.execute(delete(Attempt).where(Attempt.account_index == index))


def purge_expired(session: AnySession) -> None:
    """Delete the attempts that count no longer, also if nobody tries again."""
    session.execute(delete(Attempt).where(_is_older_than_every_window()))


def _is_older_than_every_window() -> ColumnElement[bool]:
    return Attempt.at < now() - max(WINDOWS.values())


def _count(session: AnySession, index: bytes, window: timedelta, maximum: int) -> bool:
    """Store an attempt and return True, unless there are too many.

    An attempt counts even if its request fails, hence a transaction of its own. It is
    written before the attempts are counted: concurrent attempts all see each other, so that
    too many may be refused, but never too few.
    """
    with Session(session.get_bind()) as own_session:
        own_session.execute(delete(Attempt).where(_is_older_than_every_window()))
        attempt = Attempt(account_index=index)
        own_session.add(attempt)
        own_session.flush()
        attempt_id = attempt.id
        own_session.commit()
        recent_attempts = select(func.count()).where(_is_recent(index, window))
        if own_session.scalars(recent_attempts).one() <= maximum:
            return True
        # Not the object: a success at the same moment may have deleted its row already.
        own_session.execute(delete(Attempt).where(Attempt.id == attempt_id))
        own_session.commit()
        return False


def _budget(session: AnySession, index: bytes, maximum: int) -> Budget:
    is_recent = _is_recent(index, EMAIL_WINDOW)
    recent_attempts = select(func.count(), func.min(Attempt.at)).where(is_recent)
    count, oldest = session.execute(recent_attempts).one()
    return Budget(max(0, maximum - count), (oldest or now()) + EMAIL_WINDOW)


def _is_recent(index: bytes, window: timedelta) -> ColumnElement[bool]:
    return (Attempt.account_index == index) & Attempt.at.between(
        now() - window, now() + MAX_CLOCK_DIFFERENCE
    )


def _account_index(action: str, name: str) -> bytes:
    """Return the same index for every name that could be tried for one account."""
    spelling = mailbox_key(name) if "@" in name else remove_joiners(clean_text(name))
    return current_runtime().blind_index(f"{action}: {spelling}")


def _email_index(kind: str, address: str) -> bytes:
    return _account_index(f"email to {kind}", address)


def _site_index(kind: str) -> bytes:
    return current_runtime().blind_index(f"all emails: {kind}")
