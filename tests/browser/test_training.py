"""A pair does a module together, each in their own language, and logs it as a meeting."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from mentorship.demo.invented import EMAIL_DOMAIN
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ENGLISH = "/community/training/know_your_rights/texts/en"


def test_a_module_is_done_together_in_two_languages_and_logged(visit: Visit) -> None:
    coordinator = visit(demo.ACCOUNTS["coordinator"])
    mentee_name, mentor_name = sign_in_names_of_a_pair(coordinator)
    mentee = visit(mentee_name, scripts=False, phone=True, language="es-MX")
    mentor = visit(mentor_name)
    choose_spanish(mentee)
    fill_in_who_helps(coordinator)

    open_module(mentee, "Capacitación", "Conozca sus derechos")
    expect(mentee.get_by_text("hasta que alguien revise la traducción")).to_be_visible()
    expect(mentee.get_by_text("Esto no es asesoría legal.")).to_have_count(0)
    confirm_translation(coordinator)
    mentee.reload()
    expect(mentee.get_by_text("Esto no es asesoría legal.")).to_be_visible()
    mentee.get_by_role("button", name="Ya lo hice").click()
    expect(mentee.get_by_text("todavía no lo ha marcado.")).to_be_visible()

    open_module(mentor, "Training", "Know your rights")
    assert accessibility_problems(mentor) == []
    expect(mentor.get_by_text("This is not legal advice.")).to_be_visible()
    expect(mentor.get_by_text("Ask at the library.")).to_be_visible()
    expect(mentor.get_by_text("has done it, and waits for you.")).to_be_visible()
    mentor.get_by_role("button", name="I have done it").click()
    expect(mentor.get_by_text("You both have done it.")).to_be_visible()
    assert accessibility_problems(mentor) == []
    log_it_as_a_meeting(mentor)

    mentee.reload()
    expect(mentee.get_by_text("Ya lo hicieron las dos personas.")).to_be_visible()
    mentee.goto("/home")
    mentee.get_by_role("link", name=re.compile("^Abrir")).first.click()
    expect(mentee.get_by_text("Una capacitación en compañía").first).to_be_visible()


def sign_in_names_of_a_pair(coordinator: Page) -> list[str]:
    """Return the sign-in names of the mentee and the mentor of the demonstration's pair.

    Other tests start matches of people whose passwords are other ones.
    """
    coordinator.goto("/matches?state=active")
    for row in range(1, coordinator.get_by_role("row").count()):
        names = [sign_in_name(coordinator, row, number) for number in range(2)]
        if all(name.endswith(f"@{EMAIL_DOMAIN}") for name in names):
            return names
    raise AssertionError("the demonstration has no pair")


def sign_in_name(coordinator: Page, row: int, number: int) -> str:
    coordinator.goto("/matches?state=active")
    with coordinator.expect_navigation():
        coordinator.get_by_role("row").nth(row).get_by_role("button").nth(number).click()
    found = re.search(r"\S+@\S+", coordinator.locator("main").inner_text())
    return found[0] if found else ""


def choose_spanish(page: Page) -> None:
    """Choose Spanish, unless the account has chosen it: another one counts before the browser's."""
    page.goto("/home")
    button = page.get_by_role("button", name="Español")
    if button.count():
        button.click()


def open_module(page: Page, training: str, title: str) -> None:
    page.goto("/home")
    page.get_by_role("link", name=training).first.click()
    page.get_by_role("link", name=title).click()


def fill_in_who_helps(coordinator: Page) -> None:
    coordinator.goto(ENGLISH)
    coordinator.get_by_label("Who helps near you").fill("Ask at the library.")
    coordinator.get_by_role("button", name="Save this text").click()
    expect(coordinator.get_by_text("The translations are withheld")).to_be_visible()
    assert accessibility_problems(coordinator) == []


def confirm_translation(coordinator: Page) -> None:
    open_listed_module(coordinator)
    assert accessibility_problems(coordinator) == []
    coordinator.get_by_role("button", name=re.compile("still right.*Know your rights")).click()
    expect(coordinator.get_by_text("The translation is shown again.")).to_be_visible()
    assert accessibility_problems(coordinator) == []
    open_listed_module(coordinator)
    expect(coordinator.get_by_role("button", name=re.compile("Take the conf"))).to_be_visible()


def open_listed_module(coordinator: Page) -> None:
    coordinator.get_by_role("link", name=re.compile(r"^[0-9]+\. Know your rights")).click()


def log_it_as_a_meeting(page: Page) -> None:
    page.get_by_role("link", name="Log it as a meeting").click()
    expect(page.get_by_label("Training together")).to_be_checked()
    page.get_by_label("For how many minutes?").fill("40")
    page.get_by_label("Online or by phone").check()
    page.get_by_role("button", name="Save meeting").click()
    expect(page.get_by_text("Your meeting is in the log.")).to_be_visible()
