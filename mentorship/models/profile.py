"""The answers of an application: one encrypted document, by the questions of the registry."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.privacy.columns import EncryptedJSON
from mentorship.questions import Answers, blank_answers


class Profile(Base):
    """The answers of one application; a question added later is unanswered in older ones."""

    __tablename__ = "profile"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    # For a draft, the steps of the form whose answers have been given.
    steps_done: Mapped[list[str] | None] = mapped_column(EncryptedJSON)
    document: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON, default=dict)

    @property
    def answers(self) -> dict[str, Any]:
        """Every question's answer, blank where none was given; a copy: see `change`."""
        return blank_answers() | (self.document or {})

    def change(self, answers: Answers) -> None:
        """Replace some answers; the document is written anew, so that the change is saved."""
        self.document = {**(self.document or {}), **answers}

    @property
    def name(self) -> str:
        """What to call the person."""
        name: str = self.answers["name"]
        return name
