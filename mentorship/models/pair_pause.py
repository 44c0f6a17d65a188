"""A time during which a pair rests: nothing is due, and nobody is reminded."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp

IS_OPEN = text("ended_at IS NULL")


class PairPause(Base):
    """Either of the two begins and ends it; a pair has one open pause at most."""

    __tablename__ = "pair_pause"
    __table_args__ = (
        Index(
            "uq_pair_pause_open",
            "pair_id",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[Created]
    ended_at: Mapped[Timestamp]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
