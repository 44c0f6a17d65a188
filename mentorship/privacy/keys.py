"""The keys, which are kept in a file of their own and never in the database.

A key file is TOML, readable by its owner alone::

    secret_key = "..."         # signs sessions
    password_salt = "..."      # added to passwords before they are hashed
    index_key = "..."          # for the blind index of email addresses
    encryption_keys = ["..."]  # master keys, newest first; older ones only unwrap
"""

import base64
import hashlib
import hmac
import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from mentorship.errors import ConfigurationError

MIN_BYTES = 32
MASTER_KEY_BYTES = 32
MASTER_KEY_ID_BYTES = 8


@dataclass(frozen=True)
class MasterKey:
    """A key that wraps data keys; its id tells nothing about its value."""

    value: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        return hashlib.sha256(b"id of master key " + self.value).digest()[:MASTER_KEY_ID_BYTES]


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
        if not isinstance(encryption_keys, list) or not all(map(_is_master_key, encryption_keys)):
            raise ConfigurationError(
                f"In the key file {path}, encryption_keys is not a list of "
                f"{MASTER_KEY_BYTES} bytes each in URL-safe Base64."
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
            encryption_keys=(new_master_key(),),
        )

    def fingerprints(self) -> dict[str, bytes]:
        """Return what the database remembers of keys that it cannot do without, to compare."""
        keys = {"password_salt": self.password_salt.encode(), "index_key": self.index_key}
        return {
            name: hmac.digest(key, b"fingerprint of " + name.encode(), hashlib.sha256)
            for name, key in keys.items()
        }

    @property
    def master_keys(self) -> tuple[MasterKey, ...]:
        return tuple(MasterKey(base64.urlsafe_b64decode(key)) for key in self.encryption_keys)

    def with_new_master_key(self) -> "Keys":
        """Return these keys with a new master key in front, which wraps from now on."""
        return replace(self, encryption_keys=(new_master_key(), *self.encryption_keys))

    def replace_file(self, path: Path) -> None:
        """Write the keys over an existing key file, at once or not at all."""
        new = path.with_name(f"{path.name}.new")
        new.unlink(missing_ok=True)
        self.save(new)
        new.replace(path)

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
            file.flush()
            os.fsync(file.fileno())


def new_master_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(MASTER_KEY_BYTES)).decode()


def _is_master_key(key: object) -> bool:
    try:
        return isinstance(key, str) and len(base64.urlsafe_b64decode(key)) == MASTER_KEY_BYTES
    except ValueError:
        return False
