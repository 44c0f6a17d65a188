"""An answer that a coordinator has corrected on somebody's behalf."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey, Timestamp
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Correction(SealedRow, Base):
    """``before`` and ``after`` are there until the person has agreed, or has undone it."""

    __tablename__ = "correction"

    id: Mapped[PrimaryKey]
    application_id: Mapped[ApplicationId] = mapped_column()
    corrected_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]
    answered_at: Mapped[Timestamp]

    question = SealedField[str]("")
    before = SealedField[Any](None)
    after = SealedField[Any](None)
    reason = SealedField[str]("")
    was_undone = SealedField[bool](False)

    application: Mapped[Application] = relationship()
    corrector: Mapped[Person | None] = relationship(foreign_keys=corrected_by)

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)

    @property
    def is_open(self) -> bool:
        """Whether the person has still to see it."""
        return self.answered_at is None

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.is_open]
