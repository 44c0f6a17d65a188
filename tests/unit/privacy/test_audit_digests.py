"""Digests of the audit trail depend on the key, and on everything that they cover."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from mentorship.privacy.audit_digests import NO_DIGEST, AuditDigests, audit_key
from mentorship.privacy.blind_index import BlindIndex

INDEX_KEY = b"i" * 43
DIGESTS = AuditDigests(audit_key(INDEX_KEY))


@dataclass
class Entry:
    id: int = 1
    at: datetime = datetime(2026, 11, 27, 12, tzinfo=UTC)
    actor_id: int | None = 2
    action: str = "approve"
    subject: str = "suggestion"
    subject_id: int = 3
    salt: bytes = b"s" * 16
    actor_salt: bytes = b"a" * 16


CHANGES: dict[str, Any] = {
    "at": datetime(2026, 11, 27, 12, 0, 0, 1, tzinfo=UTC),
    "action": "reject",
    "subject": "pair",
    "subject_id": 4,
    "salt": b"x" * 16,
}


@pytest.mark.parametrize(("name", "value"), CHANGES.items())
def test_a_change_of_what_was_done_changes_its_digest_alone(name: str, value: Any) -> None:
    changed = replace(Entry(), **{name: value})
    assert DIGESTS.content(changed) != DIGESTS.content(Entry())
    assert DIGESTS.actor(changed) == DIGESTS.actor(Entry())


@pytest.mark.parametrize(("name", "value"), [("actor_id", None), ("actor_salt", b"x" * 16)])
def test_a_change_of_who_acted_changes_its_digest_alone(name: str, value: Any) -> None:
    changed = replace(Entry(), **{name: value})
    assert DIGESTS.actor(changed) != DIGESTS.actor(Entry())
    assert DIGESTS.content(changed) == DIGESTS.content(Entry())


@pytest.mark.parametrize("digest", [DIGESTS.actor, DIGESTS.content])
def test_another_id_changes_both_digests(digest: Callable[[Entry], bytes]) -> None:
    assert digest(Entry(id=2)) != digest(Entry())


def test_a_time_is_the_same_in_every_zone() -> None:
    elsewhere = Entry().at.astimezone(timezone(timedelta(hours=-8)))
    assert DIGESTS.content(Entry(at=elsewhere)) == DIGESTS.content(Entry())


def test_a_link_covers_all_before_it_and_its_place() -> None:
    parts = [b"actor", b"content", NO_DIGEST]
    first = DIGESTS.link(NO_DIGEST, 1, 1, parts)
    assert len({first, DIGESTS.link(first, 1, 1, parts), DIGESTS.link(NO_DIGEST, 2, 1, parts)}) == 3
    assert DIGESTS.link(NO_DIGEST, 1, 2, parts) != first
    assert DIGESTS.link(NO_DIGEST, 1, 1, [b"actorcontent", b"", NO_DIGEST]) != first


def test_an_erasure_covers_which_entries_and_which_actors() -> None:
    assert DIGESTS.erasure([2, 1], []) == DIGESTS.erasure([1, 2], [])
    assert DIGESTS.erasure([1], [2]) != DIGESTS.erasure([2], [1])


def test_without_the_key_no_digest_can_be_computed() -> None:
    assert AuditDigests(audit_key(b"j" * 43)).content(Entry()) != DIGESTS.content(Entry())


@pytest.mark.parametrize("name", ["audit trail", "\xffaudit trail"])
def test_no_sign_in_name_has_the_key_as_its_index(name: str) -> None:
    """The index of a name that anybody may choose is in the database."""
    index = BlindIndex(INDEX_KEY)
    assert audit_key(INDEX_KEY) not in {index(name), index.exact(name)}
