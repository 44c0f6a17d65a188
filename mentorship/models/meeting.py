"""A meeting that a pair has logged: when, how long, how, and notes."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.privacy.columns import EncryptedText


class Meeting(Base):
    __tablename__ = "meeting"

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    logged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    mode: Mapped[str] = mapped_column(EncryptedText)
    notes: Mapped[str] = mapped_column(EncryptedText, default="")
    created_at: Mapped[Created]

    pair: Mapped[Pair] = relationship()
