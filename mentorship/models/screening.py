"""What a programme checks before it matches somebody, and what came of it for each person."""

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey, Timestamp, state_column
from mentorship.privacy.sealed_rows import SealedField, SealedRow
from mentorship.roles import Role
from mentorship.translated_text import text_in


class ScreeningUse(enum.StrEnum):
    """Whether a step is part of the screening of people in one role."""

    NOT_USED = "not_used"
    OPTIONAL = "optional"
    REQUIRED = "required"


class ScreeningOutcome(enum.StrEnum):
    PASSED = "passed"
    NOT_PASSED = "not_passed"


class ScreeningStep(Base):
    """A step that an administrator has defined, such as an interview.

    It is retired, never deleted: results refer to it.
    """

    __tablename__ = "screening_step"

    id: Mapped[PrimaryKey]
    # The name of the step by language.
    labels: Mapped[dict[str, str]] = mapped_column(JSON)
    for_mentees: Mapped[ScreeningUse] = mapped_column(state_column(ScreeningUse))
    for_mentors: Mapped[ScreeningUse] = mapped_column(state_column(ScreeningUse))
    created_at: Mapped[Created]
    retired_at: Mapped[Timestamp]

    def label(self, language: str) -> str:
        """Return the name of the step in a language, or in the first one that has it."""
        return text_in(self.labels, language).text

    def use_for(self, role: Role) -> ScreeningUse:
        return self.for_mentors if role is Role.MENTOR else self.for_mentees

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.retired_at, self.labels, self.for_mentees, self.for_mentors]


class ScreeningResult(SealedRow, Base):
    """What came of one step for one application; a later result replaces an earlier one."""

    __tablename__ = "screening_result"
    __table_args__ = (UniqueConstraint("application_id", "step_id"),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[ApplicationId]
    step_id: Mapped[int] = mapped_column(ForeignKey("screening_step.id"), index=True)
    outcome: Mapped[ScreeningOutcome] = mapped_column(state_column(ScreeningOutcome))
    held_on: Mapped[date]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    recorded_at: Mapped[Created]

    # For coordinators alone: the applicant is not shown it.
    note = SealedField[str]("")

    application: Mapped[Application] = relationship()
    step: Mapped[ScreeningStep] = relationship()

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)
