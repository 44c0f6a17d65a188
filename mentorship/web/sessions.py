"""What a browser carries from page to page, in a signed cookie: who is in, and since when."""

import time
from urllib.parse import urlsplit

from flask import request, session
from flask_security import login_user

from mentorship.models import COORDINATOR, Person

IDLE_AFTER = 30 * 60  # seconds
PROVEN_FOR = 15 * 60
HALF_IN_FOR = 10 * 60
# What stays when somebody signs in or out: the language they have chosen to read.
KEPT = ("language",)


def log_in(person: Person) -> None:
    """Sign a person in, with nothing left of the session that was before."""
    clear_session()
    login_user(person)
    session.pop("_id", None)  # made of the address that somebody comes from
    session["seen"] = session["proven"] = int(time.time())


def clear_session() -> None:
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)


def clear_everything() -> None:
    session.clear()


def choose_language(language: str) -> None:
    session["language"] = language


def check_idle(person: Person) -> bool:
    """Note that a person is there; False for a coordinator who was away for too long."""
    if not person.has_role(COORDINATOR):
        return True
    at = int(time.time())
    if at - session.get("seen", 0) > IDLE_AFTER:
        return False
    session["seen"] = at
    return True


def has_recent_password() -> bool:
    return time.time() - session.get("proven", 0) <= PROVEN_FOR


def note_password_confirmed() -> None:
    session["proven"] = int(time.time())


def begin_2fa(person: Person, *, by_code: bool) -> None:
    """Note that somebody gave the first proof, and has still to give a second one."""
    clear_session()
    session["half_in"] = [person.fs_uniquifier, int(time.time()), by_code]


def pending_2fa() -> str | None:
    """Return the identifier of whoever stands at the second step, for as long as it lasts."""
    uniquifier, since, _ = session.get("half_in") or (None, 0, False)
    return uniquifier if time.time() - since <= HALF_IN_FOR else None


def used_recovery_code() -> bool:
    return bool((session.get("half_in") or (None, 0, False))[2])


def safe_local_url(address: str | None) -> str | None:
    """Return an address if it is a plain path of this site: nobody is led elsewhere."""
    if not address or not address.isprintable() or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    own = not parts.scheme and not parts.netloc and address[:1] == "/" and address[:2] != "//"
    return address if own else None


def next_url(otherwise: str) -> str:
    return safe_local_url(request.args.get("next")) or otherwise
