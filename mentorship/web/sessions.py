"""The signed session cookie: who is signed in, and whose two-factor code is pending."""

import time
from urllib.parse import urlsplit

from flask import request, session
from flask_security import login_user

from mentorship.models import COORDINATOR, Person

IDLE_SECONDS = 30 * 60
RECENT_PASSWORD_SECONDS = 15 * 60
PENDING_2FA_SECONDS = 10 * 60
# These survive signing in and out.
LASTING_KEYS = ("language",)
MAX_NEXT_URL_CHARACTERS = 2_000


def log_in(person: Person) -> None:
    """Sign a person in, in a new session."""
    clear_session()
    login_user(person)
    session.pop("_id", None)  # derived from the visitor's network address
    session["last_seen"] = session["password_confirmed"] = int(time.time())


def clear_session() -> None:
    lasting = {name: session[name] for name in LASTING_KEYS if name in session}
    session.clear()
    session.update(lasting)


def clear_everything() -> None:
    session.clear()


def choose_language(language: str) -> None:
    session["language"] = language


def check_idle(person: Person) -> bool:
    """Record that a person is active; return False for a coordinator who was idle too long."""
    if not person.has_role(COORDINATOR):
        return True
    at = int(time.time())
    if at - session.get("last_seen", 0) > IDLE_SECONDS:
        return False
    session["last_seen"] = at
    return True


def has_recent_password() -> bool:
    return time.time() - session.get("password_confirmed", 0) <= RECENT_PASSWORD_SECONDS


def note_password_confirmed() -> None:
    session["password_confirmed"] = int(time.time())


def begin_2fa(person: Person, *, by_recovery_code: bool) -> None:
    """Record that a person entered the password and must still enter a two-factor code."""
    clear_session()
    session["pending_2fa"] = [person.fs_uniquifier, int(time.time()), by_recovery_code]


def pending_2fa() -> str | None:
    """Return the identifier of the person who must still enter a two-factor code, if any."""
    uniquifier, since, _ = session.get("pending_2fa") or (None, 0, False)
    return uniquifier if time.time() - since <= PENDING_2FA_SECONDS else None


def used_recovery_code() -> bool:
    return bool((session.get("pending_2fa") or (None, 0, False))[2])


def safe_local_url(url: str | None) -> str | None:
    """Return a URL if it is a plain path of this site, so that no link leads elsewhere."""
    if not url or len(url) > MAX_NEXT_URL_CHARACTERS or not url.isprintable() or "\\" in url:
        return None
    if url[:1] != "/" or url[:2] == "//":  # first: splitting normalizes the name of a host
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else url


def next_url(default: str) -> str:
    return safe_local_url(request.args.get("next")) or default
