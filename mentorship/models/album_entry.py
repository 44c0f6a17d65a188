"""Something that the two of a pair have exchanged, kept as text: a recipe, a song, a word."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.pair import Pair
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class AlbumEntry(SealedRow, Base):
    """Both read it; whoever wrote it can change it."""

    __tablename__ = "album_entry"

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    written_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    kind = SealedField[str]("")
    title = SealedField[str]("")
    text = SealedField[str]("")

    pair: Mapped[Pair] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        super().__init__(key_ids=pair.key_ids(), pair=pair, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.pair.state.value]
