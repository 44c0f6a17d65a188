"""What a coordinator answered about a text whose meaning was unclear: who is to be kept apart."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import Created, PrimaryKey
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class ExclusionAnswer(SealedRow, Base):
    """It holds for one text, and for the people who were in the round when it was given."""

    __tablename__ = "exclusion_answer"

    id: Mapped[PrimaryKey]
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), unique=True
    )
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    text_digest = SealedField[str]("")
    # Ids of people: whom the text means, and who was asked about but is not meant.
    kept_apart = SealedField[list[int]]([])
    not_meant = SealedField[list[int]]([])
    # The ids of the applications in the round, as the bits of a hexadecimal number.
    considered = SealedField[str]("0")

    application: Mapped[Application] = relationship()

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)

    def has_considered(self, application: Application) -> bool:
        """Return whether an application was there under its present name."""
        renamed_at = application.profile.renamed_at
        return (
            bool(int(self.considered, 16) >> application.id & 1)
            and application.created_at <= self.created_at
            and (renamed_at is None or datetime.fromisoformat(renamed_at) <= self.created_at)
        )
