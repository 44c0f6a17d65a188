"""One-time links by which an administrator invites somebody to work here."""

import enum
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.clock import now
from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.person import Person

INVITATION_VALIDITY = timedelta(days=7)


class InvitationState(enum.StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Invitation(Base):
    """Nothing in it tells whom it is for: whoever opens the link first is invited.

    The token itself is not stored. Its index finds the row, and makes no link.
    """

    __tablename__ = "invitation"

    id: Mapped[PrimaryKey]
    role: Mapped[str] = mapped_column(String(20))
    token_index: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[Created]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    used_at: Mapped[Timestamp]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    revoked_at: Mapped[Timestamp]

    user: Mapped[Person | None] = relationship(foreign_keys=used_by)

    @property
    def expires_at(self) -> datetime:
        return self.created_at + INVITATION_VALIDITY

    @property
    def state(self) -> InvitationState:
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if now() < self.expires_at else InvitationState.EXPIRED

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.state.value]
