"""Decisions about a pair: never suggest it again, or always suggest it."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class PairConstraint:
    """The columns that both kinds of constraint have."""

    id: Mapped[PrimaryKey]
    mentee_id: Mapped[ApplicationId]
    mentor_id: Mapped[ApplicationId]
    created_at: Mapped[Created]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint]:  # noqa: N805
        return (UniqueConstraint("mentee_id", "mentor_id"),)


class Ban(PairConstraint, SealedRow, Base):
    """A pair that must not be suggested again, and why, if somebody said so."""

    __tablename__ = "ban"

    # A code of `mentorship.services.pairing.rejection_reasons`.
    reason = SealedField[str]("")
    # What was written about it, for coordinators alone.
    words = SealedField[str]("")
    # The role of the one of the two who did not want it; "" for a coordinator.
    said_by = SealedField[str]("")
    # A coordinator allows the two to be suggested to each other again.
    lifted = SealedField[bool](default=False)

    mentee: Mapped[Application] = relationship(foreign_keys="Ban.mentee_id")
    mentor: Mapped[Application] = relationship(foreign_keys="Ban.mentor_id")

    def __init__(self, *, mentee: Application, mentor: Application, **values: Any) -> None:
        key_ids = mentee.person.key_id, mentor.person.key_id
        super().__init__(key_ids=key_ids, mentee=mentee, mentor=mentor, **values)

    def change_document(self, values: dict[str, Any]) -> None:
        """Seal also the document of a row that was written without one."""
        if not self.sealed and not self._key_ids:
            self._key_ids = (self.mentee.person.key_id, self.mentor.person.key_id)
        super().change_document(values)


class Pin(PairConstraint, Base):
    """A pair that every match run must suggest."""

    __tablename__ = "pin"
