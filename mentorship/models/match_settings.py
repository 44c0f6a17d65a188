"""Saved settings of match runs: weights, rules and options, under a name, in versions."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.person import Person

MAX_NAME_LENGTH = 60


class MatchSettings(Base):
    """One version. Rows are added and never changed, so that a run can say which it used."""

    __tablename__ = "match_settings"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(MAX_NAME_LENGTH))
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[Created]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    author: Mapped[Person | None] = relationship()
