"""A version of the programme's words: the whole document, which everybody may read."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created
from mentorship.models.person import Person


class ProgrammeVersion(Base):
    """The words after a change, as JSON. Rows are added and never changed; the last one counts.

    The id is the number of the version: the one before it, plus one. The first holds the words of
    the file, as they were before the first change. Of two administrators who change the same
    version, the unique id lets one through.
    """

    __tablename__ = "programme_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[str] = mapped_column(Text)
    # Which words were changed: the name of a page, such as "topics".
    part: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[Created]
    created_by: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )

    author: Mapped[Person | None] = relationship()
