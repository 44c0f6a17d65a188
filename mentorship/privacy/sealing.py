"""Seal a document: AES-256-GCM under the data keys of the people whom it describes.

A sealed document is::

    version (1 byte) | number of keys (1) | key ids (16 each) | nonce (12) | ciphertext and tag

Whoever it belongs to is bound to it as associated data: the header, the name of the table and the
random token of the row. A document that is copied into another row or table does not open there.
A document about two people is sealed under a key derived from both of theirs: if either key is
destroyed, nobody can open it.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentorship.errors import DecryptionError

VERSION = 1
KEY_BYTES = 32
KEY_ID_BYTES = 16
NONCE_BYTES = 12
# The length of a ciphertext discloses the length of the plain text, and some answers
# (one community or two) differ mainly in length. Padding hides the difference.
PADDING_BLOCK_BYTES = 128


def seal(document: Any, key_ids: Sequence[bytes], key: AESGCM, belongs_to: bytes) -> bytes:
    """Return a document, any value that JSON can hold, sealed under a key.

    Parameters
    ----------
    document
        Any value that JSON can hold.
    key_ids
        The ids of the data keys that ``key`` was derived from, each of `KEY_ID_BYTES`.
    key
        The key, as `combined_key` returns it.
    belongs_to
        What the document is bound to: the table and the row.
    """
    return seal_bytes(_encode(document), key_ids, key, belongs_to)


def seal_bytes(data: bytes, key_ids: Sequence[bytes], key: AESGCM, belongs_to: bytes) -> bytes:
    """Return bytes sealed like a document, but not padded: their length tells nothing."""
    header = bytes((VERSION, len(key_ids))) + b"".join(key_ids)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + key.encrypt(nonce, data, header + belongs_to)


def unseal(sealed: bytes, key: AESGCM, belongs_to: bytes) -> Any:
    """Return the document; raise `DecryptionError` if anything about it was changed."""
    return _decode(unseal_bytes(sealed, key, belongs_to))


def unseal_bytes(sealed: bytes, key: AESGCM, belongs_to: bytes) -> bytes:
    """Return the bytes; raise `DecryptionError` if anything about them was changed."""
    length = _header_length(sealed)
    header, nonce = sealed[:length], sealed[length : length + NONCE_BYTES]
    try:
        return key.decrypt(nonce, sealed[length + NONCE_BYTES :], header + belongs_to)
    except (InvalidTag, ValueError):
        raise DecryptionError from None


def key_ids_of(sealed: bytes) -> tuple[bytes, ...]:
    """Return the ids of the data keys that a document is sealed under."""
    length = _header_length(sealed)
    if not sealed or sealed[0] != VERSION or len(sealed) < length:
        raise DecryptionError
    return tuple(sealed[at : at + KEY_ID_BYTES] for at in range(2, length, KEY_ID_BYTES))


def combined_key(keys: Sequence[bytes]) -> AESGCM:
    """Return the key that needs all of these data keys.

    HMAC-SHA256 is a pseudorandom function of its key and, in HKDF's sense (RFC 5869), an extractor;
    each further key is the message under what was derived so far.
    """
    derived = keys[0]
    for key in keys[1:]:
        derived = hmac.digest(derived, b"and " + key, hashlib.sha256)
    return AESGCM(derived)


def _header_length(sealed: bytes) -> int:
    return 2 + KEY_ID_BYTES * (sealed[1] if len(sealed) > 1 else 0)


def _encode(document: Any) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    plain = text.encode("utf-8", "surrogatepass")
    # JSON ignores blanks at the end.
    return plain + b" " * (-len(plain) % PADDING_BLOCK_BYTES)


def _decode(encoded: bytes) -> Any:
    return json.loads(encoded.decode("utf-8", "surrogatepass"))
