"""Passkeys: a key on the phone that signs in for its owner, checked by the webauthn library.

A passkey is both factors at once: the phone that holds it, and the finger, face or number
that unlocks the phone. So user verification is required every time.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import webauthn
from flask_babel import gettext as _
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Credential, Passkey, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import claim_person
from mentorship.services.accounts.two_factor import ACCOUNT, ISSUER, requires_two_factor
from mentorship.services.accounts.used_tokens import use_once
from mentorship.services.audit import record

MAX_NAME_LENGTH = 40
MAX_PASSKEYS = 10
CHALLENGE_VALIDITY = timedelta(minutes=5)
Verified = TypeVar("Verified")


@dataclass(frozen=True)
class Site:
    """The site that passkeys are bound to, as a browser sees it."""

    host: str
    origin: str


def registration_options(site: Site, person: Person) -> tuple[bytes, dict[str, Any]]:
    """Return a challenge to remember, and the options for the browser to make a passkey."""
    if len(person.passkeys) >= MAX_PASSKEYS:
        raise UserFacingError(_("You have many passkeys already. Remove one first."))
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_name=ACCOUNT,
        user_id=current_runtime().blind_index(f"passkeys of {person.id}"),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(webauthn.base64url_to_bytes(passkey.credential["id"]))
            for passkey in person.passkeys
        ],
    )
    return options.challenge, json.loads(webauthn.options_to_json(options))


def register(
    session: AnySession, site: Site, person: Person, name: str, challenge: bytes, response: str
) -> Passkey:
    """Store a passkey that a browser has made for this challenge."""
    registration = _verified(
        lambda: webauthn.verify_registration_response(
            credential=response,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    _use_challenge(session, challenge)
    index = _credential_index(registration.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential_index == index)):
        raise UserFacingError(_("This passkey has already been added."))
    passkey = Passkey(
        key_ids=(person.key_id,),
        person_id=person.id,
        credential_index=index,
        credential=Credential(
            id=bytes_to_base64url(registration.credential_id),
            public_key=bytes_to_base64url(registration.credential_public_key),
        ),
        sign_count=registration.sign_count,
        name=name[:MAX_NAME_LENGTH],
    )
    claim_person(session, person)
    person.passkeys.append(passkey)
    record(session, person, "add passkey", passkey)
    return passkey


def authentication_options(site: Site) -> tuple[bytes, dict[str, Any]]:
    """Return a challenge for whichever passkey the browser has for this site, and its options."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options.challenge, json.loads(webauthn.options_to_json(options))


def authenticate(session: AnySession, site: Site, challenge: bytes, response: str) -> Person:
    """Return the person whose passkey has signed the challenge."""
    passkey = _passkey_in(session, response)
    if passkey is None:
        raise UserFacingError(_("We do not know this passkey. Sign in with your password."))
    public_key = webauthn.base64url_to_bytes(passkey.credential["public_key"])
    sign_count = passkey.sign_count
    authentication = _verified(
        lambda: webauthn.verify_authentication_response(
            credential=response,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    )
    _use_challenge(session, challenge)
    passkey.sign_count = authentication.new_sign_count
    person = session.get_one(Person, passkey.person_id)
    if not person.active:
        raise UserFacingError(_("We do not know this passkey. Sign in with your password."))
    return person


def end_challenge(session: AnySession, challenge: bytes) -> None:
    """Let no response to this challenge be accepted any more."""
    use_once(session, challenge, CHALLENGE_VALIDITY)


def remove(session: AnySession, person: Person, passkey_id: int) -> None:
    passkey = next((passkey for passkey in person.passkeys if passkey.id == passkey_id), None)
    if passkey is None:
        raise UserFacingError(_("This passkey has already been removed."))
    is_last_factor = len(person.passkeys) == 1 and person.totp_secret is None
    if is_last_factor and requires_two_factor(person):
        raise UserFacingError(
            _("Whoever works here needs two-step sign-in. Set up another method first.")
        )
    claim_person(session, person)
    record(session, person, "remove passkey", passkey)
    person.passkeys.remove(passkey)


def _passkey_in(session: AnySession, response: str) -> Passkey | None:
    """Return the stored passkey that a browser's response names."""
    try:
        credential_id = webauthn.base64url_to_bytes(json.loads(response)["rawId"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    index = _credential_index(credential_id)
    return session.scalar(select(Passkey).where(Passkey.credential_index == index))


def _use_challenge(session: AnySession, challenge: bytes) -> None:
    if not use_once(session, challenge, CHALLENGE_VALIDITY):
        raise UserFacingError(_("This passkey was used just now. Please try again."))


def _verified(verify: Callable[[], Verified]) -> Verified:
    """Return what the library verifies, which must need nothing but the browser's response.

    The library and the parsers below it (of JSON, CBOR, certificates, keys) raise many kinds of
    exceptions for what a program sends instead of a browser, and document few of them.
    """
    try:
        return verify()
    except Exception:
        raise UserFacingError(_("That passkey did not work. Please try again.")) from None


def _credential_index(credential_id: bytes) -> bytes:
    return current_runtime().blind_index(f"passkey {bytes_to_base64url(credential_id)}")
