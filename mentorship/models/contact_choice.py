"""What somebody lets the other one of a pair see of how to reach them."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import PrimaryKey
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class ContactChoice(SealedRow, Base):
    """Absent until somebody changes it: then both their address and their number are shown."""

    __tablename__ = "contact_choice"
    __table_args__ = (UniqueConstraint("pair_id", "person_id"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    shows_email = SealedField[bool](True)
    shows_phone = SealedField[bool](True)

    def __init__(self, *, person: Person, **values: Any) -> None:
        super().__init__(key_ids=[person.key_id], person_id=person.id, **values)
