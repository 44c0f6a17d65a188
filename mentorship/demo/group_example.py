"""A task force that the visitors plan a forum in, so that every page of groups has something."""

from datetime import timedelta

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import GroupGoal, Person
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import group_rows, groups, joining
from mentorship.services.groups.groups import GroupDetails, NextMeeting
from mentorship.services.groups.row_entries import (
    CampaignEntry,
    CampaignOfficeEntry,
    CampaignTalkEntry,
    GroupDecisionEntry,
    GroupDocumentEntry,
    GroupStepEntry,
)

DETAILS = GroupDetails(
    "Rapid response task force",
    "We get ready together, plan a forum, and speak with the offices that decide.",
    is_findable=True,
)
OTHER = GroupDetails(
    "Kitchen table forum", "Neighbors who cook for each other and plan a forum.", is_findable=True
)
INVITATION = GroupDocumentEntry(
    "Invitation to the forum",
    "Come and listen to each other.\nFood from both kitchens, interpreters, and a play corner.",
)
LEAFLET = "Buses that we can all take without fear: lights at the stops, and drivers who know us."
CAMPAIGN = CampaignEntry(
    "Safe buses", "Everybody gets home safely.", "Riders of the night lines", "running"
)


def add_group_example(session: AnySession, lead: Person, member: Person, asking: Person) -> None:
    """Let two people plan a forum in a task force that a third asks to join."""
    group = groups.start(session, lead, DETAILS, "Heron", as_task_force=True)
    in_group = joining.ask(session, member, group, "Jacaranda", "")
    joining.accept(session, lead, group, in_group)
    joining.ask(session, asking, group, "Pomelo", "I speak Spanish and Tagalog.")
    shown = version_of(entry_of(group, NextMeeting))
    meeting = NextMeeting(today() + timedelta(days=9), "7 in the evening", "The library")
    groups.plan_meeting(session, lead, group, meeting, shown)
    goal = group_rows.rows_of(session, GroupGoal, group)[1]
    due_on = today() + timedelta(days=21)
    group_rows.add(
        session, lead, group, GroupStepEntry("Reserve the big room", goal.id, in_group.id, due_on)
    )
    decided = GroupDecisionEntry(
        "We hold the forum in both languages.", today() - timedelta(days=3)
    )
    group_rows.add(session, member, group, decided)
    group_rows.add(session, member, group, INVITATION)
    campaign = group_rows.add(session, lead, group, CAMPAIGN)
    group_rows.add(session, lead, group, GroupDocumentEntry("Leaflet", LEAFLET, campaign.id))
    board = CampaignOfficeEntry("The transit board", "Lights at six stops", campaign.id)
    office = group_rows.add(session, lead, group, board)
    discussed = "They know about the dark stops and count them now."
    talk = CampaignTalkEntry(
        office.id, today() - timedelta(days=5), discussed, "A list of the stops", due_on
    )
    group_rows.add(session, member, group, talk)
    groups.start(session, asking, OTHER, "Plum")
