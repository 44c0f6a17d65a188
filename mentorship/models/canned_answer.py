"""An answer that coordinators have prepared, to insert into a message and change there."""

from sqlalchemy.orm import Mapped

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.privacy.sealed_rows import KeyOwner, SealedField
from mentorship.translated_text import text_in


class CannedAnswer(KeyOwner, Base):
    """Sealed, since nothing keeps coordinators from writing a name or a number into it."""

    __tablename__ = "canned_answer"

    id: Mapped[PrimaryKey]
    created_at: Mapped[Created]

    title = SealedField[str]("")
    texts = SealedField[dict[str, str]]({})  # by language

    def text_in(self, language: str) -> str:
        """Return the text in a language, or in another one if it is not written in that."""
        return text_in(self.texts, language).text

    def identity_and_state(self) -> list[object]:
        return [self.sealed_digest()]
