"""A second proof at the door: codes from an app on the phone, and codes written on paper."""

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask_babel import gettext as _
from sqlalchemy import delete, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import COORDINATOR, Person, RecoveryCode
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.people import person_named
from mentorship.services.audit import record

SECRET_BYTES = 20
DIGITS = 6
STEP = 30  # seconds
STEPS_OFF = (0, -1, 1)  # a phone's clock may be a little off
CODES = 8
# Without 0, 1, I, L, O and U: what is written by hand is read again by a tired eye.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
GROUP = 4
# What the app on the phone shows. Whoever looks over a shoulder reads no programme there.
ISSUER, ACCOUNT = "CT", "sign-in"


def must_have_second_factor(person: Person) -> bool:
    """Coordinators can read everybody's answers; only the demonstration lets it pass."""
    return bool(person.has_role(COORDINATOR)) and not current_runtime().demo


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def setup_address(secret: str) -> str:
    """Return the address that an app reads from a QR code."""
    return _totp(secret).get_provisioning_uri(ACCOUNT, ISSUER)


def step_of(secret: str, code: str, at: datetime | None = None) -> int | None:
    """Return the half minute that a code belongs to; None if it does not fit."""
    typed = "".join(code.split()).encode()
    this = int((at or now()).timestamp()) // STEP
    for off in STEPS_OFF:
        try:
            _totp(secret).verify(typed, (this + off) * STEP)
        except InvalidToken:
            continue
        return this + off
    return None


def begin_app_codes(session: AnySession, person: Person, secret: str, code: str) -> None:
    """Ask for a code from now on, if the first one shows that the app has understood."""
    step = step_of(secret, code)
    if step is None:
        raise UserFacingError(
            _("That code does not fit. Type the six digits that the app shows now.")
        )
    person.totp_secret, person.totp_used = secret, step
    end_sessions(person)
    record(session, person, "begin app codes", person)


def end_app_codes(session: AnySession, person: Person) -> None:
    if must_have_second_factor(person) and not person.passkeys:
        raise UserFacingError(_("Coordinators need a second step. Add a passkey first."))
    person.totp_secret = person.totp_used = None
    end_sessions(person)
    record(session, person, "end app codes", person)


def accept_app_code(session: AnySession, person: Person, code: str) -> bool:
    """Accept a code once: whoever has seen it being typed cannot use it again."""
    step = step_of(person.totp_secret, code) if person.totp_secret else None
    if step is None:
        return False
    fresh = session.execute(
        update(Person)
        .where(Person.id == person.id, Person.totp_used.is_(None) | (Person.totp_used < step))
        .values(totp_used=step)
        .returning(Person.id)
    )
    return fresh.scalar() is not None


def new_recovery_codes(session: AnySession, person: Person) -> list[str]:
    """Make codes to write down; the older ones open nothing any more."""
    codes = [_new_code() for _ in range(CODES)]
    person.recovery_codes[:] = []
    session.flush()
    person.recovery_codes[:] = [RecoveryCode(code_index=_index(code)) for code in codes]
    end_sessions(person)
    record(session, person, "make recovery codes", person)
    return codes


def accept_recovery_code(session: AnySession, person: Person, code: str) -> bool:
    return _strike_out(session, person.id, code)


def person_with_code(session: AnySession, user_name: str, code: str) -> Person | None:
    """Return who this code belongs to, struck out; people with a mailbox recover by mail.

    For a name that nobody has, the work is the same.
    """
    person = person_named(session, user_name)
    may = person is not None and person.email_address is None and person.active
    fits = _strike_out(session, person.id if person and may else 0, code)
    return person if fits else None


def _strike_out(session: AnySession, person_id: int, code: str) -> bool:
    """Accept a code and strike it out in the same moment, so that it works once."""
    struck = session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.code_index == _index(code))
        .returning(RecoveryCode.id)
    )
    return struck.scalar() is not None


def accept(session: AnySession, person: Person, code: str, *, paper: bool) -> bool:
    """Accept a code at the second step: the app's, or if ``paper`` may, a written one."""
    if accept_app_code(session, person, code):
        return True
    return paper and accept_recovery_code(session, person, code)


def _new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP))


def _index(code: str) -> bytes:
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return current_runtime().cipher.blind_index(f"recovery code: {bare}")


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303
