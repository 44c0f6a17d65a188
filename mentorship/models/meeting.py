"""A meeting that a pair has logged: when, how long, how, and notes."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
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
    notes = SealedField[str]("")

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        people = pair.mentee.person, pair.mentor.person
        super().__init__(key_ids=[person.key_id for person in people], pair=pair, **values)
