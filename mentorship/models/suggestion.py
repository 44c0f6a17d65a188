"""A pair that a match run proposes, and what a coordinator decides about it."""

import enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, PrimaryKey, Timestamp, state_column
from mentorship.models.match_run import MatchRun
from mentorship.privacy.sealed_rows import SealedField, SealedRow

if TYPE_CHECKING:
    from mentorship.models.pair import Pair


class SuggestionState(enum.StrEnum):
    """What became of a suggestion.

    ``APPROVED`` and ``HELD`` are drafts: nobody is told before the two are ``INTRODUCED``.
    ``MOVED``: a decision about others gave the mentee another mentor. ``SUPERSEDED``: a newer match
    run made its own suggestions.
    """

    PENDING = "pending"
    APPROVED = "approved"
    HELD = "held"
    REJECTED = "rejected"
    MOVED = "moved"
    INTRODUCED = "introduced"
    SUPERSEDED = "superseded"


DRAFTS = (SuggestionState.APPROVED, SuggestionState.HELD)
"""Decided on the board, and nobody is told yet."""
UNDECIDED = (SuggestionState.PENDING, *DRAFTS)
"""The states in which a suggestion can still be introduced or rejected."""


class Suggestion(SealedRow, Base):
    """``explanation`` holds the score and what the two have in common, so it is sealed."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("match_run_id", "mentee_id", "mentor_id"),)

    id: Mapped[PrimaryKey]
    match_run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"), index=True)
    mentee_id: Mapped[ApplicationId] = mapped_column()
    mentor_id: Mapped[ApplicationId] = mapped_column()
    state: Mapped[SuggestionState] = mapped_column(
        state_column(SuggestionState), default=SuggestionState.PENDING, index=True
    )
    # 1 is the highest score of the run, and those that a decision brought come in between: a query
    # cannot sort by what is sealed.
    rank: Mapped[int]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[Timestamp]
    # Whether `note` has something: a list does not open every document.
    has_note: Mapped[bool] = mapped_column(default=False)
    # A coordinator asks another one to look at it.
    flagged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    explanation = SealedField[dict[str, Any]]({})
    # What coordinators wrote about this pair, for each other.
    note = SealedField[str]("")

    match_run: Mapped[MatchRun] = relationship()
    mentee: Mapped[Application] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Application] = relationship(foreign_keys=mentor_id)

    pair: Mapped["Pair | None"] = relationship(viewonly=True)

    def __init__(self, *, mentee: Application, mentor: Application, **values: Any) -> None:
        key_ids = mentee.person.key_id, mentor.person.key_id
        super().__init__(key_ids=key_ids, mentee=mentee, mentor=mentor, **values)

    @property
    def is_readable(self) -> bool:
        profiles = self.mentee.profile, self.mentor.profile
        return self.can_be_read() and all(profile.can_be_read() for profile in profiles)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.state.value]
