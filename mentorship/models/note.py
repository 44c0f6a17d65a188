"""What a coordinator notes about an applicant, for the other coordinators."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey, Timestamp
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Note(SealedRow, Base):
    """No applicant reads it on a page. ADR 0022 says when it is in the copy of their data."""

    __tablename__ = "note"

    id: Mapped[PrimaryKey]
    application_id: Mapped[ApplicationId] = mapped_column()
    written_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]
    # Its writer asks another coordinator for an opinion.
    to_discuss: Mapped[bool] = mapped_column(default=False)
    discussed_at: Mapped[Timestamp]
    discussed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    text = SealedField[str]("")
    # It tells about somebody else too, or could put somebody at risk, so that no download has it.
    is_withheld = SealedField[bool](False)

    application: Mapped[Application] = relationship()
    writer: Mapped[Person | None] = relationship(foreign_keys=written_by)

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)

    def person_ids(self) -> set[int]:
        return self.application.person_ids()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an opinion."""
        return self.to_discuss and self.discussed_at is None

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.is_open]
