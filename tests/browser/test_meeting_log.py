"""A meeting is logged, asked about, corrected and deleted on a phone, in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from mentorship.clock import now
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit
from tests.browser.test_journey import sign_in_name_of

pytestmark = pytest.mark.browser


def test_a_meeting_is_corrected_on_a_phone(visit: Visit) -> None:
    mentor = visit(mentor_of_a_pair(visit(demo.ACCOUNTS["coordinator"])), phone=True)
    mentor.get_by_role("link", name=re.compile("^Open")).first.click()
    log_meeting(mentor, minutes=50, notes="We red a poem.")
    expect(mentor.get_by_text("We red a poem.")).to_be_visible()

    log_meeting(mentor, minutes=45, notes="The poem.")
    expect(mentor.get_by_label("that you logged: 50 minutes")).not_to_be_checked()
    assert accessibility_problems(mentor) == []
    mentor.get_by_role("link", name="it is the same meeting").click()
    expect(mentor.get_by_text("The poem.")).to_have_count(0)

    mentor.get_by_role("link", name="Correct or delete").first.click()
    mentor.get_by_label("What did you do?").fill("We read a poem.")
    assert accessibility_problems(mentor) == []
    mentor.get_by_role("button", name="Save meeting").click()
    expect(mentor.get_by_text("We red a poem.")).to_have_count(0)
    expect(mentor.get_by_text("We read a poem.")).to_be_visible()
    assert accessibility_problems(mentor) == []

    mentor.get_by_role("link", name="Correct or delete").first.click()
    mentor.get_by_role("link", name="Delete this meeting").click()
    assert accessibility_problems(mentor) == []
    mentor.get_by_role("button", name="Delete this meeting").click()
    expect(mentor.get_by_text("We read a poem.")).to_have_count(0)


def log_meeting(page: Page, minutes: int, notes: str) -> None:
    page.get_by_role("link", name="Log a meeting").click()
    page.get_by_label("When did you meet?").fill(str(now().date() - timedelta(days=9)))
    page.get_by_label("For how many minutes?").fill(str(minutes))
    page.get_by_label("In person").check()
    page.get_by_label("Culture or language").check()
    page.get_by_label("What did you do?").fill(notes)
    page.get_by_role("button", name="Save meeting").click()


def mentor_of_a_pair(coordinator: Page) -> str:
    """Return the sign-in name of the mentor of a pair that has met."""
    coordinator.goto("/matches?state=active")
    name = coordinator.get_by_role("row").nth(1).get_by_role("button").nth(1).inner_text()
    return sign_in_name_of(coordinator, name)
