"""A group plans a joint forum: from the template to what an office promised, on two phones."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_group_plans_a_forum_and_nobody_else_sees_it(visit: Visit) -> None:
    lead = visit(demo.ACCOUNTS["mentor"], phone=True)
    start_task_force(lead)
    link = invitation_link(lead)

    member = visit(demo.ACCOUNTS["mentee"], phone=True)
    ask_to_join(member, link)
    group_url = lead.url.removesuffix("/members")
    assert member.goto(group_url).status == 404, "not before a lead accepts"

    lead.reload()
    expect(lead.get_by_text("I can interpret.")).to_be_visible()
    assert accessibility_problems(lead) == []
    lead.get_by_role("button", name="Accept Magpie").click()
    expect(lead.get_by_text("They are in the group now.")).to_be_visible()

    member.goto("/groups")
    member.get_by_role("link", name=re.compile("^Open.*Forum group")).click()
    plan_the_forum(member)

    lead.goto(group_url)
    step = lead.get_by_role("listitem").filter(has_text="Find interpreters")
    expect(step.get_by_text("Magpie")).to_be_visible()
    step.get_by_role("button", name="Find interpreters").click()
    expect(step.get_by_role("button", pressed=True)).to_be_visible()
    expect(lead.get_by_text("The library hall")).to_be_visible()
    assert accessibility_problems(lead) == []
    run_a_campaign(lead)

    for stranger in (demo.ACCOUNTS["coordinator"], demo.ACCOUNTS["administrator"]):
        page = visit(stranger)
        assert page.goto(group_url).status == 404
        page.goto("/groups")
        expect(page.get_by_text("Forum group")).to_have_count(0)
    page = visit(demo.ACCOUNTS["coordinator"])
    page.goto("/community")
    expect(page.get_by_text("3 advocacy groups.")).to_be_visible()


def start_task_force(page: Page) -> None:
    page.get_by_role("link", name="Advocacy groups").click()
    page.get_by_role("link", name="Start a group").click()
    page.get_by_label("What is the group called?").fill("Forum group")
    page.get_by_label("What is it for?").fill("A forum about the buses.")
    page.get_by_label("What should the group call you?").fill("Kingfisher")
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Start this group").click()
    for goal in ("Advocacy:", "Education:", "Emergency support:"):
        expect(page.get_by_role("heading", name=re.compile(goal))).to_be_visible()
    assert accessibility_problems(page) == []


def invitation_link(page: Page) -> str:
    page.get_by_role("link", name="1 member").click()
    return page.locator("#group-link").inner_text()


def ask_to_join(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("A forum about the buses.")).to_be_visible()
    expect(page.get_by_text("Kingfisher")).to_have_count(0)
    page.get_by_label("What should the group call you?").fill("Magpie")
    page.get_by_label("Would you like to tell the leads something?").fill("I can interpret.")
    page.get_by_role("button", name="Ask to join").click()
    expect(page.get_by_text("A lead answers, and you see it here.")).to_be_visible()


def plan_the_forum(page: Page) -> None:
    page.get_by_role("link", name="Plan the next meeting").click()
    page.get_by_label("On which day?").fill("2030-03-01")
    page.get_by_label("Where?").fill("The library hall")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Add a step.*Education")).click()
    page.get_by_label("What is to be done?").fill("Find interpreters")
    page.get_by_label("Who does it?").select_option(label="Magpie")
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Write down a decision").click()
    page.get_by_label("What have you decided?").fill("We cook together before it.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("We cook together before it.").first).to_be_visible()
    page.get_by_role("link", name="Write a document").click()
    page.get_by_label("What is it called?").fill("Invitation")
    page.get_by_role("textbox", name="Text").fill("Come and listen to each other.")
    page.get_by_role("button", name="Save").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("Come and listen to each other.")).to_be_visible()
    expect(page.get_by_text("Forum group")).to_be_hidden()
    page.emulate_media(media="screen")


def run_a_campaign(page: Page) -> None:
    page.get_by_role("link", name="Plan a campaign").click()
    page.get_by_label("What is the campaign called?").fill("Lights at the stops")
    page.get_by_label("What is its message?").fill("Everybody gets home safely.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add an office").click()
    page.get_by_label("Which office do you want to speak with?").fill("The transit board")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Write down a talk.*The transit")).click()
    page.get_by_label("What was said?").fill("They know the dark stops.")
    page.get_by_label("What was promised?").fill("A list of the stops")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A list of the stops").first).to_be_visible()
    assert accessibility_problems(page) == []
