"""Two people who are introduced to each other and, after two yeses, a pair."""

import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import (
    ApplicationId,
    CoordinatorId,
    Created,
    PrimaryKey,
    Timestamp,
    state_column,
)
from mentorship.models.person import Person
from mentorship.models.suggestion import Suggestion
from mentorship.roles import Role

SAY_NO, END_MATCH = "say no", "end match"
"""The actions of the audit trail that end a pair."""


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
    mentee_id: Mapped[ApplicationId] = mapped_column()
    mentor_id: Mapped[ApplicationId] = mapped_column()
    state: Mapped[PairState] = mapped_column(
        state_column(PairState), default=PairState.INTRODUCED, index=True
    )
    created_at: Mapped[Created]
    mentee_agreed_at: Mapped[Timestamp]
    mentor_agreed_at: Mapped[Timestamp]
    started_at: Mapped[Timestamp]
    closed_at: Mapped[Timestamp]
    coordinator_id: Mapped[CoordinatorId]

    suggestion: Mapped[Suggestion] = relationship()
    mentee: Mapped[Application] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Application] = relationship(foreign_keys=mentor_id)

    def role_of(self, person: Person) -> Role | None:
        """Return the role of one of the two people, None for anybody else."""
        if person.id == self.mentee.person_id:
            return Role.MENTEE
        if person.id == self.mentor.person_id:
            return Role.MENTOR
        return None

    def has_agreed(self, role: Role) -> bool:
        agreed_at = self.mentee_agreed_at if role is Role.MENTEE else self.mentor_agreed_at
        return agreed_at is not None

    def own_side(self, role: Role) -> Application:
        return self.mentee if role is Role.MENTEE else self.mentor

    def other_side(self, role: Role) -> Application:
        return self.mentor if role is Role.MENTEE else self.mentee
