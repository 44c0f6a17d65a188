"""A pair sets a goal, ticks off its steps and writes into its album, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit
from tests.browser.test_meeting_log import mentor_of_a_pair

pytestmark = pytest.mark.browser


def test_a_goal_is_ticked_off_and_reached_on_a_phone(visit: Visit) -> None:
    page = page_of_pair(visit, "Our goals")
    page.get_by_role("link", name="Add a goal").click()
    page.get_by_label("What do you want to reach together?").fill("Cook tamales")
    page.get_by_label("By which day?").fill("2030-03-01")
    page.get_by_label("Which steps lead there?").fill("Buy corn husks\nCook them")
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Save goal").click()

    page.get_by_role("button", name="Buy corn husks").click()
    expect(page.get_by_role("button", name="Buy corn husks", pressed=True)).to_be_visible()
    expect(page.get_by_role("button", name="Cook them", pressed=False)).to_be_visible()
    assert accessibility_problems(page) == []

    page.get_by_role("link", name=re.compile("Change or delete.*Cook")).click()
    page.get_by_label("Which steps lead there?").fill("Buy corn husks\nInvite Ana")
    page.get_by_role("button", name="Save goal").click()
    expect(page.get_by_role("button", name="Buy corn husks", pressed=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("We have reached it.*Cook")).click()
    expect(page.get_by_role("button", name="Buy corn husks")).to_have_count(0)
    assert accessibility_problems(page) == []

    page.get_by_role("link", name=re.compile("Change or delete.*Cook")).click()
    page.get_by_role("link", name="Delete this goal").click()
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Delete this goal").click()
    expect(page.get_by_text("Cook tamales")).to_have_count(0)


def test_a_word_and_a_long_story_are_kept_in_the_album_on_a_phone(visit: Visit) -> None:
    page = page_of_pair(visit, "Our album")
    assert accessibility_problems(page) == []
    write(page, "A word or a saying", "Apapachar", "To hug with the soul.")
    write(page, "A story", "The first day", "We walked and walked. " * 30)
    expect(page.get_by_text("To hug with the soul.")).to_be_visible()
    expect(page.get_by_text("We walked and walked.")).to_be_hidden()
    page.get_by_text("Read it: The first day").click()
    expect(page.get_by_text("We walked and walked.")).to_be_visible()
    assert accessibility_problems(page) == []

    page.get_by_role("link", name=re.compile("Change or delete.*Apa")).click()
    assert accessibility_problems(page) == []
    page.get_by_role("link", name="Delete it from the album").click()
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Delete it from the album").click()
    expect(page.get_by_text("Apapachar")).to_have_count(0)


def page_of_pair(visit: Visit, link: str) -> Page:
    mentor = mentor_of_a_pair(visit(demo.ACCOUNTS["coordinator"]))
    page = visit(mentor, phone=True)
    page.get_by_role("link", name=re.compile("^Open")).first.click()
    page.get_by_role("link", name=link).click()
    return page


def write(page: Page, kind: str, title: str, text: str) -> None:
    page.get_by_role("link", name="Add to the album").click()
    page.get_by_label(kind).check()
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("Would you like to write it down?").fill(text)
    page.get_by_role("button", name="Save in the album").click()
