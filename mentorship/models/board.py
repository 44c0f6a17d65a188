"""The review board of a match run, and what coordinators decided on it."""

import enum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp, state_column
from mentorship.models.person import Person
from mentorship.models.run_input import RunInput
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Board(SealedRow, Base):
    """The optimum of a run under what was decided so far.

    ``version`` counts the changes: whoever changes the board states which version they saw.
    """

    __tablename__ = "board"

    id: Mapped[PrimaryKey]
    run_input_id: Mapped[int] = mapped_column(
        ForeignKey("run_input.id", ondelete="CASCADE"), unique=True
    )
    version: Mapped[int] = mapped_column(default=0)

    # See `mentorship.services.board.state`.
    state = SealedField[dict[str, Any]]({})

    run_input: Mapped[RunInput] = relationship()

    def __init__(self, *, run_input: RunInput, **values: Any) -> None:
        super().__init__(key_ids=(run_input.key_id,), run_input=run_input, **values)


class DecisionKind(enum.StrEnum):
    """What a coordinator decides about a pair.

    ``REOPEN``: it is undecided again. ``PIN`` and ``UNPIN``: whether it stays, though undecided.
    ``SWAP``: another pair takes the place of one. ``PAIR_BY_HAND``: it was typed in.
    """

    APPROVE = "approve"
    HOLD = "hold"
    REOPEN = "reopen"
    REJECT = "reject"
    PIN = "pin"
    UNPIN = "unpin"
    SWAP = "swap"
    PAIR_BY_HAND = "pair_by_hand"


class BoardDecision(SealedRow, Base):
    """One decision, in the order in which they were made; it can be undone and redone.

    Its document holds the reason, the words written about it, and who was moved by it.
    """

    __tablename__ = "board_decision"

    id: Mapped[PrimaryKey]
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    # The version of the board that the decision made.
    version: Mapped[int]
    kind: Mapped[DecisionKind] = mapped_column(state_column(DecisionKind))
    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("suggestion.id", ondelete="CASCADE"), index=True
    )
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[Created]
    undone_at: Mapped[Timestamp]

    # See `mentorship.services.board.decisions`.
    effect = SealedField[dict[str, Any]]({})

    board: Mapped[Board] = relationship()
    decider: Mapped[Person | None] = relationship()

    def __init__(self, *, board: Board, **values: Any) -> None:
        super().__init__(key_ids=board.key_ids_in_use(), board=board, **values)
