"""An uploaded spreadsheet, and the saved mapping for sheets with the same header row."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.round import Round
from mentorship.privacy.columns import EncryptedJSON


class ImportSheet(Base):
    """The cells of an upload, encrypted; deleted once they are imported or discarded."""

    __tablename__ = "import_sheet"
    # Never reuse an id: an old browser tab must not show a later sheet.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    content: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    mapping: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON)
    created_at: Mapped[Created]

    round: Mapped[Round] = relationship()


class ImportMapping(Base):
    """The mapping of the last import with these headers."""

    __tablename__ = "import_mapping"

    id: Mapped[PrimaryKey]
    headers_index: Mapped[bytes] = mapped_column(unique=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    created_at: Mapped[Created]
