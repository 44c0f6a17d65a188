"""How somebody says their match is going: three questions, once a month."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class CheckIn(SealedRow, Base):
    """Read by coordinators, never by the other one. Somebody has one a day: a later one counts."""

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("pair_id", "person_id", "answered_on"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    answered_on: Mapped[date]
    created_at: Mapped[Created]

    # From 1, "hard", to 5, "very good".
    rating = SealedField[int](0)
    obstacle = SealedField[str]("")
    wants_call = SealedField[bool](False)
    words = SealedField[str]("")

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, person: Person, **values: Any) -> None:
        super().__init__(key_ids=[person.key_id], person_id=person.id, **values)
