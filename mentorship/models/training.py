"""Training for advocacy: the modules of the path, the versions of their texts, who did what."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import (
    Created,
    PrimaryKey,
    Timestamp,
    UtcDateTime,
    state_column,
)
from mentorship.models.screening import ScreeningUse


class TrainingModule(Base):
    """A module of the path, from the first time on that something is stored about it.

    Those of the starting set have no row before. A module is retired, never deleted: progress
    refers to it.
    """

    __tablename__ = "training_module"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    is_about_rights: Mapped[bool]
    for_mentees: Mapped[ScreeningUse] = mapped_column(state_column(ScreeningUse))
    for_mentors: Mapped[ScreeningUse] = mapped_column(state_column(ScreeningUse))
    created_at: Mapped[Created]
    retired_at: Mapped[Timestamp]


class TrainingText(Base):
    """One version of a module's words in one language; the newest counts, none is changed."""

    __tablename__ = "training_text"
    __table_args__ = (UniqueConstraint("module_id", "language", "version"),)

    id: Mapped[PrimaryKey]
    module_id: Mapped[int] = mapped_column(ForeignKey("training_module.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    # The version of the words in the source language that these translate.
    source_version: Mapped[int]
    # The version of these same words that somebody has confirmed after their source changed.
    confirmed_version: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    questions: Mapped[str] = mapped_column(Text)  # one on each line
    task: Mapped[str] = mapped_column(Text)
    local: Mapped[str] = mapped_column(Text)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    module: Mapped[TrainingModule] = relationship()


class TrainingProgress(Base):
    """Somebody has done a module."""

    __tablename__ = "training_progress"
    __table_args__ = (UniqueConstraint("person_id", "module_id"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    module_id: Mapped[int] = mapped_column(
        ForeignKey("training_module.id", ondelete="CASCADE"), index=True
    )
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)

    module: Mapped[TrainingModule] = relationship()
