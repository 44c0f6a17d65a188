"""A meeting that a pair has logged, and what each of the two keeps about it for themselves."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Meeting(SealedRow, Base):
    __tablename__ = "meeting"

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    logged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    created_at: Mapped[Created]

    mode = SealedField[str]("")
    purpose = SealedField[str]("")
    notes = SealedField[str]("")

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        super().__init__(key_ids=pair.key_ids(), pair=pair, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.pair.state.value]


class MeetingReflection(SealedRow, Base):
    """What one of the two keeps about a meeting, sealed under their own key alone.

    The other one never reads it. Coordinators see how meetings felt as a trend, and no note. It
    stays when the other one deletes the meeting, in the copy of its writer's data.
    """

    __tablename__ = "meeting_reflection"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="SET NULL"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]

    note = SealedField[str]("")
    # From 1, "hard", to 5, "very good"; None if they did not say.
    feeling = SealedField[int | None](None)

    def __init__(self, *, person: Person, **values: Any) -> None:
        super().__init__(key_ids=[person.key_id], person_id=person.id, **values)
