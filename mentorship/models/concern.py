"""What somebody in a pair wants the coordinators to know about it."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.pair import Pair
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow

if TYPE_CHECKING:
    from mentorship.models.thread import Thread


class Concern(SealedRow, Base):
    """It outlives the pair, so that nobody escapes it by erasing themselves; not its writer.

    So it is sealed under the key of its writer alone, although it is about both.
    """

    __tablename__ = "concern"

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    pair_id: Mapped[int | None] = mapped_column(
        ForeignKey("pair.id", ondelete="SET NULL"), index=True
    )
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Created]
    done_at: Mapped[Timestamp]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    text = SealedField[str]("")

    pair: Mapped[Pair | None] = relationship()
    writer: Mapped[Person] = relationship(foreign_keys=written_by)
    thread: Mapped["Thread | None"] = relationship(viewonly=True)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a coordinator."""
        return self.done_at is None

    def __init__(self, *, writer: Person, **values: Any) -> None:
        super().__init__(key_ids=[writer.key_id], writer=writer, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.is_open]
