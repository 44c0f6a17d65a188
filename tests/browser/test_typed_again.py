"""On a phone: words survive a lost session; leaving quickly leaves no way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

STEP = "/join/1/mentee/goals"
WORDS = "To read a long poem aloud, и не спешить."
COVERED = """() => [...document.querySelectorAll("main a, main button, main input, main textarea")]
  .filter((element) => element.checkVisibility() && element.offsetHeight > 1)
  .filter((element) => {
    element.scrollIntoView({ block: "nearest" });
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top?.closest(".quick-exit");
  }).map((element) => element.outerHTML)"""


@pytest.fixture
def phone(visit: Visit) -> Page:
    return visit(demo.ACCOUNTS["mentee"], phone=True)


def type_words(page: Page, url: str = STEP) -> None:
    page.goto(url)
    page.locator("textarea").first.fill(WORDS)


def sign_in_again(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("Sign in again within an hour")
    sign_in(page)


def sign_in(page: Page) -> None:
    page.locator("#name").fill(demo.ACCOUNTS["mentee"])
    page.locator("#password").fill(demo.PASSWORD)
    page.locator("main form button").first.click()
    expect(page.get_by_role("status")).to_contain_text("It is not saved yet")
    expect(page.locator("textarea").first).to_have_value(WORDS)


def send(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Save")).click()


def test_words_typed_while_signed_out_in_another_tab_are_there_after_signing_in(
    phone: Page,
) -> None:
    type_words(phone)
    tab = phone.context.new_page()
    tab.goto("/account")
    tab.get_by_role("button", name="Sign out").click()
    send(phone)
    sign_in_again(phone)


def test_words_typed_while_the_session_was_lost_are_there_after_signing_in(phone: Page) -> None:
    type_words(phone)
    phone.context.clear_cookies()
    send(phone)
    sign_in_again(phone)
    phone.get_by_role("button", name="Remove it").click()
    expect(phone.locator("textarea").first).not_to_have_value(WORDS)


def test_words_stay_in_another_language_and_enter_does_not_switch_it(phone: Page) -> None:
    type_words(phone)
    phone.get_by_role("button", name="Español").click()
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("textarea").first).to_have_value(WORDS)
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("textarea").first).to_have_value(WORDS)
    phone.goto("/join/1/mentee/name")
    phone.locator("#name").press("Enter")
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone).not_to_have_url(re.compile("/name$"))


def test_shift_leaves_back_leads_nowhere_of_ours_and_text_is_kept_if_asked(phone: Page) -> None:
    phone.goto("/account/quick-exit")
    phone.get_by_label("keep what I was typing").check()
    send(phone)
    type_words(phone)
    for _ in range(3):
        phone.keyboard.press("Shift+A")
    phone.locator("textarea").first.fill(WORDS)
    for _ in range(3):
        phone.keyboard.press("Shift")
    expect(phone).to_have_title("Kitchen measures")
    for _ in range(2):
        phone.go_back(wait_until="commit")
        expect(phone).to_have_title("Kitchen measures")
    phone.goto(STEP)
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    phone.go_back(wait_until="commit")
    phone.goto(STEP)
    sign_in(phone)


def test_the_bar_is_first_covers_nothing_and_errors_take_the_focus(phone: Page) -> None:
    phone.goto("/join/1/mentee/topics")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Leave quickly")).to_be_focused()
    assert phone.evaluate(COVERED) == []
    boxes = phone.locator("main input:checked")
    boxes.evaluate_all("(boxes) => { for (const box of boxes) box.checked = false; }")
    send(phone)
    expect(phone.locator(".error-summary")).to_be_focused()
    assert phone.locator(".error-summary").bounding_box()["y"] >= 40
