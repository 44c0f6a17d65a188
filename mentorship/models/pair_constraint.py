"""A pair that must not be suggested again."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey


class Ban(Base):
    __tablename__ = "ban"
    __table_args__ = (UniqueConstraint("mentee_id", "mentor_id"),)

    id: Mapped[PrimaryKey]
    mentee_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[Created]
