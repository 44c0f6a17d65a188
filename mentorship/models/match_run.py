"""A match run: one computation over a round. Its row, not the job queue, holds its state."""

import enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp, state_column
from mentorship.models.match_settings import MatchSettings
from mentorship.models.round import Round


class RunState(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = "state IN ('queued', 'running')"


class MatchRun(Base):
    """Settings and seed make a run reproducible; an expired lease means its worker has died."""

    __tablename__ = "match_run"
    __table_args__ = (
        Index(
            "uq_match_run_unfinished",
            "round_id",
            unique=True,
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
    )

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    state: Mapped[RunState] = mapped_column(
        state_column(RunState), default=RunState.QUEUED, index=True
    )
    seed: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The saved settings that these are, if nothing was changed for this run.
    match_settings_id: Mapped[int | None] = mapped_column(
        ForeignKey("match_settings.id"), index=True
    )
    # SHA-256 of what the run was computed from, which `RunInput` holds.
    input_digest: Mapped[str | None] = mapped_column(String(64))
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]
    started_at: Mapped[Timestamp]
    finished_at: Mapped[Timestamp]
    lease_until: Mapped[Timestamp]
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(String(40))
    mentees: Mapped[int] = mapped_column(default=0)
    mentors: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[int] = mapped_column(default=0)
    suggested: Mapped[int] = mapped_column(default=0)
    # How many suggestions reach 0–10 %, 10–20 %, … of the best possible score.
    score_bands: Mapped[list[int]] = mapped_column(JSON, default=list)

    round: Mapped[Round] = relationship()
    saved_settings: Mapped[MatchSettings | None] = relationship()
