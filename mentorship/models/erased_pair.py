"""What remains of a pair for one of the two after the other has erased themselves."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import (
    CoordinatorId,
    Created,
    PrimaryKey,
    Timestamp,
    state_column,
)
from mentorship.roles import Role


class ErasedPair(Base):
    """Says that an introduction or a match has ended, and nothing about who the other was."""

    __tablename__ = "erased_pair"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(state_column(Role))
    had_started: Mapped[bool]
    erased_at: Mapped[Created]
    # Who looked after the two, and when they had seen that one of them is gone.
    coordinator_id: Mapped[CoordinatorId]
    coordinator_saw_at: Mapped[Timestamp]

    def identity_and_state(self) -> list[object]:
        return [self.erased_at, self.coordinator_saw_at is not None]
