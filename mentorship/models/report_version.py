"""A published version of a round's report: what funders have read stays as they read it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.models.round import Round


class ReportVersion(Base):
    """``shown`` holds multiples of five; ``totals`` what the next version is compared with."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)
    totals: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[Created]

    round: Mapped[Round] = relationship()
