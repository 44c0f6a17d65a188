"""What a match run was computed from, so that it can be repeated to the byte."""

from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.match_run import MatchRun
from mentorship.privacy.sealed_rows import KeyOwner, SealedField, SealedRow


class RunInput(KeyOwner, Base):
    """The tables and constraints of a run and its problem, sealed under a key of its own.

    It describes everybody in the round. So erasing any of them deletes it with its key, and with
    it whatever else is sealed under that key: the board, its decisions and the analysis.
    """

    __tablename__ = "run_input"

    id: Mapped[PrimaryKey]
    match_run_id: Mapped[int] = mapped_column(
        ForeignKey("match_run.id", ondelete="CASCADE"), unique=True
    )
    created_at: Mapped[Created]

    # By side, "mentees" and "mentors": the columns' names, and the rows as text.
    tables = SealedField[dict[str, Any]]({})
    # Pairs of application ids, (mentee, mentor).
    banned = SealedField[list[list[int]]]([])
    pinned = SealedField[list[list[int]]]([])
    # What first conversations came to: [mentee, mentor, mentee's rating, mentor's rating].
    conversations = SealedField[list[list[int | None]]]([])

    # The scores and the broken rules of every pair, as sealed bytes: too large for a document, and
    # not in the row of the board, which SQLite would write anew with every decision.
    sealed_problem: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, default=b"")

    match_run: Mapped[MatchRun] = relationship()

    def read_problem(self) -> bytes:
        """Return the bytes of the problem; none if it is too large to be stored."""
        return self.unseal_bytes(self.sealed_problem, RunInput.sealed_problem.key)

    def write_problem(self, data: bytes) -> None:
        """Seal the bytes of the problem; the row is in a session, and its key exists."""
        self.sealed_problem = self.seal_bytes(data, RunInput.sealed_problem.key)


class RunAnalysis(SealedRow, Base):
    """What is computed once a run is done: how steady it is, what a floor costs, which ties.

    Its row is there, without weightings, while a worker computes it: ``created_at`` is when that
    worker was last seen. See `mentorship.services.run_analysis.analyze`.
    """

    __tablename__ = "run_analysis"

    id: Mapped[PrimaryKey]
    run_input_id: Mapped[int] = mapped_column(
        ForeignKey("run_input.id", ondelete="CASCADE"), unique=True
    )
    created_at: Mapped[Created]

    # How many workers have begun.
    attempts = SealedField[int](0)
    # How many weightings were tried, and in how many of them each suggested pair stayed:
    # [mentee, mentor, count], by application id.
    weightings = SealedField[int](0)
    stayed = SealedField[list[list[int]]]([])
    # [floor, people matched, total], see `matching.score_floor_frontier`.
    frontier = SealedField[list[list[float]]]([])
    # [mentee, mentor] of other assignments that are equally good; mentor 0 for nobody.
    ties = SealedField[list[list[int]]]([])

    run_input: Mapped[RunInput] = relationship()

    def __init__(self, *, run_input: RunInput, **values: Any) -> None:
        super().__init__(key_ids=(run_input.key_id,), run_input=run_input, **values)

    @property
    def is_done(self) -> bool:
        return self.can_be_read() and self.weightings > 0
