"""The keys, which are kept in a file of their own and never in the database.

A key file is TOML, readable by its owner alone::

    secret_key = "..."         # signs sessions
    password_salt = "..."      # added to passwords before they are hashed
    index_key = "..."          # for the blind index of email addresses
    encryption_keys = ["..."]  # newest first; older ones are used to decrypt
"""

import base64
import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

from cryptography.fernet import Fernet

from mentorship.errors import ConfigurationError

MIN_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """The four secrets, none of which is shown when the object is printed."""

    secret_key: str = field(repr=False)
    password_salt: str = field(repr=False)
    index_key: bytes = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> "Keys":
        try:
            entries = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise ConfigurationError(
                f"There is no key file at {path}. "
                f"Make one with: python -m mentorship.privacy.make_keys {path}"
            ) from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigurationError(f"The key file {path} cannot be read as TOML.") from error
        return cls.from_entries(entries, path)

    @classmethod
    def from_entries(cls, entries: dict[str, object], path: Path) -> "Keys":
        missing = [entry.name for entry in fields(cls) if not entries.get(entry.name)]
        if missing:
            raise ConfigurationError(f"The key file {path} lacks: {', '.join(missing)}.")
        weak = [
            name
            for name in ("secret_key", "password_salt", "index_key")
            if len(str(entries[name])) < MIN_BYTES
        ]
        if weak:
            raise ConfigurationError(
                f"The key file {path} holds keys too short to be safe: {', '.join(weak)}."
            )
        encryption_keys = entries["encryption_keys"]
        if not isinstance(encryption_keys, list) or not all(map(_is_fernet_key, encryption_keys)):
            raise ConfigurationError(
                f"In the key file {path}, encryption_keys is not a list of Fernet keys."
            )
        return cls(
            secret_key=str(entries["secret_key"]),
            password_salt=str(entries["password_salt"]),
            index_key=str(entries["index_key"]).encode(),
            encryption_keys=tuple(encryption_keys),
        )

    @classmethod
    def generate(cls) -> "Keys":
        return cls(
            secret_key=secrets.token_urlsafe(MIN_BYTES),
            password_salt=secrets.token_urlsafe(MIN_BYTES),
            index_key=secrets.token_urlsafe(MIN_BYTES).encode(),
            encryption_keys=(Fernet.generate_key().decode(),),
        )

    def save(self, path: Path) -> None:
        """Write a new key file; raise FileExistsError instead of overwriting one."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
        encryption_keys = ", ".join(f'"{key}"' for key in self.encryption_keys)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(
                "# Whoever holds this file can read the database. Back it up apart from it.\n"
                f'secret_key = "{self.secret_key}"\n'
                f'password_salt = "{self.password_salt}"\n'
                f'index_key = "{self.index_key.decode()}"\n'
                f"encryption_keys = [{encryption_keys}]\n"
            )


def _is_fernet_key(key: object) -> bool:
    try:
        return isinstance(key, str) and len(base64.urlsafe_b64decode(key)) == 32
    except ValueError:
        return False
