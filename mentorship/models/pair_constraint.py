"""What coordinators decided about one pair: never suggest it again, or always suggest it."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey


class PairConstraint:
    """The columns that both kinds of constraint have."""

    id: Mapped[PrimaryKey]
    mentee_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[Created]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint]:  # noqa: N805
        return (UniqueConstraint("mentee_id", "mentor_id"),)


class Ban(PairConstraint, Base):
    """A pair that must not be suggested again."""

    __tablename__ = "ban"


class Pin(PairConstraint, Base):
    """A pair that every match run must suggest."""

    __tablename__ = "pin"
