"""Somebody for whom a match run suggests nobody, and why."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, PrimaryKey
from mentorship.models.match_run import MatchRun
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Unmatched(SealedRow, Base):
    """A table of its own, so that erasing the person erases this too, by foreign key."""

    __tablename__ = "unmatched"
    __table_args__ = (UniqueConstraint("match_run_id", "application_id"),)

    id: Mapped[PrimaryKey]
    match_run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id", ondelete="CASCADE"))
    application_id: Mapped[ApplicationId] = mapped_column()

    reason = SealedField[dict[str, Any]]({})

    match_run: Mapped[MatchRun] = relationship()
    application: Mapped[Application] = relationship()

    def __init__(self, *, application: Application, **values: Any) -> None:
        super().__init__(key_ids=(application.person.key_id,), application=application, **values)

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.application.state.value]
