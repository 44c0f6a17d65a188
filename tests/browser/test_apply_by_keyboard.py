"""The application form by keyboard only, interrupted and continued on another device."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FOCUSED_LABEL = """() => {
  const focused = document.activeElement;
  const label = focused.labels?.length ? focused.labels[0] : focused;
  return label.textContent.trim().replace(/\\s+/g, " ");
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this label has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED_LABEL).startswith(name):
            return
    raise AssertionError(f"Tab does not reach: {name}")


def check(page: Page, *names: str) -> None:
    for name in names:
        tab_to(page, name)
        page.keyboard.press("Space")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def test_an_application_by_keyboard_continues_on_another_device(visit: Visit) -> None:
    phone = visit(demo.ACCOUNTS["coordinator"], scripts=False, phone=True)
    phone.goto("/join/1/role")
    check(phone, "I would like a mentor")
    press(phone, "Continue")
    expect(phone.get_by_role("alert")).to_contain_text("18 or older")
    check(phone, "I am 18 or older", "I have read the privacy notice")
    press(phone, "Continue")
    press(phone, "Save and continue")
    type_into(phone, "What should we call you?", "Linh")
    press(phone, "Save and continue")
    press(phone, "Save and continue")
    check(phone, "Asian")
    press(phone, "Save and continue")
    type_into(phone, "Language 1", "Vietnamese")
    type_into(phone, "How well do you speak it? (language 1)", "I can talk")
    press(phone, "Add another language")
    type_into(phone, "Language 4", "English")
    type_into(phone, "How well do you speak it? (language 4)", "I can talk")
    press(phone, "Save and continue")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Where and how could you meet?")
    phone.context.close()

    desk = visit(demo.ACCOUNTS["coordinator"])
    desk.goto("/home")
    expect(desk.get_by_text("4 of 10 steps done")).to_be_visible()
    press(desk, "Continue")
    type_into(desk, "Where could you meet?", "Koreatown")
    check(desk, "In person")
    press(desk, "Save and continue")
    check(desk, "Saturday Morning")
    press(desk, "Save and continue")
    check(desk, "Storytelling")
    for _ in ("topics", "interests", "goals", "exclusions"):
        press(desk, "Save and continue")
    expect(desk.get_by_text("Vietnamese (comfortable), English (comfortable)")).to_be_visible()
    assert accessibility_problems(desk) == []
    press(desk, "Send my application")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("We have your application")
    press(desk, "Read or change my application")
    press(desk, "Withdraw my application")
    press(desk, "Withdraw my application")
    expect(desk.get_by_role("status")).to_have_text(re.compile("withdrawn"))
