"""Verify that each entry of the audit trail is in its place, as it was written.

Whoever can write to the database but has no key file can change, remove, move or add entries, but
cannot compute the digests that would hide it. One thing leaves no trace: to cut off the end of the
trail. So its head, the last place and its digest, is written down elsewhere from time to time.
"""

import enum
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, select

from mentorship.after_commit import AnySession
from mentorship.models import AuditEntry, AuditLink
from mentorship.privacy.audit_digests import NO_DIGEST, AuditDigests
from mentorship.runtime import current_runtime

HEAD_DIGITS = 20
"""Hexadecimal digits of a head: 80 bits, few enough to write them down by hand."""
DIGITS_IN_GROUP = 4
ROWS_AT_ONCE = 1000


class Problem(enum.Enum):
    """What is wrong with an entry."""

    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    ADDED = "added"
    ERASED = "erased without a record"


@dataclass(frozen=True)
class Finding:
    """A problem, and the number of the entry; one that was added has none, but an id."""

    problem: Problem
    position: int | None = None
    entry_id: int | None = None


def describe(finding: Finding) -> str:
    """Return what is wrong as a sentence."""
    sentences = {
        Problem.CHANGED: _("Entry %(number)s was changed.", number=finding.position),
        Problem.REMOVED: _(
            "Entry %(number)s was removed, and perhaps more after it.", number=finding.position
        ),
        Problem.MOVED: _("Entry %(number)s is not where it was.", number=finding.position),
        Problem.ADDED: _(
            "An entry was added to the database, with the id %(id)s.", id=finding.entry_id
        ),
        Problem.ERASED: _(
            "Entries were removed as if entry %(number)s had erased them.", number=finding.position
        ),
    }
    return sentences[finding.problem]


@dataclass
class Verification:
    """How many entries the trail has, of how many only the link is left, and what is wrong."""

    entries: int = 0
    erased: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """The end of the trail at one time: how many entries it had, and the digest of the last."""

    position: int
    digits: str

    @classmethod
    def of(cls, position: int, digest: bytes) -> "Head":
        return cls(position, digest.hex()[:HEAD_DIGITS])

    @classmethod
    def parse(cls, text: str) -> "Head | None":
        """Read a head as somebody wrote it down, with or without the lines between its groups."""
        match = re.fullmatch(r"\s*([0-9]{1,9})\W+([0-9a-f\W]{1,80})", text.lower(), re.ASCII)
        digits = re.sub(r"\W", "", match[2]) if match else ""
        return cls(int(match[1]), digits) if match and len(digits) == HEAD_DIGITS else None

    def __str__(self) -> str:
        starts = range(0, HEAD_DIGITS, DIGITS_IN_GROUP)
        groups = [self.digits[start : start + DIGITS_IN_GROUP] for start in starts]
        return "-".join([str(self.position), *groups])


def head(session: AnySession) -> Head:
    """Return the head of the trail as it is stored; of an empty trail, zeros."""
    newest = select(AuditLink.position, AuditLink.digest).order_by(AuditLink.position.desc())
    last = session.execute(newest.limit(1)).first()
    return Head(0, "0" * HEAD_DIGITS) if last is None else Head.of(*last)


def continues(session: AnySession, earlier: Head) -> bool:
    """Return whether the trail still has what it had when an earlier head was written down."""
    if earlier.position == 0:
        return True
    digest = session.scalar(select(AuditLink.digest).where(AuditLink.position == earlier.position))
    return digest is not None and Head.of(earlier.position, digest) == earlier


def verify(session: AnySession) -> Verification:
    """Compare every entry with its link, and every link with the one before it."""
    verifier = _Verifier()
    rows = (
        select(AuditLink.__table__, AuditEntry.__table__)
        .join_from(AuditLink, AuditEntry, AuditEntry.id == AuditLink.entry_id, isouter=True)
        .order_by(AuditLink.position)
    )
    for row in session.execute(rows.execution_options(yield_per=ROWS_AT_ONCE)):
        verifier.check(row)
    verifier.finish()
    result = verifier.result
    result.findings += [Finding(Problem.ADDED, entry_id=id_) for id_ in _unlinked(session)]
    return result


def _unlinked(session: AnySession) -> Iterator[int]:
    linked = select(AuditLink.entry_id).where(AuditLink.entry_id == AuditEntry.id)
    yield from session.scalars(
        select(AuditEntry.id).where(~linked.exists()).order_by(AuditEntry.id)
    )


class _Verifier:
    """Goes along the chain; remembers which entries should be in an erasure still to come."""

    def __init__(self) -> None:
        self.result = Verification(head=str(Head(0, "0" * HEAD_DIGITS)))
        self._digests = AuditDigests(current_runtime().audit_key)
        self._position, self._digest = 0, NO_DIGEST
        self._erased_in: dict[int, list[int]] = defaultdict(list)
        self._actor_erased_in: dict[int, list[int]] = defaultdict(list)

    def check(self, row: Row[Any]) -> None:
        self._check_place(row)
        if row.id is None:
            self._check_erased(row)
        else:
            self._check_entry(row)
        if row.actor_erased_in is not None:
            self._actor_erased_in[row.actor_erased_in].append(row.position)
        self._check_erasure(row)
        self._position, self._digest = row.position, row.digest
        self.result.entries += 1

    def finish(self) -> None:
        """Find what seems to be erased by an entry that is no erasure, and note the head."""
        if self._position:
            self.result.head = str(Head.of(self._position, self._digest))
        for positions in self._erased_in.values():
            self.result.findings += [Finding(Problem.REMOVED, place) for place in positions]
        for positions in self._actor_erased_in.values():
            self.result.findings += [Finding(Problem.CHANGED, place) for place in positions]

    def _check_place(self, row: Row[Any]) -> None:
        if row.position != self._position + 1:
            self._find(Problem.REMOVED, self._position + 1)
            return
        parts = row.actor_digest, row.content_digest, row.erasure_digest
        expected = self._digests.link(self._digest, row.position, row.entry_id, parts)
        if row.digest != expected:
            self._find(Problem.MOVED, row.position)

    def _check_erased(self, row: Row[Any]) -> None:
        if row.erased_in is None:
            self._find(Problem.REMOVED, row.position)
        else:
            self._erased_in[row.erased_in].append(row.position)
            self.result.erased += 1

    def _check_entry(self, row: Row[Any]) -> None:
        if row.erased_in is not None:
            self.result.findings.append(Finding(Problem.ADDED, entry_id=row.id))
        elif not self._is_as_written(row):
            self._find(Problem.CHANGED, row.position)

    def _is_as_written(self, row: Row[Any]) -> bool:
        if row.actor_salt is None:
            same_actor = row.actor_id is None and row.actor_erased_in is not None
        else:
            same_actor = self._digests.actor(row) == row.actor_digest
        return same_actor and self._digests.content(row) == row.content_digest

    def _check_erasure(self, row: Row[Any]) -> None:
        if row.erasure_digest == NO_DIGEST:
            return
        entries = self._erased_in.pop(row.position, [])
        actors = self._actor_erased_in.pop(row.position, [])
        if self._digests.erasure(entries, actors) != row.erasure_digest:
            self._find(Problem.ERASED, row.position)

    def _find(self, problem: Problem, position: int) -> None:
        self.result.findings.append(Finding(problem, position))
