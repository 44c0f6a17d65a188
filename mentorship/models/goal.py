"""A goal that the two of a pair have set themselves, with its steps."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Goal(SealedRow, Base):
    """Both write it, and both tick off its steps."""

    __tablename__ = "goal"

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Created]
    due_on: Mapped[date | None]
    reached_on: Mapped[date | None]

    text = SealedField[str]("")
    # Each with its text, and the day on which it was done, as an ISO date or None.
    steps = SealedField[list[dict[str, Any]]]([])

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        super().__init__(key_ids=pair.key_ids(), pair=pair, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.pair.state.value]
