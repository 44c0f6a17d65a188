"""Two people who are introduced to each other and, after two yeses, a pair."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, String
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


class Closure(enum.StrEnum):
    """How a pair ended; one that was only introduced has none."""

    EXPECTED = "expected"  # at the end that the two had planned
    EARLY = "early"  # before it, with a goodbye
    SUDDEN = "sudden"  # at once
    REQUESTED = "requested"  # a coordinator ended it, because one of them asked or had to


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
    # Set while the two prepare their goodbye, and how they mean to end.
    closes_on: Mapped[date | None]
    closure: Mapped[Closure | None] = mapped_column(state_column(Closure))
    coordinator_id: Mapped[CoordinatorId]
    # The digest of the rules and the time zone that its due items were computed by.
    scheduled_by: Mapped[str | None] = mapped_column(String(16), index=True)

    suggestion: Mapped[Suggestion] = relationship()
    mentee: Mapped[Application] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Application] = relationship(foreign_keys=mentor_id)
    coordinator: Mapped[Person | None] = relationship(foreign_keys="Pair.coordinator_id")

    def role_of(self, person: Person) -> Role | None:
        """Return the role of one of the two people, None for anybody else."""
        if person.id == self.mentee.person_id:
            return Role.MENTEE
        if person.id == self.mentor.person_id:
            return Role.MENTOR
        return None

    def person_ids(self) -> set[int]:
        return {self.mentee.person_id, self.mentor.person_id}

    def key_ids(self) -> list[bytes]:
        """Return the data keys to seal under what is about both people."""
        return [self.mentee.person.key_id, self.mentor.person.key_id]

    def has_agreed(self, role: Role) -> bool:
        agreed_at = self.mentee_agreed_at if role is Role.MENTEE else self.mentor_agreed_at
        return agreed_at is not None

    def own_side(self, role: Role) -> Application:
        return self.mentee if role is Role.MENTEE else self.mentor

    def other_side(self, role: Role) -> Application:
        return self.mentor if role is Role.MENTEE else self.mentee
