"""Passwords: choosing, hashing and comparing them, in the same time for everybody."""

import unicodedata
import uuid
from functools import cache

from flask_babel import gettext as _
from flask_security import hash_password, verify_password

from mentorship.errors import UserFacingError
from mentorship.models import Person

SHORTEST = 12
LONGEST = 200
# How many guesses an attacker has to make at least who begins with what people choose most.
FEWEST_GUESSES = 1_000_000
MOST_ESTIMATED = 24  # characters; the estimate takes seconds for many more


def normal(password: str) -> str:
    """Compose a password alike, however the keyboard of the day types it."""
    return unicodedata.normalize("NFKC", password)


def hash_of(password: str) -> str:
    return str(hash_password(normal(password)))


def is_right(person: Person | None, password: str) -> bool:
    """Compare a password; for nobody, or somebody without one, this takes as long and is wrong."""
    known = person.password if person else None
    fits = verify_password(normal(password)[:LONGEST], known or nobodys_hash())
    return bool(fits) and known is not None


@cache
def nobodys_hash() -> str:
    """Return a hash made like everybody's, for comparing where there is nothing to compare."""
    return hash_of(uuid.uuid4().hex)


def why_not(password: str, sign_in_name: str = "") -> str | None:
    """Say why a password cannot be chosen; None if it can."""
    password = normal(password)
    if len(password) < SHORTEST:
        return _("Use at least %(least)s characters.", least=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(most)s characters.", most=LONGEST)
    # Imported here because its word lists are slow to load, and few requests choose a password.
    from zxcvbn import zxcvbn

    theirs = [part for part in sign_in_name.split("@") if part]
    guesses = zxcvbn(password[:MOST_ESTIMATED].lower(), user_inputs=theirs)["guesses"]
    if guesses < FEWEST_GUESSES:
        return _(
            "Many people use a password like this one, so it is guessed first. "
            "Put three or four words together that do not belong together."
        )
    return None


def set_password(person: Person, password: str) -> None:
    """Give a person a password, and end every session begun without it."""
    reason = why_not(password, person.sign_in_name)
    if reason is not None:
        raise UserFacingError(reason)
    person.password = hash_of(password)
    end_sessions(person)


def end_sessions(person: Person) -> None:
    """Make every cookie and every link that this person was given until now worthless."""
    person.fs_uniquifier = uuid.uuid4().hex
