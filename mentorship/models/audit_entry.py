"""The audit log: who did what to which row, and when. Nothing in it describes a person."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey


class AuditEntry(Base):
    """One action; ``subject`` is the table of the row that it changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    id: Mapped[PrimaryKey]
    at: Mapped[Created]
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
