"""What is entered about each kind of row that a group writes, and how much of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from mentorship.models import (
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDecision,
    GroupDocument,
    GroupGoal,
    GroupMember,
    GroupStep,
)

MAX_LINE_LENGTH = 150
"""Characters of a title, a name, a step."""
MAX_PARAGRAPH_LENGTH = 1000
MAX_DOCUMENT_LENGTH = 10_000
MAX_ROWS: Mapping[type[Any], int] = {
    GroupGoal: 10,
    GroupStep: 60,
    GroupDocument: 50,
    GroupDecision: 200,
    Campaign: 10,
    CampaignOffice: 50,
    CampaignTalk: 200,
}
"""How many rows of each kind a group may have."""
MODELS: tuple[type[Any], ...] = tuple(MAX_ROWS)


@dataclass(frozen=True)
class RowEntry:
    """What is entered about a row of ``MODEL``; ``REFERS_TO`` are rows of the same group."""

    MODEL: ClassVar[type[Any]]
    REFERS_TO: ClassVar[Mapping[str, type[Any]]] = {}


@dataclass(frozen=True)
class GroupGoalEntry(RowEntry):
    MODEL = GroupGoal

    title: str = field(repr=False)


@dataclass(frozen=True)
class GroupStepEntry(RowEntry):
    MODEL = GroupStep
    REFERS_TO = {"goal_id": GroupGoal, "assigned_to": GroupMember}

    text: str = field(repr=False)
    goal_id: int
    assigned_to: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class GroupDocumentEntry(RowEntry):
    MODEL = GroupDocument
    REFERS_TO = {"campaign_id": Campaign}

    title: str = field(repr=False)
    text: str = field(repr=False)
    campaign_id: int | None = None


@dataclass(frozen=True)
class GroupDecisionEntry(RowEntry):
    MODEL = GroupDecision

    text: str = field(repr=False)
    decided_on: date


@dataclass(frozen=True)
class CampaignEntry(RowEntry):
    MODEL = Campaign

    name: str = field(repr=False)
    message: str = field(repr=False)
    audience: str = field(repr=False)
    stage: str = "planned"


@dataclass(frozen=True)
class CampaignOfficeEntry(RowEntry):
    MODEL = CampaignOffice
    REFERS_TO = {"campaign_id": Campaign}

    name: str = field(repr=False)
    topic: str = field(repr=False)
    campaign_id: int


@dataclass(frozen=True)
class CampaignTalkEntry(RowEntry):
    MODEL = CampaignTalk
    REFERS_TO = {"office_id": CampaignOffice}

    office_id: int
    held_on: date
    discussed: str = field(repr=False)
    promised: str = field(repr=False)
    promised_for: date | None = None
    outcome: str = "open"


ENTRIES: Mapping[type[Any], type[RowEntry]] = {
    kind.MODEL: kind
    for kind in (
        GroupGoalEntry,
        GroupStepEntry,
        GroupDocumentEntry,
        GroupDecisionEntry,
        CampaignEntry,
        CampaignOfficeEntry,
        CampaignTalkEntry,
    )
}
