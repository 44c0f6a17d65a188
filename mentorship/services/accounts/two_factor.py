"""Two-factor sign-in: codes from an authenticator app (TOTP), and recovery codes."""

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask_babel import gettext as _
from sqlalchemy import delete, or_, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Person, RecoveryCode
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import claim_person
from mentorship.services.accounts.people import person_named
from mentorship.services.audit import record

SECRET_BYTES = 20
CODE_DIGITS = 6
PERIOD_SECONDS = 30
ALLOWED_DRIFT = (0, -1, 1)  # periods by which a phone's clock may differ
RECOVERY_CODE_COUNT = 8
# Without 0, 1, I, L, O and U, which are misread in handwriting.
RECOVERY_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECOVERY_CODE_LENGTH = 12
RECOVERY_CODE_GROUP = 4
# What the authenticator app shows. It does not tell an onlooker which programme this is.
ISSUER, ACCOUNT = "CT", "sign-in"


def requires_two_factor(person: Person) -> bool:
    """Return whether a person must use it: everybody who works here, for what they can do."""
    return person.is_staff and not current_runtime().demo


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def provisioning_uri(secret: str) -> str:
    """Return the URI that an authenticator app reads from a QR code."""
    return _totp(secret).get_provisioning_uri(ACCOUNT, ISSUER)


def current_period(at: datetime | None = None) -> int:
    return int((at or now()).timestamp()) // PERIOD_SECONDS


def matching_period(secret: str, code: str, at: datetime | None = None) -> int | None:
    """Return the number of the 30-second period that a code is for, None if it is wrong."""
    typed = "".join(code.split()).encode()
    current = current_period(at)
    for drift in ALLOWED_DRIFT:
        try:
            _totp(secret).verify(typed, (current + drift) * PERIOD_SECONDS)
        except InvalidToken:
            continue
        return current + drift
    return None


def enable_app_codes(session: AnySession, person: Person, secret: str, code: str) -> None:
    """Ask for app codes from now on, if a first code shows that the app is set up."""
    period = matching_period(secret, code)
    if period is None:
        raise UserFacingError(
            _("That code is not right. Type the six digits that the app shows now.")
        )
    claim_person(session, person)
    person.totp_secret, person.totp_used = secret, period
    record(session, person, "enable app codes", person)


def disable_app_codes(session: AnySession, person: Person) -> None:
    if requires_two_factor(person) and not person.passkeys:
        raise UserFacingError(_("Whoever works here needs two-step sign-in. Add a passkey first."))
    claim_person(session, person)
    person.totp_secret = person.totp_used = None
    record(session, person, "disable app codes", person)


def _use_app_code(session: AnySession, person: Person, code: str) -> bool:
    """Return whether a code is right; it works once, so an onlooker cannot use it again.

    A period that no clock has reached was used while the clock was ahead: it does not count.
    """
    period = matching_period(person.totp_secret, code) if person.totp_secret else None
    if period is None:
        return False
    latest_possible = current_period() + max(ALLOWED_DRIFT)
    is_unused = or_(
        Person.totp_used.is_(None), Person.totp_used < period, Person.totp_used > latest_possible
    )
    updated_id = session.scalar(
        update(Person)
        .where(Person.id == person.id, is_unused)
        .values(totp_used=period)
        .returning(Person.id)
    )
    return updated_id is not None


def new_recovery_codes(session: AnySession, person: Person) -> list[str]:
    """Replace a person's recovery codes; return the new ones, to be written down."""
    claim_person(session, person)
    codes = [_new_recovery_code() for _ in range(RECOVERY_CODE_COUNT)]
    person.recovery_codes[:] = []
    session.flush()
    person.recovery_codes[:] = [RecoveryCode(code_index=_code_index(code)) for code in codes]
    record(session, person, "make recovery codes", person)
    return codes


def are_codes_of(person: Person, codes: list[str]) -> bool:
    """Return whether all these are recovery codes that a person can still use."""
    usable = {code.code_index for code in person.recovery_codes}
    return bool(codes) and usable.issuperset(_code_index(code) for code in codes)


def person_with_recovery_code(session: AnySession, user_name: str, code: str) -> Person | None:
    """Use up a recovery code and return its person; people with an email recover by email.

    For a name without an account the work is the same. If the person has a second factor, their
    other codes are deleted: the sheet of codes that replaces the password must not replace the
    second factor too, in whatever session. They make new ones once they have signed in.
    """
    person = person_named(session, user_name)
    may_use = person is not None and person.email_address is None and person.active
    used = _use_recovery_code(session, person.id if person and may_use else 0, code)
    if not used or person is None:
        return None
    if person.has_two_factor:
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    return person


def verify_code(session: AnySession, person: Person, code: str) -> bool:
    """Use up a code of the app or a recovery code; return whether it is right."""
    return _use_app_code(session, person, code) or _use_recovery_code(session, person.id, code)


def _use_recovery_code(session: AnySession, person_id: int, code: str) -> bool:
    # Checked and deleted in one statement, so that it works once.
    deleted_id = session.scalar(
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.code_index == _code_index(code))
        .returning(RecoveryCode.id)
    )
    return deleted_id is not None


def _new_recovery_code() -> str:
    code = "".join(secrets.choice(RECOVERY_CODE_ALPHABET) for _ in range(RECOVERY_CODE_LENGTH))
    starts = range(0, RECOVERY_CODE_LENGTH, RECOVERY_CODE_GROUP)
    return "-".join(code[start : start + RECOVERY_CODE_GROUP] for start in starts)


def _code_index(code: str) -> bytes:
    bare = "".join(character for character in code.upper() if character.isalnum())
    return current_runtime().blind_index(f"recovery code: {bare}")


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), CODE_DIGITS, SHA1(), PERIOD_SECONDS)  # noqa: S303
