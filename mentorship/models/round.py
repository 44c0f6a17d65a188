"""A round: one dated intake of the programme."""

import enum
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, state_column


class RoundState(enum.StrEnum):
    """Where a round stands, in the order in which coordinators move it forward."""

    PLANNED = "planned"
    OPEN = "open"
    MATCHING = "matching"
    MEETING = "meeting"
    ARCHIVED = "archived"


class Round(Base):
    __tablename__ = "round"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[RoundState] = mapped_column(
        state_column(RoundState), default=RoundState.OPEN, index=True
    )
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    introductions_by: Mapped[date | None]
    ends_on: Mapped[date | None]
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Created]

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.state.value]
