"""The passkey challenge that a browser was sent: its cookie brings it back with the response."""

import base64
import time

from flask import session
from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.services.accounts import passkeys

SESSION_KEY = "challenge"


def remember_challenge(challenge: bytes) -> None:
    session[SESSION_KEY] = [base64.b64encode(challenge).decode(), int(time.time())]


def take_challenge() -> bytes:
    """Return this browser's challenge if it is recent enough.

    A copy of the cookie brings the same challenge again; the service accepts one response to it.
    """
    encoded, since = session.pop(SESSION_KEY, None) or ("", 0)
    if not 0 <= time.time() - since <= passkeys.CHALLENGE_VALIDITY.total_seconds():
        raise UserFacingError(_("That took too long. Please try again."))
    return base64.b64decode(encoded)


def end_challenge() -> None:
    """Let no copy of this browser's cookie sign in with the challenge that it holds."""
    encoded, _since = session.pop(SESSION_KEY, None) or ("", 0)
    if encoded:
        passkeys.end_challenge(db.session, base64.b64decode(encoded))
