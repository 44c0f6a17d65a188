"""Encrypting and decrypting with the keys of the application at hand."""

import base64
import hashlib
import hmac
import unicodedata

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app

from mentorship.errors import DecryptionError
from mentorship.privacy.keys import Keys

# The length of a ciphertext tells the length of what it hides, and some answers
# (one community or two) differ in length alone. Padding makes them look alike.
PADDED_TO = 128


class FieldCipher:
    """Encrypts texts to bytes, and turns a name or a secret into a keyed index of it."""

    def __init__(self, keys: Keys) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys.encryption_keys])
        self._index_key = keys.index_key

    def init_app(self, app: Flask) -> None:
        app.extensions["vault"] = self

    def encrypt(self, text: str) -> bytes:
        plain = text.encode("utf-8", "surrogatepass") + b"\x01"
        padded = plain + b"\x00" * (-len(plain) % PADDED_TO)
        # Base64 would let short names turn up by chance; raw bytes are smaller too.
        return base64.urlsafe_b64decode(self._fernet.encrypt(padded))

    def decrypt(self, token: bytes) -> str:
        try:
            padded = self._fernet.decrypt(base64.urlsafe_b64encode(token))
        except InvalidToken:
            raise DecryptionError from None
        return padded.rstrip(b"\x00")[:-1].decode("utf-8", "surrogatepass")

    def blind_index(self, name: str) -> bytes:
        """Return the same 32 bytes for the same name or address, however it was typed."""
        return hmac.digest(self._index_key, normalize_name(name).encode(), hashlib.sha256)


def normalize_name(name: str) -> str:
    """Return a name as it is indexed. Never change this: stored indexes would not be found."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def current_cipher() -> FieldCipher:
    vault: FieldCipher = current_app.extensions["vault"]
    return vault
