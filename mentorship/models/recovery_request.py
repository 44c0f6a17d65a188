"""A coordinator asks that somebody who lost password and codes gets a link to a new password."""

import enum
from datetime import timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.clock import now
from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp, state_column
from mentorship.models.person import Person

CONFIRMATION_VALIDITY = timedelta(days=3)
"""How long a request waits for a second coordinator, and then for its link to be used."""


class Identification(enum.StrEnum):
    """How the coordinator who asks made sure of who the person is."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


class RecoveryState(enum.StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    USED = "used"
    CLOSED = "closed"
    EXPIRED = "expired"


class RecoveryRequest(Base):
    """It stays after its link was used, so that the person reads who helped them and when."""

    __tablename__ = "recovery_request"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    identified: Mapped[Identification] = mapped_column(state_column(Identification))
    lost_two_factor: Mapped[bool]
    created_at: Mapped[Created]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    confirmed_at: Mapped[Timestamp]
    closed_at: Mapped[Timestamp]
    used_at: Mapped[Timestamp]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    requester: Mapped[Person | None] = relationship(foreign_keys=requested_by)
    confirmer: Mapped[Person | None] = relationship(foreign_keys=confirmed_by)

    @property
    def state(self) -> RecoveryState:
        if self.used_at is not None:
            return RecoveryState.USED
        if self.closed_at is not None:
            return RecoveryState.CLOSED
        if now() >= (self.confirmed_at or self.created_at) + CONFIRMATION_VALIDITY:
            return RecoveryState.EXPIRED
        return RecoveryState.CONFIRMED if self.confirmed_at else RecoveryState.WAITING

    @property
    def is_open(self) -> bool:
        return self.state in {RecoveryState.WAITING, RecoveryState.CONFIRMED}

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.state.value]
