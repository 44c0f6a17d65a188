"""Chain the entries of the audit trail, when the transaction that they belong to commits.

Each link covers the one before it. Its digest is keyed (`mentorship.privacy.audit_digests`), so
that whoever can write to the database, but has no key file, cannot change the trail unnoticed.

Only one transaction at a time can add to a chain. It waits for its turn at the very end, after its
last other write, and lets go with its commit: so no two transactions wait for each other. SQLite
has one writer at a time anyway.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    event,
    false,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from mentorship.after_commit import AnySession
from mentorship.extensions import Base
from mentorship.models import AuditEntry, AuditLink, Person
from mentorship.models.audit_entry import new_salt
from mentorship.privacy.audit_digests import NO_DIGEST, AuditDigests, Entry
from mentorship.runtime import current_runtime

PENDING_ENTRIES = "pending_audit_entries"
LOCK_ID = 20_261_127
"""Of PostgreSQL's advisory lock; nothing else takes one."""


@dataclass(frozen=True)
class Erasure:
    """Whose entries an erasure takes from the trail: those about ``rows``, ids by table."""

    rows: Mapping[str, Collection[int]]

    def is_by(self) -> ColumnElement[bool]:
        """Return the condition on the entries of what the person did, under any id they had."""
        return AuditEntry.actor_id.in_(self.rows[Person.__tablename__])

    def is_about(self) -> ColumnElement[bool]:
        """Return the condition on the entries that go: also what they did to rows now gone."""
        return or_(
            false(),
            *(
                and_(AuditEntry.subject == table, AuditEntry.subject_id.in_(ids))
                for table, ids in self.rows.items()
            ),
            *(
                and_(
                    self.is_by(),
                    AuditEntry.subject == table,
                    AuditEntry.subject_id.not_in(select(Base.metadata.tables[table].c.id)),
                )
                for table in self.rows
            ),
        )


def link_at_commit(session: AnySession, entry: AuditEntry, erasure: Erasure | None = None) -> None:
    """Have the commit add an entry to the chain, and do what the entry says is erased."""
    session.info.setdefault(PENDING_ENTRIES, []).append((entry, erasure))


@event.listens_for(Session, "before_commit")
def link_pending_entries(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    pending = [
        (entry, erasure)
        for entry, erasure in session.info.pop(PENDING_ENTRIES, ())
        if entry in session  # and was not rolled back
    ]
    if not pending:
        return
    chain = ChainEnd(session.connection())
    for entry, erasure in pending:
        chain.append(entry, erasure)
    chain.save()


class ChainEnd:
    """The end of the chain, which nobody else adds to until this transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._digests = AuditDigests(current_runtime().audit_key)
        self._new_links: list[dict[str, object]] = []
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK_ID)))
        newest = select(AuditLink.position, AuditLink.digest).order_by(AuditLink.position.desc())
        last = connection.execute(newest.limit(1)).first()
        self._position: int = 0 if last is None else last.position
        self._digest: bytes = NO_DIGEST if last is None else last.digest

    def append(self, entry: AuditEntry | Row[Any], erasure: Erasure | None = None) -> None:
        self._position += 1
        actor, content = self._digests.actor(entry), self._digests.content(entry)
        erased = NO_DIGEST if erasure is None else self._erase(erasure)
        parts = actor, content, erased
        self._digest = self._digests.link(self._digest, self._position, entry.id, parts)
        self._new_links.append(
            {
                "position": self._position,
                "entry_id": entry.id,
                "actor_digest": actor,
                "content_digest": content,
                "erasure_digest": erased,
                "digest": self._digest,
            }
        )

    def save(self) -> None:
        if self._new_links:
            self._connection.execute(insert(AuditLink), self._new_links)
            self._new_links = []

    def _erase(self, erasure: Erasure) -> bytes:
        """Take entries and actors from the trail; return the digest of which."""
        self.save()
        gone, nobody = AuditLink.erased_in, AuditLink.actor_erased_in
        entries = self._mark(gone, erasure.is_about())
        actors = self._mark(nobody, erasure.is_by())
        self._connection.execute(delete(AuditEntry).where(self._marked(gone)))
        self._connection.execute(
            update(AuditEntry).where(self._marked(nobody)).values(actor_id=None, actor_salt=None)
        )
        return self._digests.erasure(entries, actors)

    def _mark(
        self, column: InstrumentedAttribute[int | None], which: ColumnElement[bool]
    ) -> list[int]:
        """Note in the links of entries that this erasure took them; return their positions."""
        marked = (
            update(AuditLink)
            .where(AuditLink.entry_id.in_(select(AuditEntry.id).where(which)))
            .values({column: self._position})
            .returning(AuditLink.position)
        )
        return list(self._connection.scalars(marked))

    def _marked(self, column: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
        links = select(AuditLink.entry_id).where(column == self._position)
        return AuditEntry.id.in_(links)


def link_existing_entries(connection: Connection) -> None:
    """Chain the entries of a database that has no chain yet, in their order: for its migration."""
    ids = connection.scalars(select(AuditEntry.id)).all()
    if not ids:
        return
    of_entry = update(AuditEntry).where(AuditEntry.id == bindparam("entry_id"))
    connection.execute(
        of_entry.values(salt=bindparam("new_salt"), actor_salt=bindparam("new_actor_salt")),
        [{"entry_id": id_, "new_salt": new_salt(), "new_actor_salt": new_salt()} for id_ in ids],
    )
    chain = ChainEnd(connection)
    # By name, since later versions may have more columns than the database has yet.
    covered = [getattr(AuditEntry, name) for name in Entry.__annotations__]
    for entry in connection.execute(select(*covered).order_by(AuditEntry.id)):
        chain.append(entry)
    chain.save()
