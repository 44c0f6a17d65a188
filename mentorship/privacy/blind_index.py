"""The keyed (blind) index, which finds a name or a secret without storing it."""

import hashlib
import hmac

from mentorship.text_cleaning import normalize_text


class BlindIndex:
    """Computes the keyed index of a name or a secret."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, name: str) -> bytes:
        """Return 32 bytes that are equal for equal names, whatever their case or Unicode form."""
        return hmac.digest(self._key, normalize_name(name).encode(), hashlib.sha256)

    def exact(self, text: str) -> bytes:
        """Return 32 bytes that differ for texts that differ, also where calling this does not.

        For a text that `normalize_name` leaves as it is, they are those that calling this returns:
        so the index of almost every address is the one that earlier versions stored.
        """
        return self(text if normalize_name(text) == text else f"exactly {text.encode().hex()}")


def normalize_name(name: str) -> str:
    """Return a name as it is indexed. Never change this: stored indexes would not be found."""
    return normalize_text("NFKC", name).strip().casefold()
