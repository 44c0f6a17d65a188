"""Passkeys: a key on the phone that signs in for its owner, checked by the webauthn library.

A passkey is both proofs at once: the phone that holds it, and the finger, face or number
that opens the phone. So it is asked to verify its owner every time.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import webauthn
from flask_babel import gettext as _
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
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
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.two_factor import ACCOUNT, ISSUER, must_have_second_factor
from mentorship.services.audit import record

LONGEST_NAME = 40
MOST_PASSKEYS = 10
Proof = TypeVar("Proof")
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True)
class Site:
    """The site as a browser sees it: what a passkey is bound to."""

    host: str
    origin: str


def creation_options(site: Site, person: Person) -> tuple[bytes, dict[str, Any]]:
    """Return the challenge to remember, and what the browser has to be told."""
    if len(person.passkeys) >= MOST_PASSKEYS:
        raise UserFacingError(_("You have many passkeys already. Remove one first."))
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_name=ACCOUNT,
        user_id=current_runtime().cipher.blind_index(f"passkeys of {person.id}"),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(webauthn.base64url_to_bytes(known.credential["id"]))
            for known in person.passkeys
        ],
    )
    return options.challenge, json.loads(webauthn.options_to_json(options))


def add(
    session: AnySession, site: Site, person: Person, name: str, challenge: bytes, answer: str
) -> Passkey:
    """Keep a passkey that a browser has made for this challenge."""
    made = _checked(
        lambda: webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    index = _index(made.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential_index == index)):
        raise UserFacingError(_("This passkey is known already."))
    passkey = Passkey(
        person_id=person.id,
        credential_index=index,
        credential=Credential(
            id=bytes_to_base64url(made.credential_id),
            public_key=bytes_to_base64url(made.credential_public_key),
        ),
        sign_count=made.sign_count,
        name=name[:LONGEST_NAME],
    )
    person.passkeys.append(passkey)
    end_sessions(person)
    record(session, person, "add passkey", passkey)
    return passkey


def asking_options(site: Site) -> tuple[bytes, dict[str, Any]]:
    """Return a challenge for whichever passkey the browser knows for this site."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options.challenge, json.loads(webauthn.options_to_json(options))


def person_behind(session: AnySession, site: Site, challenge: bytes, answer: str) -> Person:
    """Return whose passkey has signed the challenge."""
    passkey = _passkey_named_in(session, answer)
    if passkey is None:
        raise UserFacingError(_("This passkey is not known here. Sign in with your password."))
    proof = _checked(
        lambda: webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=webauthn.base64url_to_bytes(passkey.credential["public_key"]),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )
    passkey.sign_count = proof.new_sign_count
    person = session.get_one(Person, passkey.person_id)
    if not person.active:
        raise UserFacingError(_("This passkey is not known here. Sign in with your password."))
    return person


def remove(session: AnySession, person: Person, passkey_id: int) -> None:
    passkey = next((one for one in person.passkeys if one.id == passkey_id), None)
    if passkey is None:
        raise UserFacingError(_("This passkey is gone already."))
    last = len(person.passkeys) == 1 and person.totp_secret is None
    if last and must_have_second_factor(person):
        raise UserFacingError(_("Coordinators need a second step. Set up another one first."))
    record(session, person, "remove passkey", passkey)
    person.passkeys.remove(passkey)
    end_sessions(person)


def _passkey_named_in(session: AnySession, answer: str) -> Passkey | None:
    try:
        credential_id = webauthn.base64url_to_bytes(json.loads(answer)["rawId"])
    except UNREADABLE:
        return None
    return session.scalar(select(Passkey).where(Passkey.credential_index == _index(credential_id)))


def _checked(verify: Callable[[], Proof]) -> Proof:
    try:
        return verify()
    except UNREADABLE:
        raise UserFacingError(_("That passkey did not fit. Please try once more.")) from None


def _index(credential_id: bytes) -> bytes:
    return current_runtime().cipher.blind_index(f"passkey {bytes_to_base64url(credential_id)}")
