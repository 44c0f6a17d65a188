"""That somebody was reminded of something, so that no stage of a reminder comes twice."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey


class Reminder(Base):
    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("pair_id", "person_id", "about", "since", "stage"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    about: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]  # of the item: a rest or another rule must not remind anew
    stage: Mapped[int]
    created_at: Mapped[Created]
