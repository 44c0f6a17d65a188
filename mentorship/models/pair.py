"""Two people introduced to each other, and from their second yes on, a pair."""

import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application, Role
from mentorship.models.columns import Created, Moment, PrimaryKey, state_column
from mentorship.models.person import Person
from mentorship.models.suggestion import Suggestion


class PairState(enum.StrEnum):
    INTRODUCED = "introduced"
    ACTIVE = "active"
    CLOSED = "closed"


class Pair(Base):
    __tablename__ = "pair"

    id: Mapped[PrimaryKey]
    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("suggestion.id", ondelete="CASCADE"), unique=True
    )
    mentee_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[PairState] = mapped_column(
        state_column(PairState), default=PairState.INTRODUCED, index=True
    )
    created_at: Mapped[Created]
    mentee_agreed_at: Mapped[Moment]
    mentor_agreed_at: Mapped[Moment]
    started_at: Mapped[Moment]
    closed_at: Mapped[Moment]

    suggestion: Mapped[Suggestion] = relationship()
    mentee: Mapped[Application] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Application] = relationship(foreign_keys=mentor_id)

    def role_of(self, person: Person) -> Role | None:
        """Which side a person stands on, None for anybody else."""
        if person.id == self.mentee.person_id:
            return Role.MENTEE
        if person.id == self.mentor.person_id:
            return Role.MENTOR
        return None

    def has_agreed(self, role: Role) -> bool:
        agreed = self.mentee_agreed_at if role is Role.MENTEE else self.mentor_agreed_at
        return agreed is not None

    def other_side(self, role: Role) -> Application:
        return self.mentor if role is Role.MENTEE else self.mentee
