"""Field encryption, and the keyed (blind) index that finds a value without storing it."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from mentorship.errors import DecryptionError
from mentorship.privacy.keys import Keys
from mentorship.text_cleaning import normalize_text

# The length of a ciphertext discloses the length of the plain text, and some answers
# (one community or two) differ mainly in length. Padding hides the difference.
PADDING_BLOCK_BYTES = 128


class FieldCipher:
    """Encrypts text, and computes a keyed index of a name or a secret."""

    def __init__(self, keys: Keys) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys.encryption_keys])
        self._index_key = keys.index_key

    def encrypt(self, text: str) -> bytes:
        plain = text.encode("utf-8", "surrogatepass") + b"\x01"
        padded = plain + b"\x00" * (-len(plain) % PADDING_BLOCK_BYTES)
        # In Base64 short names would occur by chance; raw bytes are also smaller.
        return base64.urlsafe_b64decode(self._fernet.encrypt(padded))

    def decrypt(self, token: bytes) -> str:
        try:
            padded = self._fernet.decrypt(base64.urlsafe_b64encode(token))
        except InvalidToken:
            raise DecryptionError from None
        return padded.rstrip(b"\x00")[:-1].decode("utf-8", "surrogatepass")

    def blind_index(self, name: str) -> bytes:
        """Return 32 bytes that are equal for equal names, whatever their case or Unicode form."""
        return hmac.digest(self._index_key, normalize_name(name).encode(), hashlib.sha256)


def normalize_name(name: str) -> str:
    """Return a name as it is indexed. Never change this: stored indexes would not be found."""
    return normalize_text("NFKC", name).strip().casefold()
