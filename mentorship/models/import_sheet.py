"""An uploaded spreadsheet, and the saved mapping for sheets with the same header row."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.round import Round
from mentorship.privacy.sealed_rows import KeyOwner, SealedField


class ImportSheet(KeyOwner, Base):
    """The cells of an upload, sealed; deleted once they are imported or discarded."""

    __tablename__ = "import_sheet"

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[Created]

    content = SealedField[dict[str, Any]]({})
    mapping = SealedField[dict[str, Any] | None](None)

    round: Mapped[Round] = relationship()


class ImportMapping(KeyOwner, Base):
    """The mapping of the last import with these headers."""

    __tablename__ = "import_mapping"

    id: Mapped[PrimaryKey]
    headers_index: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[Created]

    mapping = SealedField[dict[str, Any]]({})
