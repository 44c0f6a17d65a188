"""Advocacy groups for tests, with their members and what they write."""

from datetime import date
from typing import Any

from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, Application, ApplicationState, GroupMember, Person
from mentorship.services.applications import decisions
from mentorship.services.groups import group_rows, groups, joining
from mentorship.services.groups.groups import GroupDetails
from mentorship.services.groups.row_entries import (
    CampaignEntry,
    CampaignOfficeEntry,
    CampaignTalkEntry,
    GroupDecisionEntry,
    GroupDocumentEntry,
    GroupGoalEntry,
    GroupStepEntry,
)
from tests.factories import make_coordinator

DAY = date(2026, 11, 20)


def accept_into_programme(application: Application) -> Person:
    """Accept an application: only participants are in groups."""
    decisions.decide(db.session, make_coordinator(), application, ApplicationState.ACCEPTED)
    db.session.commit()
    return application.person


def make_group(
    lead: Person, name: str = "Safe buses", *, alias: str = "Heron", is_findable: bool = False
) -> AdvocacyGroup:
    details = GroupDetails(name, f"What {name} is for.", is_findable)
    group = groups.start(db.session, lead, details, alias)
    db.session.commit()
    return group


def join_group(
    group: AdvocacyGroup, person: Person, alias: str, *, accepted_by: Person | None = None
) -> GroupMember:
    """Ask to join a group; with a lead, be accepted."""
    row = joining.ask(db.session, person, group, alias, "I can cook.")
    if accepted_by is not None:
        joining.accept(db.session, accepted_by, group, row)
    db.session.commit()
    return row


def write_row_of_each_kind(person: Person, group: AdvocacyGroup, text: str = "…") -> list[Any]:
    """Write a row of each kind, each with a text in every field that takes one."""
    goal = group_rows.add(db.session, person, group, GroupGoalEntry(text))
    campaign = group_rows.add(db.session, person, group, CampaignEntry(text, text, text))
    office = group_rows.add(db.session, person, group, CampaignOfficeEntry(text, text, campaign.id))
    others = (
        GroupStepEntry(text, goal.id),
        GroupDocumentEntry(text, text, campaign.id),
        GroupDecisionEntry(text, DAY),
        CampaignTalkEntry(office.id, DAY, text, text),
    )
    rows = [group_rows.add(db.session, person, group, entry) for entry in others]
    db.session.commit()
    return [goal, campaign, office, *rows]
