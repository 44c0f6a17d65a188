"""A coordinator's evening with the review board: with a mouse, by keyboard, without scripting."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from mentorship import demo
from tests.browser.conftest import Visit
from tests.browser.small_round import MENTEES, MENTORS, make_board, make_small_round

pytestmark = pytest.mark.browser

MOVE = re.compile(r"(?P<mentee>.+): (?P<before>.+?)\s*→\s*then\s*(?P<after>.+)")


@dataclass(frozen=True)
class Move:
    """Who gets another mentor, as a page says it."""

    mentee: str
    before: str
    after: str


def test_an_evening_with_the_review_board(
    visit: Visit, service_environment: dict[str, str]
) -> None:
    page = visit(demo.ACCOUNTS["coordinator"])
    round_id = make_small_round(service_environment, "Evening")
    run_with_settings(page, round_id, "Balanced")
    assert pairs(page) == dict(zip(MENTEES, MENTORS, strict=True))
    run_with_settings(page, round_id, "Close by first")
    compare_runs(page)
    set_floor(page)
    approve(page, "Fidel")
    reject(page, "Ana", "Not these two")
    reject(page, "Beto", "Too far: for Beto only the same area")
    reject(page, "Celia", "They know each other already")
    swap(page, "Dario")
    pair_by_hand(page, "Elena")
    undo_two_and_redo_one(page)
    introduced = introduce(page)
    call_back(page, introduced[0])


def run_with_settings(page: Page, round_id: int, name: str) -> None:
    page.goto(f"/rounds/{round_id}/matching")
    page.get_by_role("link", name="Run matching").click()
    page.get_by_role("link", name="Choose other settings").click()
    page.get_by_role("link", name=re.compile(f"^Use ?: {name}")).click()
    page.get_by_role("button", name="Run matching").click()
    expect_board(page)


def expect_board(page: Page) -> None:
    """Wait for the result of a run, which arrives without a reload."""
    expect(page.get_by_role("heading", name="Review board")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(f"0 of {len(MENTEES)} decided")).to_be_visible()


def compare_runs(page: Page) -> None:
    page.get_by_role("link", name="Compare with another run").click()
    page.get_by_role("button", name="Compare").click()
    matched = page.get_by_role("row", name=re.compile("^Suggested matches"))
    expect(matched).to_have_text(re.compile(rf"{len(MENTEES)}\s+{len(MENTEES)}"))
    page.get_by_role("button", name="Show the names").click()
    expect(page.get_by_role("row", name="Ana Akira Bao")).to_be_visible()
    page.locator(".compared-runs").get_by_role("link").first.click()


def set_floor(page: Page) -> None:
    """Choose a lowest score that leaves nobody out, and run with it."""
    page.get_by_role("link", name="The price of fairness").click()
    reload_until_there(page, page.get_by_label("At least so many points"))
    page.get_by_label("At least so many points").fill("2")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("button", name="Run matching").click()
    expect_board(page)


def reload_until_there(page: Page, element: Locator) -> None:
    """Wait for what a job computes after the run."""
    reload = page.get_by_role("link", name="Reload")
    for _attempt in range(60):
        if element.count():
            return
        page.wait_for_timeout(250)
        reload.click()
    raise TimeoutError


def board_list(page: Page) -> Locator:
    return page.get_by_role("region", name="Suggested matches")


def detail(page: Page) -> Locator:
    return page.get_by_role("region", name="The match you are looking at")


def rows(page: Page) -> Locator:
    return board_list(page).get_by_role("list").last.get_by_role("listitem")


def pairs(page: Page) -> dict[str, str]:
    """Return who has which mentor, of the pairs that are not rejected."""
    texts = [row.inner_text().split() for row in rows(page).all()]
    return {text[1]: text[3] for text in texts if "rejected" not in text}


def open_pair(page: Page, mentee: str) -> None:
    """Open the pair of somebody that stands."""
    of_mentee = rows(page).filter(has_text=f"Mentee {mentee}").filter(has_not_text="rejected")
    of_mentee.get_by_role("button").click()
    expect(detail(page).get_by_role("heading", level=2)).to_contain_text(mentee)


def approve(page: Page, mentee: str) -> None:
    open_pair(page, mentee)
    detail(page).get_by_role("button", name="Approve").click()
    expect(detail(page).get_by_role("status")).to_contain_text("Nobody is told before")


def reject(page: Page, mentee: str, reason: str) -> None:
    """Reject a pair: the plan says who moves, and then they have moved."""
    open_pair(page, mentee)
    before = pairs(page)
    detail(page).get_by_text("Reject …").click()
    detail(page).get_by_label(reason, exact=True).check()
    detail(page).get_by_role("button", name="See what follows").click()
    keep_and_watch(page, before)
    expect(detail(page).get_by_role("status")).to_contain_text("Rejected.")


def moves(page: Page) -> list[Move]:
    """Return who would move, as the page says before anything is kept."""
    found = [
        MOVE.match(" ".join(text.split())) for text in page.locator(".moves li").all_text_contents()
    ]
    return [Move(**match.groupdict()) for match in found if match]


def keep_and_watch(page: Page, before: dict[str, str]) -> None:
    expect(page.get_by_role("heading", name=re.compile("would move"))).to_be_visible()
    planned = moves(page)
    assert planned
    for move in planned:
        assert before.get(move.mentee, "nobody") == move.before
    page.get_by_role("button", name="Keep this").click()
    expect(detail(page).get_by_role("button", name="Undo this decision")).to_be_visible()
    after = before | {move.mentee: move.after for move in planned}
    assert pairs(page) == {mentee: mentor for mentee, mentor in after.items() if mentor != "nobody"}


def swap(page: Page, mentee: str) -> None:
    before = pairs(page)
    open_pair(page, mentee)
    detail(page).get_by_role("link", name="What if? Other partners").click()
    page.get_by_role("link", name=re.compile("^See this match")).first.click()
    keep_and_watch(page, before)
    expect(detail(page).get_by_role("status")).to_contain_text("Swapped and approved.")


def pair_by_hand(page: Page, mentee: str) -> None:
    """Give somebody a mentor of somebody who is undecided."""
    before = pairs(page)
    undecided = rows(page).filter(has_not_text=re.compile("approved|rejected"))
    mentor = next(
        text[3] for row in undecided.all() if (text := row.inner_text().split())[1] != mentee
    )
    page.get_by_role("link", name="Pair two people by hand").click()
    page.get_by_label(re.compile("^The mentee’s name")).fill(mentee)
    page.get_by_label(re.compile("^The mentor’s name")).fill(mentor)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="See what follows").click()
    keep_and_watch(page, before)
    expect(detail(page).get_by_role("status")).to_contain_text("Paired and approved.")


def undo_two_and_redo_one(page: Page) -> None:
    after_both = pairs(page)
    undo(page)
    after_one = pairs(page)
    undo(page)
    assert pairs(page) not in (after_one, after_both)
    page.get_by_role("button", name="Redo what you have undone last").click()
    expect(detail(page).get_by_role("status")).to_have_text("Redone.")
    assert pairs(page) == after_one


def undo(page: Page) -> None:
    """Undo on the board's head, which leads to the pair that the decision was about."""
    with page.expect_navigation():
        page.get_by_role("button", name="Undo your last decision").click()
    expect(detail(page).get_by_role("status")).to_have_text("Undone.")


def introduce(page: Page) -> list[str]:
    """Introduce all who are approved; return the mentees."""
    page.get_by_role("link", name="Introduce these 2 matches").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Introduce 2 matches")
    mentees = [text.split()[0] for text in page.locator("main ol li").all_inner_texts()]
    page.get_by_role("button", name="Introduce these 2 matches").click()
    introduced = page.get_by_role("status").filter(has_text="2 matches are introduced")
    expect(introduced).to_be_visible()  # beside it may stand what is still computed
    return mentees


def call_back(page: Page, mentee: str) -> None:
    open_pair(page, mentee)
    detail(page).get_by_role("button", name="Call the introduction back").click()
    expect(detail(page).get_by_role("status")).to_contain_text("Called back.")
    expect(rows(page).filter(has_text=f"Mentee {mentee}")).to_contain_text("on hold")


def test_an_evening_by_keyboard_alone(visit: Visit, service_environment: dict[str, str]) -> None:
    page = visit(demo.ACCOUNTS["coordinator"])
    page.goto(f"/match-runs/{make_board(service_environment, 'Keyboard')}")
    mentees = [row.inner_text().split()[1] for row in rows(page).all()]
    press(page, "j", page.get_by_role("heading", level=2, name=mentees[0]))
    press(page, "j", page.get_by_role("heading", level=2, name=mentees[1]))
    press(page, "k", page.get_by_role("heading", level=2, name=mentees[0]))
    decide(page, "a", "Approved.")
    press(page, "j", page.get_by_role("heading", level=2, name=mentees[1]))
    decide(page, "h", "On hold.")
    press(page, "j", page.get_by_role("heading", level=2, name=mentees[2]))
    decide(page, "p", "Pinned")
    decide(page, "p", "No longer pinned.")
    decide(page, "f", "Flagged")
    reject_by_keyboard(page)
    decide(page, "u", "Undone.")
    decide(page, "y", "Redone.")
    note_by_keyboard(page)
    swap_by_keyboard(page, mentees[3])
    show_keys_and_switch_them_off(page)
    introduce_by_keyboard(page)


def press(page: Page, key: str, focused: Locator) -> None:
    """Press a key, and expect the focus at what is new."""
    page.keyboard.press(key)
    expect(focused).to_be_focused()


def decide(page: Page, key: str, confirmation: str) -> None:
    """Decide by a key: the confirmation has the focus, so that the next key decides too."""
    decision = page.locator("#decision")
    press(page, key, decision.filter(has_text=confirmation))


def reject_by_keyboard(page: Page) -> None:
    press(page, "r", page.get_by_label("Not these two"))
    press(page, "Escape", detail(page).get_by_text("Reject …"))
    press(page, "r", page.get_by_label("Not these two"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    press(page, "a", page.get_by_label("Not these two"))  # among the reasons, no letter decides
    press(page, "Enter", page.locator("#plan"))
    decide(page, "Enter", "Rejected.")


def note_by_keyboard(page: Page) -> None:
    note = page.get_by_label(re.compile("^Note about these two"))
    press(page, "n", note)
    page.keyboard.type("a h r: typed, not pressed")
    press(page, "Tab", page.get_by_role("button", name="Save the note"))
    decide(page, "Enter", "Noted.")


def swap_by_keyboard(page: Page, mentee: str) -> None:
    while not detail(page).get_by_role("heading", level=2, name=mentee).count():
        before = detail(page).get_by_role("heading", level=2).inner_text()
        page.keyboard.press("j")
        expect(detail(page).get_by_role("heading", level=2)).not_to_have_text(before)
    first = page.get_by_role("link", name=re.compile("^See this match")).first
    page.keyboard.press("w")
    expect(first).to_be_visible()
    tab_to(page, first)
    page.keyboard.press("Enter")
    keep = page.get_by_role("button", name="Keep this")
    expect(keep).to_be_visible()
    tab_to(page, keep)
    decide(page, "Enter", "Swapped and approved.")


def tab_to(page: Page, element: Locator) -> None:
    """Reach an element by Tab: nothing on the way keeps the focus."""
    for _press in range(60):
        if element.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached")


def show_keys_and_switch_them_off(page: Page) -> None:
    keys = page.get_by_text("Keys for deciding without a mouse")
    press(page, "?", keys)
    expect(page.get_by_text("show these keys")).to_be_visible()
    press(page, "Tab", page.get_by_label("Use these keys on this device"))
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("u")
    expect(page.get_by_label("Use these keys on this device")).not_to_be_checked()
    press(page, "Tab", page.get_by_label("Use these keys on this device"))
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")


def introduce_by_keyboard(page: Page) -> None:
    page.keyboard.press("i")
    button = page.get_by_role("button", name="Introduce these 2 matches")
    expect(button).to_be_visible()
    tab_to(page, button)
    page.keyboard.press("Enter")
    introduced = page.get_by_role("status").filter(has_text="2 matches are introduced")
    expect(introduced).to_be_visible()  # beside it may stand what is still computed


def test_an_evening_without_scripting(visit: Visit, service_environment: dict[str, str]) -> None:
    page = visit(demo.ACCOUNTS["coordinator"], scripts=False)
    page.goto(f"/match-runs/{make_board(service_environment, 'No scripting')}")
    approve(page, "Fidel")
    approve(page, "Elena")
    before = pairs(page)
    reject(page, "Ana", "Not these two")
    detail(page).get_by_role("button", name="Undo this decision").click()
    expect(detail(page).get_by_role("status")).to_have_text("Undone.")
    assert pairs(page) == before
    introduce(page)
