"""An email that waits to be sent. It is deleted as soon as the worker has sent it."""

import enum

from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp, state_column
from mentorship.privacy.sealed_rows import KeyOwner, SealedField


class EmailKind(enum.StrEnum):
    SIGN_UP = "sign up"
    RECOVER = "recover"
    CHANGE_EMAIL = "change email"
    MOVED = "moved"
    NEWS = "news"
    URGENT = "urgent"  # news that cannot wait
    REMINDER = "reminder"


NOTICES = (EmailKind.NEWS, EmailKind.URGENT, EmailKind.REMINDER)
"""Kinds that nobody has asked for."""
CAN_WAIT = (EmailKind.NEWS, EmailKind.REMINDER)
"""Kinds that are not sent at night, and of which those for the same person become one email."""


class OutgoingEmail(KeyOwner, Base):
    """Deleted once sent; the demonstration keeps the text instead, for its outbox page."""

    __tablename__ = "outgoing_email"

    id: Mapped[PrimaryKey]
    kind: Mapped[EmailKind] = mapped_column(state_column(EmailKind))
    recipient_index: Mapped[bytes] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[Timestamp]
    created_at: Mapped[Created]
    sent_at: Mapped[Timestamp]

    recipient = SealedField[str]("")
    requester_id = SealedField[int | None](None)  # the person who wants to change to the address
    language = SealedField[str]("")
    subject = SealedField[str | None](None)
    body = SealedField[str | None](None)
