"""A passkey in software: it answers the options of a site as a phone and its browser do."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from mentorship.services.accounts.passkeys import Site

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
# COSE's names for an ECDSA key on the curve P-256 (RFC 9053).
KEY_TYPE, ALGORITHM, CURVE, X, Y = 1, 3, -1, -2, -3
EC2, ES256, P256 = 2, -7, 1


class Authenticator:
    """One key pair, for one site, that counts its signatures."""

    def __init__(self, site: Site, *, verifies_user: bool = True) -> None:
        self.site = site
        self.credential_id = secrets.token_bytes(16)
        self.signatures = 0
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._flags = USER_PRESENT | (USER_VERIFIED if verifies_user else 0)

    def create(self, options: dict[str, Any]) -> str:
        """Return what `navigator.credentials.create` gives for the options, as JSON."""
        data = self._authenticator_data(HAS_CREDENTIAL) + self._attested_credential()
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._response(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps(attestation),
        )

    def get(self, options: dict[str, Any]) -> str:
        """Return what `navigator.credentials.get` gives for the options, as JSON."""
        self.signatures += 1
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._authenticator_data()
        signed = data + hashlib.sha256(client_data).digest()
        return self._response(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self._key.sign(signed, ec.ECDSA(SHA256())),
        )

    def _authenticator_data(self, flags: int = 0) -> bytes:
        host = hashlib.sha256(self.site.host.encode()).digest()
        return host + bytes([self._flags | flags]) + self.signatures.to_bytes(4, "big")

    def _attested_credential(self) -> bytes:
        numbers = self._key.public_key().public_numbers()
        public_key = {
            KEY_TYPE: EC2,
            ALGORITHM: ES256,
            CURVE: P256,
            X: numbers.x.to_bytes(32, "big"),
            Y: numbers.y.to_bytes(32, "big"),
        }
        model = bytes(16)
        length = len(self.credential_id).to_bytes(2, "big")
        return model + length + self.credential_id + cbor2.dumps(public_key)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        data = {"type": kind, "challenge": challenge, "origin": self.site.origin}
        return json.dumps(data).encode()

    def _response(self, **response: bytes) -> str:
        credential_id = bytes_to_base64url(self.credential_id)
        return json.dumps(
            {
                "id": credential_id,
                "rawId": credential_id,
                "type": "public-key",
                "response": {name: bytes_to_base64url(value) for name, value in response.items()},
                "clientExtensionResults": {},
            }
        )
