"""First conversations: proposed, invited, answered by both, and counted by the final match."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit
from tests.browser.small_round import MENTEES, let_sign_in, make_small_round

pytestmark = pytest.mark.browser


def test_what_two_people_say_after_a_conversation_counts_in_the_final_match(
    visit: Visit, service_environment: dict[str, str]
) -> None:
    round_id = make_small_round(service_environment, "Conversations")
    coordinator = visit(demo.ACCOUNTS["coordinator"])
    propose(coordinator, round_id)
    take_one_out(coordinator)
    invite(coordinator)
    mentee = visit(let_sign_in(service_environment, round_id, "Beto"), phone=True)
    mentor_name = say(mentee, "Very much", "She listens.")
    mentor = visit(let_sign_in(service_environment, round_id, mentor_name), phone=True)
    assert say(mentor, "I would like it", "", "Beto") == "Beto"
    read(coordinator, round_id, mentor_name)
    run_final_match(coordinator, round_id)
    expect_counted(coordinator)


def propose(page: Page, round_id: int) -> None:
    page.goto(f"/rounds/{round_id}/matching")
    page.get_by_role("link", name="First conversations").click()
    page.locator("#per_mentee").fill("2")
    page.locator("#per_mentor").fill("2")
    page.get_by_role("button", name="Propose who meets whom").click()
    expect(page.get_by_role("heading", name="12 conversations")).to_be_visible(timeout=30_000)
    assert page.locator(".conversations h3").all_inner_texts() == sorted(MENTEES)
    assert accessibility_problems(page) == []


def take_one_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Take out Fidel")).first.click()
    expect(page.get_by_role("heading", name="11 conversations")).to_be_visible()


def invite(page: Page) -> None:
    page.get_by_role("link", name="Invite to 11 conversations …").click()
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Invite everybody").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody is invited to 11 conversations")


def say(page: Page, rating: str, words: str, other: str = "") -> str:
    """Say how a conversation was, and return with whom; it is not asked for twice."""
    page.get_by_role("link", name=re.compile(f"^Open ?: {other}")).first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_text("@")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how much you would like it.")
    assert accessibility_problems(page) == []
    page.get_by_label(rating, exact=True).check(force=True)
    page.get_by_label(re.compile("^Something that the coordinators should know")).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("You have said how it was")).to_be_visible()
    assert accessibility_problems(page) == []
    return heading.removeprefix("A conversation with ")


def read(page: Page, round_id: int, mentor_name: str) -> None:
    page.goto(f"/rounds/{round_id}/conversations")
    page.get_by_role("button", name=f"Read it Beto – {mentor_name}").click()
    expect(page.get_by_text("Very much")).to_be_visible()
    expect(page.get_by_text("She listens.")).to_be_visible()
    expect(page.get_by_text("I would like it")).to_be_visible()
    assert accessibility_problems(page) == []


def run_final_match(page: Page, round_id: int) -> None:
    page.goto(f"/rounds/{round_id}/conversations")
    page.get_by_role("link", name="Go on to the final match").click()
    expect(page.get_by_label("Count what people said after first conversations")).to_be_checked()
    page.get_by_role("button", name="Run matching").click()
    expect(page.get_by_role("heading", name="Review board")).to_be_visible(timeout=30_000)


def expect_counted(page: Page) -> None:
    """The two are matched, and their page says that it counts what they said."""
    page.get_by_role("button", name=re.compile("^Mentee Beto")).click()
    detail = page.get_by_role("region", name="The match you are looking at")
    detail.get_by_text("The exact match score").click()
    expect(detail.get_by_text("It counts what people said")).to_be_visible()
