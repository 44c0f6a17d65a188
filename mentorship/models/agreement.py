"""What the two of a pair agree on: how often, how long, where, and what stays between them."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.pair import Pair
from mentorship.privacy.sealed_rows import SealedField, SealedRow
from mentorship.roles import Role


class Agreement(SealedRow, Base):
    """Holds once both have agreed. A change is a new one with the next number.

    A pair has one that holds and one that waits for an answer, at most.
    """

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("pair_id", "number"),)

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    created_at: Mapped[Created]
    mentee_agreed_at: Mapped[Timestamp]
    mentor_agreed_at: Mapped[Timestamp]
    # Since when the two have had an agreement, this one or one before it; None until it holds.
    since: Mapped[date | None]

    how_often = SealedField[str]("")
    minutes = SealedField[int](0)
    mode = SealedField[str]("")
    meeting_place = SealedField[str]("")
    boundaries = SealedField[str]("")
    private = SealedField[str]("")

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        super().__init__(key_ids=pair.key_ids(), pair=pair, **values)

    @property
    def holds(self) -> bool:
        return self.mentee_agreed_at is not None and self.mentor_agreed_at is not None

    def has_agreed(self, role: Role) -> bool:
        agreed_at = self.mentee_agreed_at if role is Role.MENTEE else self.mentor_agreed_at
        return agreed_at is not None

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.pair.state.value]
