"""The answers of an application: one sealed document, by the questions of the registry."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.clock import now
from mentorship.extensions import Base
from mentorship.privacy.sealed_rows import SealedField, SealedRow
from mentorship.questions import Answers, blank_answers

MAX_FORMER_NAMES = 20


class Profile(SealedRow, Base):
    """The answers of one application; a question added later is unanswered in older ones."""

    __tablename__ = "profile"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )

    # For a draft, the steps of the form whose answers have been given.
    steps_done = SealedField[list[str] | None](None)
    # Blind indexes, in hexadecimal, of sign-in names of erased people with whom this person must
    # not be matched if they come back. Nobody is shown them.
    banned_names = SealedField[list[str]]([])
    # Names that a sent application had before. Nobody is shown them: they are for finding whom
    # an exclusion means that was written before the name changed.
    former_names = SealedField[list[str]]([])
    renamed_at = SealedField[str | None](None)
    stored_answers = SealedField[dict[str, Any]]({})

    @property
    def answers(self) -> dict[str, Any]:
        """Every question's answer, blank where none was given; a copy: see `change`."""
        return blank_answers() | self.stored_answers

    def change(self, answers: Answers) -> None:
        """Replace some answers; all are written anew, so that the change is saved."""
        is_draft = self.steps_done is not None
        if self.name and not is_draft and answers.get("name", self.name) != self.name:
            others = [name for name in self.former_names if name != self.name]
            self.former_names = [*others, self.name][-MAX_FORMER_NAMES:]
            self.renamed_at = now().isoformat()
        self.stored_answers = {**self.stored_answers, **answers}

    @property
    def name(self) -> str:
        """What to call the person."""
        name: str = self.answers["name"]
        return name
