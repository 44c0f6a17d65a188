"""The encryption of databases before migration 0005, which only migrations use.

Each value was encrypted by itself, by Fernet, under the keys of the key file.
"""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from mentorship.errors import DecryptionError
from mentorship.privacy.sealing import PADDING_BLOCK_BYTES
from mentorship.runtime import current_runtime


def encrypt(text: str) -> bytes:
    plain = text.encode("utf-8", "surrogatepass") + b"\x01"
    padded = plain + b"\x00" * (-len(plain) % PADDING_BLOCK_BYTES)
    return base64.urlsafe_b64decode(_fernet().encrypt(padded))


def decrypt(token: bytes) -> str:
    try:
        padded = _fernet().decrypt(base64.urlsafe_b64encode(token))
    except InvalidToken:
        raise DecryptionError from None
    return padded.rstrip(b"\x00")[:-1].decode("utf-8", "surrogatepass")


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in current_runtime().encryption_keys])


class EncryptedText(TypeDecorator[str]):
    """Text that was encrypted by itself."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypt(value)


class EncryptedJSON(TypeDecorator[Any]):
    """A list or mapping that was encrypted by itself, as JSON."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(decrypt(value))
