"""A first conversation: two people meet before the final match, and each says how it was."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey, Timestamp
from mentorship.models.match_run import MatchRun
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow
from mentorship.roles import Role


class Conversation(SealedRow, Base):
    """Proposed by a run; the two know of it once a coordinator has invited them.

    What each says of the other is sealed. The final match counts it, and nobody else reads it but
    the coordinators.
    """

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("match_run_id", "mentee_id", "mentor_id"),)

    id: Mapped[PrimaryKey]
    match_run_id: Mapped[int] = mapped_column(
        ForeignKey("match_run.id", ondelete="CASCADE"), index=True
    )
    mentee_id: Mapped[ApplicationId] = mapped_column()
    mentor_id: Mapped[ApplicationId] = mapped_column()
    created_at: Mapped[Created]
    invited_at: Mapped[Timestamp]
    # When each has said how it was; what they said is in the document.
    mentee_answered_at: Mapped[Timestamp]
    mentor_answered_at: Mapped[Timestamp]

    # How well the two suit each other, of the best possible score, as the run saw it.
    share = SealedField[float](0.0)
    # Whether a coordinator has called it off since the two were invited.
    called_off = SealedField[bool](False)
    # From 1, "rather not", to 5, "very much"; None until somebody has said it.
    mentee_rating = SealedField[int | None](None)
    mentor_rating = SealedField[int | None](None)
    mentee_words = SealedField[str]("")
    mentor_words = SealedField[str]("")

    match_run: Mapped[MatchRun] = relationship()
    mentee: Mapped[Application] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Application] = relationship(foreign_keys=mentor_id)

    def __init__(self, *, mentee: Application, mentor: Application, **values: Any) -> None:
        key_ids = mentee.person.key_id, mentor.person.key_id
        super().__init__(key_ids=key_ids, mentee=mentee, mentor=mentor, **values)

    def role_of(self, person: Person) -> Role | None:
        """Return the role of one of the two; None for anybody else."""
        for application in (self.mentee, self.mentor):
            if application.person_id == person.id:
                return application.role
        return None

    def person_ids(self) -> set[int]:
        return {self.mentee.person_id, self.mentor.person_id}

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.invited_at is not None]
