"""The keyed digests of the audit trail: without the key, nobody can compute one.

What an entry says is under a digest with a random salt. Once entry and salt are erased, the digest
tells nothing about them, not even to whoever has the key and guesses; but it still stands in the
chain, so that the entries around it can be checked.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any, Protocol

# No text in the blind index contains this byte, so that no index can be the key of the trail.
PURPOSE = b"\xffaudit trail"
NO_DIGEST = b""
"""What the first entry follows, and what an entry says of erasures that is about none."""


def audit_key(index_key: bytes) -> bytes:
    """Return the key of the audit trail; the index key is the one that is never exchanged."""
    return hmac.digest(index_key, PURPOSE, hashlib.sha256)


class Entry(Protocol):
    """What the digests of an entry cover; a row of a query has it too."""

    id: Any
    at: Any
    actor_id: Any
    action: Any
    subject: Any
    subject_id: Any
    salt: Any
    actor_salt: Any


class AuditDigests:
    """Computes the digests of entries and of the links between them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def actor(self, entry: Entry) -> bytes:
        """Return the digest of who acted; apart from the rest, since it is erased by itself."""
        return self._digest("actor", entry.actor_salt.hex(), entry.id, entry.actor_id)

    def content(self, entry: Entry) -> bytes:
        """Return the digest of what was done to which row, and when."""
        at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
        about = entry.action, entry.subject, entry.subject_id
        return self._digest("content", entry.salt.hex(), entry.id, at, *about)

    def erasure(self, entries: Iterable[int], actors: Iterable[int]) -> bytes:
        """Return the digest of which entries were erased, and of which the actor alone."""
        return self._digest("erasure", sorted(entries), sorted(actors))

    def link(self, previous: bytes, position: int, entry_id: int, parts: Iterable[bytes]) -> bytes:
        """Return the digest that binds an entry to its place, and to all before it."""
        return self._digest(
            "link", previous.hex(), position, entry_id, *[part.hex() for part in parts]
        )

    def _digest(self, *values: object) -> bytes:
        return hmac.digest(self._key, json.dumps(values).encode(), hashlib.sha256)
