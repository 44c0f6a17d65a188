"""Choose, hash and verify passwords, in the same time whether an account exists or not."""

import uuid
from functools import cache

import flask_security
from flask_babel import gettext as _
from sqlalchemy import select, update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts.guessable_words import remainders
from mentorship.text_cleaning import normalize_text

MIN_LENGTH = 12
MAX_LENGTH = 200
# A letter may be typed as several characters, with its accents apart. Longer text is refused
# before anything else looks at it, because the time to normalize a text can grow with its square.
MAX_TYPED_LENGTH = 4 * MAX_LENGTH
# How many guesses an attacker needs who tries the most common passwords first. Up to 10**8 a
# stolen slow hash can still be guessed, according to zxcvbn.
MIN_GUESSES = 100_000_000
MAX_ESTIMATED_LENGTH = 24  # the estimate takes seconds for much longer passwords


def normalize_password(password: str) -> str:
    """Return a password in Unicode form NFKC, in which no keyboard makes a difference."""
    return normalize_text("NFKC", password)


def hash_password(password: str) -> str:
    return str(flask_security.hash_password(normalize_password(password)))


def verify(person: Person | None, password: str) -> bool:
    """Return whether a password is right; without an account, False after the same time."""
    stored_hash = person.password if person else None
    can_be_right = stored_hash is not None and len(password) <= MAX_TYPED_LENGTH
    typed = password if len(password) <= MAX_TYPED_LENGTH else ""
    matches = flask_security.verify_password(normalize_password(typed), stored_hash or dummy_hash())
    return bool(matches) and can_be_right


@cache
def dummy_hash() -> str:
    """Return the hash of a random password, to compare with where there is no account."""
    return hash_password(uuid.uuid4().hex)


def password_problem(password: str, sign_in_name: str = "") -> str | None:
    """Return why a password cannot be chosen, None if it can."""
    too_long = _("Use at most %(maximum)s characters.", maximum=MAX_LENGTH)
    if len(password) > MAX_TYPED_LENGTH:
        return too_long
    password = normalize_password(password)
    if len(password) < MIN_LENGTH:
        return _("Use at least %(minimum)s characters.", minimum=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return too_long
    if _guesses(password.lower()) < MIN_GUESSES:
        return _(
            "Many people use a password like this one, so it is guessed first. "
            "Put three or four words together that do not belong together."
        )
    names = current_runtime().programme.names
    parts = remainders(password, sign_in_name, names)
    if any(_guesses(remainder) < MIN_GUESSES for remainder in parts):
        return _(
            "Your own name, places and common words are guessed first, and without them "
            "too little of this password is left. "
            "Put three or four words together that do not belong together."
        )
    return None


def _guesses(text: str) -> int:
    """Return an estimate of how many guesses find a text."""
    # Imported here because its word lists are slow to load, and few requests choose a password.
    from zxcvbn import zxcvbn

    return int(zxcvbn(text[:MAX_ESTIMATED_LENGTH])["guesses"]) if text else 0


def set_password(person: Person, password: str) -> None:
    """Give a person a password, and end every session begun without it."""
    problem = password_problem(password, person.sign_in_name)
    if problem is not None:
        raise UserFacingError(problem)
    person.password = hash_password(password)
    end_sessions(person)


def end_sessions(person: Person) -> None:
    """Invalidate every cookie and every link that this person was given until now."""
    person.fs_uniquifier = _new_uniquifier()


def end_all_sessions(session: AnySession) -> None:
    """Invalidate every cookie and every link of everybody."""
    for person in session.scalars(select(Person)):
        end_sessions(person)


def _new_uniquifier() -> str:
    return uuid.uuid4().hex


def replace_uniquifier(session: AnySession, person: Person) -> bool:
    """End a person's sessions and links; False if another request has just done so.

    One statement compares the identifier that was read and replaces it. Of several requests that
    were begun with the same cookie or link, one can go on.
    """
    replaced_id = session.scalar(
        update(Person)
        .where(Person.id == person.id, Person.fs_uniquifier == person.fs_uniquifier)
        .values(fs_uniquifier=_new_uniquifier())
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    )
    if replaced_id is None:
        return False
    session.refresh(person)
    return True


def claim_person(session: AnySession, person: Person) -> None:
    """End a person's sessions before changing how they sign in, unless another request just did."""
    if not replace_uniquifier(session, person):
        raise UserFacingError(
            _("You did something else with your account at the same moment. Please look again.")
        )
