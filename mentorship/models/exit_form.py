"""What somebody says after a match has ended."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class ExitForm(SealedRow, Base):
    """Read by coordinators. The other one of the pair learns one thing of it at most.

    That both want to stay in touch: only then does each go on seeing how to reach the other.
    """

    __tablename__ = "exit_form"
    __table_args__ = (UniqueConstraint("pair_id", "person_id"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Created]

    # From 1, "hard", to 5, "very good".
    rating = SealedField[int | None](None)
    good = SealedField[str]("")
    better = SealedField[str]("")
    stays_in_touch = SealedField[bool](False)

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, person: Person, **values: Any) -> None:
        super().__init__(key_ids=[person.key_id], person_id=person.id, **values)
