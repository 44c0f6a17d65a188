"""Column types for everything that identifies or describes a person.

A value is encrypted before it is written and decrypted after it is read, so no query,
dump, backup or stolen file shows it. For the same reason no query can search it: an email
address is found through its blind index.
"""

import json
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from mentorship.runtime import current_runtime


class EncryptedText(TypeDecorator[str]):
    """Text that can only be read with the keys."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else current_runtime().cipher.encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else current_runtime().cipher.decrypt(value)


class EncryptedJSON(TypeDecorator[Any]):
    """A list or mapping, as JSON that can only be read with the keys."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return current_runtime().cipher.encrypt(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(current_runtime().cipher.decrypt(value))
