"""Decisions about a pair: never suggest it again, or always suggest it."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr

from mentorship.extensions import Base
from mentorship.models.columns import ApplicationId, Created, PrimaryKey


class PairConstraint:
    """The columns that both kinds of constraint have."""

    id: Mapped[PrimaryKey]
    mentee_id: Mapped[ApplicationId]
    mentor_id: Mapped[ApplicationId]
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
