"""From sign-up to a logged meeting, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from mentorship import demo
from mentorship.account.minimum_wait import MIN_SECONDS
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PASSWORD = "nopal guitarra lluvia"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_sign_up_to_a_logged_meeting(visit: Visit, scripts: bool) -> None:
    name = f"Nayeli {scripts}"
    mentee = visit(scripts=scripts, phone=True)
    sign_up_and_apply(mentee, name)

    coordinator = visit(demo.ACCOUNTS["coordinator"], scripts=scripts)
    coordinator.goto("/rounds/1/matching")
    coordinator.get_by_role("link", name=re.compile("Run matching")).click()
    coordinator.get_by_role("button", name="Run matching").click()
    wait_for_suggestions(coordinator)
    coordinator.goto("/suggestions?state=pending")
    coordinator.get_by_label("Find a mentor or mentee by name").fill(name)
    coordinator.get_by_role("button", name="Search").click()
    coordinator.get_by_role("button", name=f"Compare both {name}").click()
    pair = coordinator.get_by_role("region", name="The match you are looking at")
    mentor_name = pair.get_by_role("heading", level=2).inner_text().split("Mentor")[1].strip()
    pair.get_by_role("button", name="Approve").click()
    coordinator.get_by_role("link", name=re.compile("^Introduce th")).click()
    coordinator.get_by_role("button", name=re.compile("^Introduce")).click()
    expect(coordinator.get_by_role("status").filter(has_text="introduced")).to_be_visible()

    mentor = visit(sign_in_name_of(coordinator, mentor_name), scripts=scripts)
    for page, other in ((mentee, mentor_name), (mentor, name)):
        page.goto("/home")
        page.get_by_role("article").filter(has_text=other).get_by_role("link").click()
        expect(page.get_by_text("example.org")).to_have_count(0)
        page.get_by_role("button", name="Yes").click()
    expect(mentor.get_by_text(f"nayeli.{scripts}@example.org".lower())).to_be_visible()

    mentee.reload()
    expect(mentee.get_by_role("heading", name="How to reach each other")).to_be_visible()
    mentee.get_by_role("link", name="Log a meeting").click()
    mentee.get_by_label("When did you meet?").fill("2026-11-20")
    mentee.get_by_label("For how many minutes?").fill("55")
    mentee.get_by_label("In person").check()
    mentee.get_by_label("Training together").check()
    mentee.get_by_label(re.compile("What did you do")).fill("Practicamos el discurso.")
    mentee.get_by_role("button", name="Save meeting").click()
    mentor.reload()
    expect(mentor.get_by_text("Practicamos el discurso.")).to_be_visible()
    expect(mentor.get_by_text("55 minutes in all")).to_be_visible()


def sign_up_and_apply(page: Page, name: str) -> None:
    email = name.lower().replace(" ", ".") + "@example.org"
    page.goto("/")
    page.get_by_role("link", name="Take part").click()
    page.get_by_role("link", name="Create an account").first.click()
    page.get_by_role("link", name="With my email address").click()
    page.get_by_label("Email address").fill(email)
    page.wait_for_timeout(1000 * MIN_SECONDS)  # as long as a person needs to type
    page.get_by_role("button", name="Send me a link").click()
    page.goto(wait_for_email(page, email))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Go to my home page").click()
    page.get_by_role("link", name="Take part").click()
    fill_in_form(page, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your application")


def wait_for_email(page: Page, email: str) -> str:
    """Wait for the newest email to an address, and return the link in it."""
    message = page.get_by_role("article").filter(has_text=email).first
    for _ in range(20):
        page.goto("/outbox")
        if message.count():
            return str(message.get_by_role("link").get_attribute("href"))
        page.wait_for_timeout(500)
    raise AssertionError("the email does not arrive")


def fill_in_form(page: Page, name: str) -> None:
    """Answer every step as a mentee, leave one empty at first, and send."""
    page.get_by_label("I would like a mentor").check(force=True)
    page.get_by_label("I am 18 or older").check(force=True)
    page.get_by_label(re.compile("I have read the privacy notice")).check(force=True)
    page.get_by_role("button", name="Continue").click()
    save = page.get_by_role("button", name="Save and continue")
    save.click()
    expect(page.get_by_role("alert")).to_contain_text("Tell us what to call you")
    page.get_by_label("What should we call you?").fill(name)
    save.click()
    save.click()  # the contact step is optional
    page.get_by_label("Latino").check(force=True)
    save.click()
    page.get_by_label("Language 1", exact=True).select_option(label="Spanish")
    page.get_by_label("Language 2", exact=True).select_option(label="English")
    for comfort in page.get_by_label(re.compile(r"\(language [12]\)")).all():
        comfort.select_option("comfortable")
    save.click()
    page.get_by_label("Where could you meet?").select_option(label="Boyle Heights")
    page.get_by_label("In person").check(force=True)
    page.get_by_label("Online or by phone").check(force=True)
    save.click()
    for time in ("Saturday Morning", "Saturday Afternoon", "Sunday Evening", "Wednesday Evening"):
        page.get_by_label(time).check(force=True)
    save.click()
    page.get_by_label("Storytelling").check(force=True)
    page.get_by_label("Tenant rights").check(force=True)
    save.click()
    page.get_by_label("Music").check(force=True)
    for _ in ("interests", "goals", "exclusions"):
        save.click()
    expect(page.get_by_text("Storytelling, Tenant rights")).to_be_visible()
    page.get_by_role("button", name="Send my application").click()


def wait_for_suggestions(page: Page) -> None:
    """Wait for the result: the page reloads by itself, or has a link to reload."""
    heading = page.get_by_role("heading", name="Review board")
    for _ in range(20):
        try:
            expect(heading).to_be_visible(timeout=1500)
        except AssertionError:
            if page.get_by_role("link", name="Reload").count():
                page.get_by_role("link", name="Reload").click()
        else:
            return
    expect(heading).to_be_visible()


def turn_pages_to(page: Page, item: Locator) -> None:
    """Turn the pages of a list until an item is on it."""
    while not item.count():
        with page.expect_navigation():
            page.get_by_role("link", name="Next page").click()


def sign_in_name_of(page: Page, name: str) -> str:
    """Read the email address of a mentor on the coordinators' page."""
    page.goto("/people?round=1&role=mentor")
    link = page.get_by_role("button", name=name, exact=True)
    turn_pages_to(page, link)
    link.click()
    return page.get_by_text("example.org").inner_text()
