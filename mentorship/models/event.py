"""Events: what everybody may read of them, where exactly they are, and who has signed up."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp, UtcDateTime, state_column
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import KeyOwner, SealedField, SealedRow


class EventKind(enum.StrEnum):
    WORKSHOP = "workshop"
    FORUM = "forum"
    RALLY = "rally"
    FESTIVAL = "festival"
    OFFICIALS = "officials"
    OTHER = "other"


class SignUpState(enum.StrEnum):
    GOING = "going"
    WAITING = "waiting"


class Event(Base):
    """What an event says of itself: public, or for members alone. It names no person."""

    __tablename__ = "event"

    id: Mapped[PrimaryKey]
    kind: Mapped[EventKind] = mapped_column(state_column(EventKind))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # An area of the programme, or that it is online or elsewhere.
    area: Mapped[str] = mapped_column(String(40))
    languages: Mapped[list[str]] = mapped_column(JSON)
    has_interpreter: Mapped[bool] = mapped_column(default=False)
    # How many can come; None if there is room for everybody.
    capacity: Mapped[int | None]
    is_public: Mapped[bool]
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON)
    created_at: Mapped[Created]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    published_at: Mapped[Timestamp]
    # When its time or its place last became another one, after people could sign up.
    moved_at: Mapped[Timestamp]
    cancelled_at: Mapped[Timestamp]
    # When everybody's sign-up and the exact place were deleted.
    closed_at: Mapped[Timestamp]
    # How many were going, once it is closed: rounded down, as in reports.
    going_at_least: Mapped[int | None]

    place: Mapped["EventPlace | None"] = relationship(
        back_populates="event", cascade="all, delete-orphan"
    )

    def identity_and_state(self) -> list[object]:
        published, cancelled = self.published_at is not None, self.cancelled_at is not None
        return [self.created_at, published, cancelled, self.closed_at is not None]

    @property
    def can_be_changed(self) -> bool:
        """Whether it is neither cancelled nor closed."""
        return self.cancelled_at is None and self.closed_at is None

    @property
    def is_open(self) -> bool:
        """Whether it is announced, takes place, and is not closed."""
        return self.published_at is not None and self.can_be_changed


class EventPlace(KeyOwner, Base):
    """Where exactly an event is. Deleting it destroys its key, and every sign-up with it.

    It has a row of its own so that an event can stay after its place is erased everywhere, also
    in backups. The sign-ups are sealed under its key, so they cannot outlive it either.
    """

    __tablename__ = "event_place"

    id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)

    location = SealedField[str]("")  # or the link to an online event
    directions = SealedField[str]("")
    what_to_bring = SealedField[str]("")

    event: Mapped[Event] = relationship(back_populates="place")


class EventSignUp(SealedRow, Base):
    """Somebody goes to an event, or waits for a place, under a name that they chose for it."""

    __tablename__ = "event_sign_up"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(ForeignKey("event_place.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[SignUpState] = mapped_column(state_column(SignUpState))
    created_at: Mapped[Created]

    alias = SealedField[str]("")

    person: Mapped[Person] = relationship()
    event_place: Mapped[EventPlace] = relationship()

    def __init__(self, *, person: Person, place: EventPlace, **values: Any) -> None:
        keys = [person.key_id, place.key_id]
        super().__init__(key_ids=keys, person=person, event_place=place, **values)
