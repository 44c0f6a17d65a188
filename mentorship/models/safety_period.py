"""Safety mode: a time in which it is not safe to be met in an area, or anywhere."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.person import Person

EVERYWHERE = ""
IS_OPEN = text("ended_at IS NULL")


class SafetyPeriod(Base):
    """A coordinator begins and ends it, for one region of the programme or for all of it."""

    __tablename__ = "safety_period"
    __table_args__ = (
        Index(
            "uq_safety_period_open",
            "region",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[PrimaryKey]
    region: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[Created]
    ended_at: Mapped[Timestamp]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    starter: Mapped[Person | None] = relationship(foreign_keys=started_by)
    ender: Mapped[Person | None] = relationship(foreign_keys=ended_by)

    def times(self) -> tuple[datetime, datetime | None]:
        return self.started_at, self.ended_at

    def identity_and_state(self) -> list[object]:
        return [self.started_at, self.ended_at is not None]
