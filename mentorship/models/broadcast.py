"""One message to many people, and to whom of them it has been sent."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import KeyOwner, SealedField
from mentorship.translated_text import text_in


class Broadcast(KeyOwner, Base):
    """A draft until its author confirms it; then the worker sends it, a few people at a time."""

    __tablename__ = "broadcast"

    id: Mapped[PrimaryKey]
    written_by: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[Created]
    confirmed_at: Mapped[Timestamp] = mapped_column(index=True)

    texts = SealedField[dict[str, str]]({})  # by language

    writer: Mapped[Person | None] = relationship()

    def text_in(self, language: str) -> str:
        """Return what somebody gets who reads a language."""
        return text_in(self.texts, language).text

    def identity_and_state(self) -> list[object]:
        return [self.sealed_digest(), self.confirmed_at is not None]


class BroadcastRecipient(Base):
    """Its key lets a broadcast be sent to a person once; `sent_at` is set with the message."""

    __tablename__ = "broadcast_recipient"

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    sent_at: Mapped[Timestamp]
