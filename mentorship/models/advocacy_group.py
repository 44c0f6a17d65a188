"""An advocacy group, and the people who are in it or have asked to join."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import KeyOwner, SealedField, SealedRow


class AdvocacyGroup(KeyOwner, Base):
    """Everything that is written in it is sealed under its key, which goes when it is closed."""

    __tablename__ = "advocacy_group"

    id: Mapped[PrimaryKey]
    created_at: Mapped[Created]
    # Whether people who are not in it find its name and its purpose in a list.
    is_findable: Mapped[bool] = mapped_column(default=False)
    # Of the link that leads hand over. The token is sealed, for them to read again.
    link_index: Mapped[bytes] = mapped_column(unique=True)

    name = SealedField[str]("")
    purpose = SealedField[str]("")
    link_token = SealedField[str]("")
    meeting_day = SealedField[str | None](None)  # an ISO date
    meeting_time = SealedField[str]("")
    meeting_place = SealedField[str]("")

    @property
    def meets_on(self) -> date | None:
        return date.fromisoformat(self.meeting_day) if self.meeting_day else None

    @meets_on.setter
    def meets_on(self, day: date | None) -> None:
        self.meeting_day = None if day is None else day.isoformat()

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex()]


class GroupMember(SealedRow, Base):
    """Sealed under the keys of the group and of the person: it goes with either.

    Members know each other by their alias alone.
    """

    __tablename__ = "group_member"
    __table_args__ = (
        UniqueConstraint("group_id", "person_id"),
        # Of a member's alias, so that no two in a group have the same; None of others.
        UniqueConstraint("group_id", "alias_index"),
    )

    id: Mapped[PrimaryKey]
    group_id: Mapped[int] = mapped_column(ForeignKey("advocacy_group.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    alias_index: Mapped[bytes | None]
    is_lead: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[Created]
    accepted_at: Mapped[Timestamp]
    # When a lead did not accept them, or had them leave; they may ask again later.
    declined_at: Mapped[Timestamp]
    # When it was first noticed that a member does not take part in the programme any more.
    not_participant_since: Mapped[Timestamp]

    alias = SealedField[str]("")
    # What they wrote to the leads when they asked.
    words = SealedField[str]("")

    group: Mapped[AdvocacyGroup] = relationship()

    def __init__(self, *, group: AdvocacyGroup, person: Person, **values: Any) -> None:
        keys = [group.key_id, person.key_id]
        super().__init__(key_ids=keys, group=group, person_id=person.id, **values)

    @property
    def is_waiting(self) -> bool:
        """Whether the leads have not answered yet."""
        return self.accepted_at is None and self.declined_at is None

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex(), self.accepted_at is None, self.declined_at, self.is_lead]
