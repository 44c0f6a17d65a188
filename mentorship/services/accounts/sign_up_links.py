"""Links that create an account for an email address. Nothing is stored before one is used.

A token seals the address with a key of its own, so that a link, a log or a browser's history
does not show it. It works until somebody has an account with the address.

The key file alone, without the database, must not tell who has an account, nor open that of an
imported person. So a token is compared with the database only when it is used, and it also seals
a digest of the imported person's identifier, which is random and changes when a link is used.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, rollback
from mentorship.clock import now
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import replace_uniquifier, set_password
from mentorship.services.accounts.people import person_for, person_named
from mentorship.services.accounts.used_tokens import use_once
from mentorship.services.audit import record

MAX_AGE = timedelta(days=7)
PURPOSE = b"sign-up link"
KEY_BYTES, NONCE_BYTES = 32, 12
DIGEST_CHARACTERS = 32  # hexadecimal, 128 bits
# The length of a link would disclose the length of the address. Most addresses fit in one block:
# programs that show emails may break a longer link.
PADDING_BLOCK_BYTES = 128


@dataclass(frozen=True)
class SignUp:
    """Whoever opens the link can read the emails to this address."""

    email: str
    language: str
    person_digest: str


def make_token(email: str, language: str, person: Person | None) -> str:
    """Return a token that seals an address, the language of the request, and the time.

    ``person`` is the imported person who has this address, None if nobody has it.
    """
    values = [now().timestamp(), email, language, _person_digest(person)]
    content = json.dumps(values, ensure_ascii=False).encode()
    padded = content + b" " * (-len(content) % PADDING_BLOCK_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, padded, PURPOSE)).decode()


def sign_up_of(token: str) -> SignUp | None:
    """Return what a link was made for, None if it is expired or altered.

    Whether the address has an account meanwhile is not looked up before the link is used.
    """
    try:
        sealed = _sealed_bytes(token)
        content = _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], PURPOSE)
        created_at, email, language, person_digest = json.loads(content)
    except (InvalidTag, ValueError):
        return None
    age = now() - datetime.fromtimestamp(created_at, tz=now().tzinfo)
    if not timedelta(0) <= age <= MAX_AGE:
        return None
    return SignUp(email, language, person_digest)


def use_token(session: AnySession, token: str, password: str) -> Person | None:
    """Create the account that a link is for, or give an imported person theirs; None if it ended.

    Of several requests at once, with this link or with another to the same address, one succeeds.
    """
    sign_up = sign_up_of(token)
    if sign_up is None or not use_once(session, _sealed_bytes(token), MAX_AGE):
        return None
    imported = person_named(session, sign_up.email)
    if sign_up.person_digest != _person_digest(imported):
        return None
    try:
        person = imported or person_for(session, sign_up.email)
    except IntegrityError:  # another link to this address was used at the same moment
        rollback(session)
        return None
    if not person.active or not replace_uniquifier(session, person) or person.password is not None:
        return None
    person.language = person.language or sign_up.language
    set_password(person, password)
    record(session, person, "sign up", person)
    return person


def _person_digest(person: Person | None) -> str:
    uniquifier = "nobody" if person is None else person.fs_uniquifier
    return current_runtime().blind_index(f"sign-up link of {uniquifier}").hex()[:DIGEST_CHARACTERS]


def _sealed_bytes(token: str) -> bytes:
    """Return what a token encodes; `ValueError` if it is no Base64."""
    return base64.urlsafe_b64decode(token.encode("ascii"))


def _cipher() -> AESGCM:
    secret = current_runtime().secret_key.encode()
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=PURPOSE).derive(secret))
