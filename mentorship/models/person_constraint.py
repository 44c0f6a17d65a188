"""A limit on whom one person can be matched with, that a coordinator or they themselves gave."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class PersonConstraint(SealedRow, Base):
    """Holds in this and later runs until it is removed; what it says is sealed."""

    __tablename__ = "person_constraint"

    id: Mapped[PrimaryKey]
    application_id: Mapped[ApplicationId] = mapped_column()
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    # See `mentorship.services.pairing.person_constraints`.
    kind = SealedField[str]("")
    value = SealedField[Any](None)

    application: Mapped[Application] = relationship()

    def person_ids(self) -> set[int]:
        return self.application.person_ids()

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex()]
