"""What an advocacy group writes: its plan, documents and decisions, and its campaigns."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.advocacy_group import AdvocacyGroup
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class GroupRow:
    """The columns of each of these tables; a row is sealed under the key of its group.

    ``written_by`` is whoever is the only one to have written it, None if others did too.
    """

    id: Mapped[PrimaryKey]
    group_id: Mapped[int] = mapped_column(
        ForeignKey("advocacy_group.id", ondelete="CASCADE"), index=True
    )
    written_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[Created]

    def __init__(self, *, group: AdvocacyGroup, **values: Any) -> None:
        super().__init__(key_ids=[group.key_id], group_id=group.id, **values)  # type: ignore[call-arg]

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.group_id]


class GroupGoal(GroupRow, SealedRow, Base):
    """A goal of the plan; its steps refer to it."""

    __tablename__ = "group_goal"

    title = SealedField[str]("")


class GroupStep(GroupRow, SealedRow, Base):
    __tablename__ = "group_step"

    goal_id: Mapped[int] = mapped_column(
        ForeignKey("group_goal.id", ondelete="CASCADE"), index=True
    )
    assigned_to: Mapped[int | None] = mapped_column(
        ForeignKey("group_member.id", ondelete="SET NULL"), index=True
    )
    due_on: Mapped[date | None]
    done_at: Mapped[Timestamp]

    text = SealedField[str]("")


class Campaign(GroupRow, SealedRow, Base):
    __tablename__ = "campaign"

    name = SealedField[str]("")
    message = SealedField[str]("")
    audience = SealedField[str]("")
    stage = SealedField[str]("planned")  # one of `CAMPAIGN_STAGES`


class GroupDocument(GroupRow, SealedRow, Base):
    """A document of the group, or the material of one of its campaigns."""

    __tablename__ = "group_document"

    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id", ondelete="SET NULL"), index=True
    )

    title = SealedField[str]("")
    text = SealedField[str]("")


class GroupDecision(GroupRow, SealedRow, Base):
    __tablename__ = "group_decision"

    decided_on: Mapped[date]

    text = SealedField[str]("")


class CampaignOffice(GroupRow, SealedRow, Base):
    """An office to speak with, never a private person."""

    __tablename__ = "campaign_office"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )

    name = SealedField[str]("")
    topic = SealedField[str]("")


class CampaignTalk(GroupRow, SealedRow, Base):
    """What was said and promised when members spoke with an office."""

    __tablename__ = "campaign_talk"

    office_id: Mapped[int] = mapped_column(
        ForeignKey("campaign_office.id", ondelete="CASCADE"), index=True
    )
    held_on: Mapped[date]
    promised_for: Mapped[date | None]

    discussed = SealedField[str]("")
    promised = SealedField[str]("")
    outcome = SealedField[str]("open")  # one of `PROMISE_OUTCOMES`
