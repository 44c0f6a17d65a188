"""A mark that somebody with an address erased themselves, so that no import brings them back."""

from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import PrimaryKey


class ErasureMark(Base):
    """The keyed index of an address, under a purpose of its own; without a time or a person."""

    __tablename__ = "erasure_mark"

    id: Mapped[PrimaryKey]
    name_index: Mapped[bytes] = mapped_column(unique=True)
