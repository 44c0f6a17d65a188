"""The pages of advocacy groups: joining, planning together, campaigns, and what strangers see."""

from datetime import date
from functools import partial

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mentorship.extensions import db
from mentorship.models import (
    EVERYWHERE,
    AdvocacyGroup,
    ApplicationState,
    CampaignTalk,
    GroupDocument,
    GroupGoal,
    GroupMember,
    GroupStep,
    Pair,
    Person,
)
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import group_rows
from mentorship.services.groups.groups import NextMeeting
from mentorship.services.groups.row_entries import (
    CampaignEntry,
    CampaignOfficeEntry,
    GroupDocumentEntry,
    GroupGoalEntry,
    GroupStepEntry,
)
from mentorship.services.match_support import safety_mode
from mentorship.services.pairs import closing
from tests.conftest import Applicant, SignIn
from tests.factories import make_person
from tests.group_factories import (
    accept_into_programme,
    join_group,
    make_group,
    write_row_of_each_kind,
)
from tests.page_forms import change_and_send, hidden_fields, press

GROUP, MEMBERS = "/groups/1", "/groups/1/members"
STARTED = {"name": "Safe buses", "purpose": "A forum.", "alias": "Heron", "beginning": "own"}


@pytest.fixture
def group(pair: Pair) -> AdvocacyGroup:
    """Return a group that the mentee leads and the mentor is in."""
    group = make_group(pair.mentee.person)
    join_group(group, pair.mentor.person, "Jacaranda", accepted_by=pair.mentee.person)
    return group


@pytest.fixture
def stranger(applicant: Applicant, sign_in: SignIn) -> FlaskClient:
    return sign_in(accept_into_programme(applicant("mentee", "stranger@example.org")))


def text_of(client: FlaskClient, url: str = GROUP) -> str:
    return " ".join(BeautifulSoup(client.get(url).text, "html.parser").get_text(" ").split())


def step_buttons(client: FlaskClient) -> list[Tag]:
    return BeautifulSoup(client.get(GROUP).text, "html.parser").select(".checklist button")


def test_whoever_takes_part_starts_a_task_force_with_three_goals(mentee: FlaskClient) -> None:
    assert "Start a group" in text_of(mentee, "/groups")
    assert (
        press(mentee, "/groups/new", data=STARTED | {"beginning": "task_force"}).location == GROUP
    )
    page = text_of(mentee)
    for word in ("Advocacy:", "Education:", "Emergency support:", "No meeting is planned yet."):
        assert word in page
    assert len(step_buttons(mentee)) == db.session.query(GroupStep).count() > 10


def test_whoever_is_not_accepted_reads_what_comes_first(
    applicant: Applicant, sign_in: SignIn
) -> None:
    applied = applicant("mentee", "applied@example.org").person
    for client in (sign_in(make_person("ana@example.org", "password")), sign_in(applied)):
        assert "once you are accepted" in text_of(client, "/groups")
        assert client.get("/groups/new").status_code == 403


def test_a_group_is_joined_by_its_link_and_read_by_nobody_before(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient
) -> None:
    link = f"/groups/join/{group.link_token}"
    assert group.link_token in mentee.get(MEMBERS).text
    assert stranger.get(GROUP).status_code == 404
    page = text_of(stranger, link)
    assert "What Safe buses is for." in page
    assert "Heron" not in page
    asked = {"alias": "Pomelo", "words": "I speak Tagalog."}
    assert press(stranger, link, data=asked).location == "/groups"
    assert "A lead answers, and you see it here." in text_of(stranger, "/groups")
    for url in ("/groups", "/home"):
        assert "1 person asks to join." in text_of(mentee, url)
    assert "I speak Tagalog." in text_of(mentee, MEMBERS)
    assert stranger.get(GROUP).status_code == 404
    assert press(mentee, MEMBERS, f"{MEMBERS}/3/accept").location == MEMBERS
    assert "Heron · lead" in text_of(stranger, MEMBERS)
    assert "I speak Tagalog." not in text_of(mentee, MEMBERS)


def test_only_leads_see_who_asks_and_the_link(
    group: AdvocacyGroup, mentor: FlaskClient, applicant: Applicant
) -> None:
    join_group(group, applicant("mentee", "asks@example.org").person, "Pomelo")
    page = mentor.get(MEMBERS).text
    assert "Pomelo" not in page
    assert group.link_token not in page
    assert "Pomelo" not in mentor.get(GROUP).text


def test_a_group_that_can_be_found_shows_its_name_and_its_purpose_alone(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient
) -> None:
    assert "Safe buses" not in text_of(stranger, "/groups")
    assert stranger.get(f"{GROUP}/ask").status_code == 404
    change_and_send(mentee, f"{GROUP}/change", is_findable="y")
    assert "What Safe buses is for." in text_of(stranger, "/groups")
    assert press(stranger, f"{GROUP}/ask", data={"alias": "Pomelo"}).location == "/groups"


def test_asking_tells_nothing_about_who_has_an_alias_and_the_lead_reads_of_its_number(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient
) -> None:
    link = f"/groups/join/{group.link_token}"
    assert press(stranger, link, data={"alias": "Heron"}).location == "/groups"
    assert press(mentee, MEMBERS, f"{MEMBERS}/3/accept").location == MEMBERS
    page = text_of(mentee, MEMBERS)
    assert "Somebody in the group is called Heron already, so they are called Heron 2." in page
    assert "Heron 2 · you" in text_of(stranger, MEMBERS)


@pytest.mark.parametrize("page", ["/groups", "/groups/1/ask"])
def test_whoever_waits_takes_it_back_where_they_see_it(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient, page: str
) -> None:
    press(stranger, f"/groups/join/{group.link_token}", data={"alias": "Pomelo"})
    button = "/groups/requests/3/take-back"
    assert press(stranger, page, button).location == "/groups"
    assert "Pomelo" not in mentee.get(MEMBERS).text
    assert "Safe buses" not in stranger.get("/groups").text
    again = stranger.post(button, data=hidden_fields(stranger, "/groups/new"))
    assert again.location == "/groups"
    assert "You do not wait for an answer here any more." in text_of(stranger, "/groups")


def test_nobody_takes_back_what_another_has_asked_or_what_was_answered(
    group: AdvocacyGroup, mentee: FlaskClient, mentor: FlaskClient, stranger: FlaskClient
) -> None:
    press(stranger, f"/groups/join/{group.link_token}", data={"alias": "Pomelo"})
    token = hidden_fields(mentor, "/groups/new")
    for row_id in (1, 2, 3, 99, "x"):
        response = mentor.post(f"/groups/requests/{row_id}/take-back", data=token)
        assert response.location == "/groups"
    assert db.session.query(GroupMember).count() == 3


def test_whoever_does_not_take_part_any_more_reads_why_a_group_cannot_be_opened(
    group: AdvocacyGroup, pair: Pair, mentor: FlaskClient, coordinator: Person
) -> None:
    closing.end(db.session, coordinator, pair)
    pair.mentor.state = ApplicationState.DECLINED
    db.session.commit()
    assert "You cannot open it now" in text_of(mentor, "/groups")
    assert f'href="{GROUP}"' not in mentor.get("/groups").text
    assert mentor.get(GROUP).status_code == 404


def test_whoever_is_declined_reads_a_kind_sentence(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient
) -> None:
    press(stranger, f"/groups/join/{group.link_token}", data={"alias": "Pomelo"})
    press(mentee, MEMBERS, f"{MEMBERS}/3/decline")
    assert "it does not mean that you did anything wrong" in text_of(stranger, "/groups")
    assert stranger.get(f"/groups/join/{group.link_token}").location == "/groups"


def test_a_link_that_was_replaced_says_so(
    group: AdvocacyGroup, mentee: FlaskClient, stranger: FlaskClient
) -> None:
    link = f"/groups/join/{group.link_token}"
    press(mentee, MEMBERS, f"{GROUP}/link")
    response = stranger.get(link)
    assert response.status_code == 410
    assert "have made a new link" in response.text


def test_a_step_is_assigned_by_alias_ticked_off_and_back(
    group: AdvocacyGroup, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, f"{GROUP}/new/goals", data={"title": "A forum"})
    step = {"text": "Cook", "goal_id": "1", "assigned_to": "2", "due_on": "2027-03-01"}
    press(mentee, f"{GROUP}/new/steps?goal_id=1", data=step)
    page = text_of(mentor)
    assert "Cook Jacaranda · By March 1, 2027" in page
    for mark, pressed in (("done", "true"), ("undone", "false")):
        assert press(mentor, GROUP, f"{GROUP}/steps/1/{mark}").location == f"{GROUP}#goal-1"
        assert step_buttons(mentee)[0]["aria-pressed"] == pressed


def test_a_step_without_a_goal_leads_to_the_goal_first(
    group: AdvocacyGroup, mentee: FlaskClient
) -> None:
    response = mentee.get(f"{GROUP}/new/steps", follow_redirects=True)
    assert "Add a goal first" in response.text


def test_documents_and_decisions_are_written_changed_and_deleted_by_any_member(
    group: AdvocacyGroup, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    written = press(mentee, f"{GROUP}/new/documents", data={"title": "Invitation", "text": "Come!"})
    assert written.location == f"{GROUP}/documents/1"
    change_and_send(mentor, f"{GROUP}/documents/1/change", text="Come in!")
    assert "Come in!" in text_of(mentee, f"{GROUP}/documents/1")
    decision = {"text": "Both languages.", "decided_on": "2026-11-20"}
    press(mentee, f"{GROUP}/new/decisions", data=decision)
    assert "Both languages. November 20, 2026" in text_of(mentor)
    press(mentor, f"{GROUP}/documents/1/delete")
    assert db.session.query(GroupDocument).count() == 0
    gone = mentee.get(f"{GROUP}/documents/1", follow_redirects=True)
    assert "This is not there any more." in gone.text


def test_whoever_was_slower_reads_what_is_saved_beside_what_they_typed(
    group: AdvocacyGroup, pair: Pair, mentee: FlaskClient
) -> None:
    row = group_rows.add(
        db.session, pair.mentor.person, group, GroupDocumentEntry("Invitation", "Come!")
    )
    db.session.commit()
    page = f"{GROUP}/documents/1/change"
    sent = hidden_fields(mentee, page) | {"title": "Invitation", "text": "Typed", "campaign_id": ""}
    shown = version_of(entry_of(row, GroupDocumentEntry))
    changed = GroupDocumentEntry("Invitation", "Saved meanwhile")
    group_rows.change(db.session, pair.mentor.person, row, changed, shown)
    db.session.commit()
    response = mentee.post(page, data=sent)
    for words in ("Somebody has changed this", "Typed", "As it is saved now", "Saved meanwhile"):
        assert words in response.text
    db.session.refresh(row)
    assert row.text == "Saved meanwhile"


def test_a_campaign_has_material_offices_and_what_they_promised(
    group: AdvocacyGroup, pair: Pair, mentee: FlaskClient
) -> None:
    campaign = group_rows.add(
        db.session, pair.mentor.person, group, CampaignEntry("Buses", "Get home safely.", "Riders")
    )
    group_rows.add(
        db.session, pair.mentor.person, group, CampaignOfficeEntry("The board", "", campaign.id)
    )
    db.session.commit()
    page = f"{GROUP}/campaigns/1"
    leaflet = {"title": "Leaflet", "text": "Lights!", "campaign_id": "1"}
    press(mentee, f"{GROUP}/new/documents?campaign_id=1", data=leaflet)
    talk = {
        "office_id": "1",
        "held_on": "2026-11-20",
        "discussed": "They know.",
        "promised": "A list",
        "promised_for": "2026-12-24",
        "outcome": "open",
    }
    assert press(mentee, f"{GROUP}/new/talks?office_id=1", data=talk).location == page
    shown = text_of(mentee, page)
    for words in ("Get home safely.", "Leaflet", "The board", "Promised for December 24", "A list"):
        assert words in shown
    assert "Leaflet" not in text_of(mentee), "material is on the page of its campaign"
    assert "never a private person" in text_of(mentee, f"{GROUP}/new/offices")
    press(mentee, f"{page}/delete")
    assert db.session.query(CampaignTalk).count() == 0
    assert "Leaflet" in text_of(mentee), "and stays with the group"


@pytest.mark.parametrize("region", [EVERYWHERE, "valley"])  # both live in another one
def test_safety_mode_anywhere_hides_the_place_and_keeps_it(
    group: AdvocacyGroup, mentee: FlaskClient, coordinator: Person, region: str
) -> None:
    planned = {"meets_on": "2027-01-09", "meeting_time": "7 pm", "meeting_place": "The library"}
    press(mentee, f"{GROUP}/meeting", data=planned)
    assert "The library" in text_of(mentee)
    safety_mode.begin(db.session, coordinator, region)
    db.session.commit()
    for url in (GROUP, f"{GROUP}/meeting"):
        assert "The library" not in mentee.get(url).text
    change_and_send(mentee, f"{GROUP}/meeting", meeting_time="8 pm")
    db.session.refresh(group)
    stored = NextMeeting(date(2027, 1, 9), "8 pm", "The library")
    assert entry_of(group, NextMeeting) == stored


def test_the_only_lead_is_led_to_hand_over_and_then_leaves(
    group: AdvocacyGroup, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    assert "Choose another lead" in text_of(mentee, f"{GROUP}/leave")
    press(mentee, MEMBERS, f"{MEMBERS}/2/lead")
    assert press(mentee, f"{GROUP}/leave").location == "/groups"
    assert mentee.get(GROUP).status_code == 404
    assert press(mentor, f"{GROUP}/close").location == "/groups"
    assert db.session.query(AdvocacyGroup).count() == 0


def test_sensitive_words_are_asked_about_before_they_are_saved(
    group: AdvocacyGroup, mentee: FlaskClient
) -> None:
    data = {"title": "Help Ana, who is undocumented"}
    response = press(mentee, f"{GROUP}/new/goals", data=data)
    assert "Do you want to write this down?" in response.text
    assert db.session.query(GroupGoal).count() == 0


def test_a_page_takes_as_many_statements_for_many_rows_as_for_few(
    group: AdvocacyGroup, pair: Pair, mentee: FlaskClient, applicant: Applicant
) -> None:
    lead = pair.mentee.person
    write_row_of_each_kind(lead, group)
    group_rows.add(db.session, lead, group, GroupStepEntry("Own", 1, 1))
    few = count_statements(mentee)
    for number in range(4):
        goal = group_rows.add(db.session, lead, group, GroupGoalEntry(f"Goal {number}"))
        person = applicant("mentee", f"another{number}@example.org").person
        row = join_group(group, person, f"Alias {number}", accepted_by=lead)
        group_rows.add(db.session, lead, group, GroupStepEntry(f"Step {number}", goal.id, row.id))
        write_row_of_each_kind(person, group, f"Text {number}")
        make_group(person, f"Group {number}", is_findable=True)
    make_group(lead, "Another")
    assert count_statements(mentee) == few


def count_statements(client: FlaskClient) -> list[int]:
    """Return how many statements each of some pages takes."""
    counts = []
    for url in (GROUP, MEMBERS, f"{GROUP}/campaigns/1", "/groups"):
        sent: list[object] = []
        listener = partial(note_statement, sent)
        event.listen(Engine, "before_cursor_execute", listener)
        try:
            assert client.get(url).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", listener)
        counts.append(len(sent))
    return counts


def note_statement(sent: list[object], *arguments: object) -> None:
    sent.append(arguments)


def test_the_copy_of_ones_data_shows_ones_groups(
    group: AdvocacyGroup, pair: Pair, mentor: FlaskClient
) -> None:
    group_rows.add(db.session, pair.mentor.person, group, GroupDocumentEntry("Invitation", "Come!"))
    db.session.commit()
    page = text_of(mentor, "/account/data")
    for words in ("An advocacy group", "Safe buses", "Jacaranda", "You are in it since", "Come!"):
        assert words in page
    assert "Heron" not in page
