"""A coordinator publishes an event, people sign up on their phones, and the event is closed."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from mentorship.clock import now
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MAX_BYTES = 60_000
TITLE, HALL = "Songs of two cities", "The hall behind the bakery"


def test_an_event_is_published_signed_up_for_and_closed(visit: Visit) -> None:
    coordinator = visit(demo.ACCOUNTS["coordinator"])
    url = publish(coordinator)

    visitor = visit(phone=True)
    visitor.goto("/events", wait_until="networkidle")
    assert 0 < bytes_over_the_wire(visitor) < MAX_BYTES
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_text("A few spots are left")).to_be_visible()
    assert HALL not in visitor.content()
    assert visitor.context.cookies() == []
    assert accessibility_problems(visitor) == []

    mentee, mentor = (visit(demo.ACCOUNTS[role], phone=True) for role in ("mentee", "mentor"))
    sign_up(mentee, "Blue")
    expect(mentee.get_by_text(HALL)).to_be_visible()
    assert accessibility_problems(mentee) == []
    sign_up(mentor, "Green")
    expect(mentor.get_by_text("You are on the waitlist.", exact=True)).to_be_visible()
    assert HALL not in mentor.content()

    mentee.get_by_role("button", name="I cannot come").click()
    mentor.reload()
    expect(mentor.get_by_text(HALL)).to_be_visible()

    coordinator.goto(url)
    coordinator.get_by_role("button", name="List for the door").click()
    expect(coordinator.get_by_role("listitem").filter(has_text="Green")).to_be_visible()
    assert "Blue" not in coordinator.content()
    assert accessibility_problems(coordinator) == []

    close_the_one_that_is_over(coordinator)


def bytes_over_the_wire(page: Page) -> int:
    """Return how much a browser that has nothing of the site yet has loaded for a page."""
    loaded = "performance.getEntries().map(({ transferSize }) => transferSize || 0)"
    return sum(page.evaluate(loaded))


def publish(page: Page) -> str:
    """Add an event with one place in the browser, and publish it; return its URL."""
    page.goto("/community/events")
    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("Title: English").fill(TITLE)
    page.get_by_label("Festival").check()
    page.get_by_label("Which day?").fill(str(now().date() + timedelta(days=20)))
    page.get_by_label("When does it begin?").fill("18:00")
    page.get_by_label("When does it end?").fill("20:00")
    page.get_by_label("In which area?").select_option(label="Koreatown")
    page.get_by_label("Which language is spoken?").select_option(label="Spanish")
    page.get_by_label("Everybody, also without an account").check()
    page.get_by_label("How many can come?").fill("1")
    page.get_by_label("Where exactly").fill(HALL)
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The event is published.")).to_be_visible()
    return urlsplit(page.url).path


def sign_up(page: Page, alias: str) -> None:
    page.goto("/events")
    page.get_by_role("link", name=TITLE).click()
    page.locator("main a.btn-primary").click()
    page.get_by_label("What should we call you at the door?").fill(alias)
    page.locator("main button.btn-primary").click()


def close_the_one_that_is_over(page: Page) -> None:
    """Close the event of the demonstration that took place yesterday."""
    page.goto("/community/events?show=past")
    page.get_by_role("link", name="Cooking in two kitchens").click()
    page.get_by_role("link", name="Close the event").click()
    page.get_by_role("button", name="Close the event").click()
    expect(page.get_by_text("The event is closed.")).to_be_visible()
    expect(page.get_by_text("fewer than 5")).to_be_visible()
    assert accessibility_problems(page) == []
