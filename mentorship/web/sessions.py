"""The signed session cookie: who is signed in since when, and whose two-factor code is pending."""

import time
from urllib.parse import urlsplit

from flask import Response, g, request, session, url_for
from flask_security import login_user

from mentorship.models import Person

# Counted from signing in, however active the person is.
SESSION_SECONDS = 30 * 24 * 60 * 60
STAFF_SESSION_SECONDS = 12 * 60 * 60
STAFF_IDLE_SECONDS = 30 * 60
RECENT_PASSWORD_SECONDS = 15 * 60
PENDING_2FA_SECONDS = 10 * 60
# The clocks of several servers differ a little. A time further in the future than this was noted
# by a clock that was wrong, and nobody knows how long ago that was.
CLOCK_TOLERANCE_SECONDS = 60
# These survive signing in and out.
INVITATION = "invitation"
LASTING_KEYS = ("language", INVITATION)
MAX_NEXT_URL_CHARACTERS = 2_000


def log_in(person: Person) -> None:
    """Sign a person in, in a new session."""
    clear_session()
    login_user(person)
    person.news_emailed_at = None
    session.pop("_id", None)  # derived from the visitor's network address
    at = int(time.time())
    session["signed_in"] = session["last_seen"] = session["password_confirmed"] = at


def clear_session() -> None:
    lasting = {name: session[name] for name in LASTING_KEYS if name in session}
    session.clear()
    session.update(lasting)
    # A page that is rendered now needs a token of the new session, not the one that Flask-WTF
    # made for the form of this request.
    g.pop("csrf_token", None)


def clear_site_data(response: Response, *, cookies: bool) -> Response:
    """Have the browser forget what it stores for this site.

    Never "cache": clearing it takes browsers seconds, and what is in it are style sheets alone,
    since pages are not cached. Cookies only if nothing is to remain, because then the language and
    the message for the next page go too, and the browser also forgets the cookies of every
    subdomain. Signing out needs that not: the session in the cookie has ended on the server.
    """
    response.headers["Clear-Site-Data"] = '"cookies", "storage"' if cookies else '"storage"'
    if cookies:
        session.clear()
    return response


def choose_language(language: str) -> None:
    session["language"] = language


def check_age(person: Person) -> bool:
    """Record that a person is active; return False if they must sign in again.

    Everybody's session ends a fixed time after signing in, and a staff member's also after being
    idle. Both times are in the signed cookie, so that no browser can put them off.
    """
    if not person.is_staff:
        return is_recent("signed_in", SESSION_SECONDS)
    if not is_recent("signed_in", STAFF_SESSION_SECONDS):
        return False
    if not is_recent("last_seen", STAFF_IDLE_SECONDS):
        return False
    session["last_seen"] = int(time.time())
    return True


def has_recent_password() -> bool:
    return is_recent("password_confirmed", RECENT_PASSWORD_SECONDS)


def is_recent(name: str, seconds: int) -> bool:
    """Return whether the time in the session under a name is at most so many seconds ago."""
    return is_within(session.get(name, 0), seconds)


def is_within(since: int, seconds: int) -> bool:
    return -CLOCK_TOLERANCE_SECONDS <= time.time() - since <= seconds


def note_password_confirmed() -> None:
    session["password_confirmed"] = int(time.time())


def begin_2fa(person: Person) -> None:
    """Record that a person entered the password and must still enter a two-factor code."""
    clear_session()
    session["pending_2fa"] = [person.fs_uniquifier, int(time.time())]


def pending_2fa() -> str | None:
    """Return the identifier of the person who must still enter a two-factor code, if any."""
    uniquifier, since = (session.get("pending_2fa") or (None, 0))[:2]
    return uniquifier if is_within(since, PENDING_2FA_SECONDS) else None


def remember_invitation(page: str) -> None:
    """Remember the page of an invitation, to go on with it after signing in or up."""
    session[INVITATION] = page


def forget_invitation() -> None:
    session.pop(INVITATION, None)


def page_after_sign_in() -> str:
    """Return where somebody goes who has signed in: where they wanted to go, else home."""
    return next_url(safe_local_url(session.get(INVITATION)) or url_for("account.home"))


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
