"""The audit trail: who did what to which row, and when. Nothing in it describes a person."""

import secrets

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey

SALT_BYTES = 16
DIGEST_BYTES = 32


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


class AuditEntry(Base):
    """One action; ``subject`` is the table of the row that it changed.

    An entry is never changed. When a person is erased, the entries about them are deleted, and the
    others lose who acted, with the salt of that; the `AuditLink` of each stays.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    id: Mapped[PrimaryKey]
    at: Mapped[Created]
    # No foreign key: deleting a person would change entries without the lock of the chain.
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    salt: Mapped[bytes] = mapped_column(LargeBinary(SALT_BYTES), default=new_salt)
    actor_salt: Mapped[bytes | None] = mapped_column(LargeBinary(SALT_BYTES), default=new_salt)


class AuditLink(Base):
    """The place of an entry in the chain; it outlasts the entry.

    ``digest`` covers the digest at the position before it, so that no entry can be changed,
    removed or moved without the key. ``erased_in`` and ``actor_erased_in`` are the positions of
    the erasures that took the entry, or its actor; ``erasure_digest``, on the link of an erasure,
    covers which entries those are.
    """

    __tablename__ = "audit_link"

    position: Mapped[PrimaryKey]
    entry_id: Mapped[int] = mapped_column(unique=True)
    actor_digest: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES))
    content_digest: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES))
    erasure_digest: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES))
    digest: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES))
    erased_in: Mapped[int | None]
    actor_erased_in: Mapped[int | None]
