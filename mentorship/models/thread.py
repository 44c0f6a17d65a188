"""What a person and the coordinators write to each other: threads and their messages."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.concern import Concern
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Thread(Base):
    """One for each person, and one more for each concern that they told.

    A concern has a thread of its own because not every coordinator may read it.
    """

    __tablename__ = "thread"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    concern_id: Mapped[int | None] = mapped_column(
        ForeignKey("concern.id", ondelete="CASCADE"), unique=True
    )
    assigned_to: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    # By the person; an answer ends it.
    is_urgent: Mapped[bool] = mapped_column(default=False)
    # The first message that no coordinator has answered yet; None if the coordinators are waited
    # for by nobody.
    waits_since: Mapped[Timestamp] = mapped_column(index=True)
    last_message_at: Mapped[Timestamp]  # None if the only message was taken back
    done_at: Mapped[Timestamp]
    created_at: Mapped[Created]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    assignee: Mapped[Person | None] = relationship(foreign_keys=assigned_to)
    concern: Mapped[Concern | None] = relationship()

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.last_message_at, self.done_at is not None, self.assigned_to]


Index(
    "uq_thread_person_id_without_concern",
    Thread.person_id,
    unique=True,
    sqlite_where=Thread.concern_id.is_(None),
    postgresql_where=Thread.concern_id.is_(None),
)


class Message(SealedRow, Base):
    """Sealed under the key of the person, also what a coordinator wrote: it is about them."""

    __tablename__ = "message"

    id: Mapped[PrimaryKey]
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), index=True)
    written_by: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    by_coordinator: Mapped[bool]
    created_at: Mapped[Created]
    # When the person opened a coordinator's message; until then it can be taken back.
    read_at: Mapped[Timestamp]

    text = SealedField[str]("")

    thread: Mapped[Thread] = relationship()
    writer: Mapped[Person | None] = relationship(foreign_keys=written_by)

    def __init__(self, *, thread: Thread, **values: Any) -> None:
        super().__init__(key_ids=[thread.person.key_id], thread=thread, **values)
