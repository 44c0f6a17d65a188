"""Choose, hash and verify passwords, in the same time whether an account exists or not."""

import uuid
from functools import cache

import flask_security
from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.models import Person
from mentorship.text_cleaning import normalize_text

MIN_LENGTH = 12
MAX_LENGTH = 200
# How many guesses an attacker needs who tries the most common passwords first.
MIN_GUESSES = 1_000_000
MAX_ESTIMATED_LENGTH = 24  # the estimate takes seconds for much longer passwords


def normalize_password(password: str) -> str:
    """Return a password in Unicode form NFKC, in which no keyboard makes a difference."""
    return normalize_text("NFKC", password)


def hash_password(password: str) -> str:
    return str(flask_security.hash_password(normalize_password(password)))


def verify(person: Person | None, password: str) -> bool:
    """Return whether a password is right; without an account, False after the same time."""
    stored_hash = person.password if person else None
    matches = flask_security.verify_password(
        normalize_password(password)[:MAX_LENGTH], stored_hash or dummy_hash()
    )
    return bool(matches) and stored_hash is not None


@cache
def dummy_hash() -> str:
    """Return the hash of a random password, to compare with where there is no account."""
    return hash_password(uuid.uuid4().hex)


def password_problem(password: str, sign_in_name: str = "") -> str | None:
    """Return why a password cannot be chosen, None if it can."""
    password = normalize_password(password)
    if len(password) < MIN_LENGTH:
        return _("Use at least %(minimum)s characters.", minimum=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return _("Use at most %(maximum)s characters.", maximum=MAX_LENGTH)
    # Imported here because its word lists are slow to load, and few requests choose a password.
    from zxcvbn import zxcvbn

    name_parts = [part for part in sign_in_name.split("@") if part]
    estimate = zxcvbn(password[:MAX_ESTIMATED_LENGTH].lower(), user_inputs=name_parts)
    if estimate["guesses"] < MIN_GUESSES:
        return _(
            "Many people use a password like this one, so it is guessed first. "
            "Put three or four words together that do not belong together."
        )
    return None


def set_password(person: Person, password: str) -> None:
    """Give a person a password, and end every session begun without it."""
    problem = password_problem(password, person.sign_in_name)
    if problem is not None:
        raise UserFacingError(problem)
    person.password = hash_password(password)
    end_sessions(person)


def end_sessions(person: Person) -> None:
    """Invalidate every cookie and every link that this person was given until now."""
    person.fs_uniquifier = uuid.uuid4().hex
