"""An application: one person asks to take part in one round, in one role."""

import enum
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import CoordinatorId, Created, PrimaryKey, Timestamp, state_column
from mentorship.models.person import Person
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.roles import Role


class ApplicationState(enum.StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_SCREENING = "in_screening"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Application(Base):
    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "role"),
        # The order of the list of applications: sorting would move every profile about.
        Index(None, "round_id", "submitted_at"),
    )

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(state_column(Role))
    state: Mapped[ApplicationState] = mapped_column(
        state_column(ApplicationState), default=ApplicationState.DRAFT
    )
    # The state that coordinators decided on, None as long as they have decided nothing. It
    # outlasts a withdrawal, so that sending the application again does not undo it.
    decision: Mapped[ApplicationState | None] = mapped_column(state_column(ApplicationState))
    privacy_notice: Mapped[date | None]
    submitted_at: Mapped[Timestamp]
    # A sheet without times brought the answers: `submitted_at` is the time of the import, and
    # the person may have given them long before.
    has_unknown_time: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Created]
    coordinator_id: Mapped[CoordinatorId]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    round: Mapped[Round] = relationship()
    profile: Mapped[Profile] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, single_parent=True
    )

    def person_ids(self) -> set[int]:
        return {self.person_id}

    @property
    def is_readable(self) -> bool:
        return self.person.can_be_read() and self.profile.can_be_read()

    @property
    def capacity(self) -> int:
        """How many people a mentor takes at once; a mentee has one mentor."""
        return int(self.profile.answers["capacity"]) if self.role is Role.MENTOR else 1

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.state.value]
