"""The first half of a coordinator's evening: from a new round to a colleague who takes over."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FIRST_NAMES = (
    *("Alma", "Bao", "Celia", "Duc", "Elisa", "Fumiko", "Gael", "Hana", "Ines"),
    *("Jin", "Kiyoshi", "Luz", "Mei", "Noe", "Olga", "Paz", "Quyen", "Rosa"),
)
LAST_NAMES = ("Abad", "Bui", "Cruz", "Diaz", "Eto", "Fong", "Gil", "Ho", "Ito", "Juarez")
NAMES = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
COLUMNS = {
    "Timestamp": "11/20/2026 9:00:00",
    "Which languages do you speak?": "Spanish, English",
    "How would you like to meet?": "Either is fine",
    "When are you usually free? [Morning]": "Sat, Sun",
    "What do you want to learn? Topics": "Tenant rights, Storytelling",
    "Are you 18 or older?": "Yes",
    "I agree to the privacy notice": "I agree",
}
INTERVIEW = "Interview"
PASSWORD = "nopal guitarra lluvia"


def test_the_first_half_of_an_evening(visit: Visit, tmp_path: Path) -> None:
    coordinator = visit(demo.ACCOUNTS["coordinator"])
    create_round(coordinator)
    import_people(coordinator, tmp_path / "survey.csv")
    require_interview(coordinator)
    pass_interview(coordinator, NAMES[:2])
    run_matching_with_gate(coordinator)
    stop_requiring_interview(coordinator)
    waitlist_two(coordinator)
    decline_one(coordinator)
    answer_message(coordinator, visit(demo.ACCOUNTS["mentor"]))
    invite_coordinator(coordinator, visit())
    hand_over(coordinator, "Alma", "Mariposa")
    hand_over(coordinator, "Mariposa", "Alma")  # as the other tests expect it
    close_round(coordinator)


def create_round(page: Page) -> None:
    page.goto("/today")
    page.get_by_role("link", name="Rounds", exact=True).click()
    page.get_by_role("link", name="Create a round").click()
    page.get_by_label("What do you call the round?").fill("Winter")
    page.get_by_label(re.compile("Last day to apply")).fill("2030-12-01")
    page.get_by_role("button", name="Create the round").click()
    page.get_by_role("button", name="Open for applications").click()
    expect(page.get_by_role("status")).to_contain_text("People can apply")


def import_people(page: Page, sheet: Path) -> None:
    write_sheet(sheet)
    page.get_by_role("link", name="Import people from a spreadsheet").click()
    page.locator("main input[type=file]").set_input_files(sheet)
    for _ in ("upload", "columns", "answers"):
        page.locator("main form button[type=submit].btn-primary").first.click()
    expect(page.get_by_text(re.compile(rf"\b{len(NAMES)}\b")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Import")).click()
    expect(page.get_by_role("status").first).to_contain_text(str(len(NAMES)))


def write_sheet(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Email address", "What should we call you?", "I would like to be a",
             "Which communities are you part of?", *COLUMNS]
        )  # fmt: skip
        for number, name in enumerate(NAMES):
            role, community = ("Mentor", "Asian") if number % 2 else ("Mentee", "Latina")
            writer.writerow(
                [f"winter{number}@example.org", name, role, community, *COLUMNS.values()]
            )


def require_interview(page: Page) -> None:
    page.goto("/settings/screening/new")
    page.get_by_label("Name in this language: English").fill(INTERVIEW)
    page.get_by_label("Name in this language: Spanish").fill("Entrevista")
    for required in page.get_by_label(re.compile("^Required")).all():
        required.check()
    page.get_by_role("button", name="Save").click()


def open_person(page: Page, name: str) -> None:
    """Find somebody of the newest round by name, and open their page."""
    page.goto("/people")
    page.get_by_label("Find somebody by name").fill(name)
    page.get_by_role("button", name="Search").click()
    assert name.split()[0].lower() not in page.url.lower()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def pass_interview(page: Page, names: list[str]) -> None:
    for name in names:
        open_person(page, name)
        page.get_by_role("link", name=re.compile(INTERVIEW)).first.click()
        page.get_by_label("Passed", exact=True).check()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Accept", exact=True).click()
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_role("status").first).to_be_visible()


def run_matching_with_gate(page: Page) -> None:
    page.goto("/matching")
    page.get_by_role("link", name=re.compile("would be matched but for one step")).click()
    expect(page.get_by_text(INTERVIEW).first).to_be_visible()
    page.goto("/matching")
    page.get_by_role("link", name=re.compile("Run matching")).click()
    page.get_by_role("button", name="Run matching").click()
    expect(page.get_by_text("0 of 1 decided")).to_be_visible(timeout=30_000)


def stop_requiring_interview(page: Page) -> None:
    """Leave the steps as the other tests expect them."""
    page.goto("/settings/screening")
    page.get_by_role("button", name=f"Retire {INTERVIEW}").click()


def close_round(page: Page) -> None:
    """Leave the round of the demonstration as the newest that people can apply to."""
    page.goto("/rounds")
    page.get_by_role("link", name="Winter").click()
    page.get_by_role("button", name="Close applications").click()
    expect(page.get_by_role("status")).to_contain_text("Nobody can apply")


def select_people(page: Page, names: list[str]) -> None:
    page.goto("/people")
    page.get_by_label("Find somebody by name").fill("Rosa")
    page.get_by_role("button", name="Search").click()
    for name in names:
        page.get_by_label(f"Select {name}", exact=True).check()
    page.get_by_text("Act on several people").click()


def waitlist_two(page: Page) -> None:
    select_people(page, [NAMES[-1], NAMES[-2]])
    page.get_by_role("button", name=re.compile("waitlist")).click()
    page.get_by_role("button", name=re.compile("2 people")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 people moved to the waitlist.")


def decline_one(page: Page) -> None:
    open_person(page, NAMES[-3])
    page.get_by_role("link", name="Decline", exact=True).click()
    page.get_by_role("textbox", name="Message").fill("Thank you for applying. This round is full.")
    page.get_by_role("button", name="Decline", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Undo"))).to_be_visible()


def answer_message(page: Page, person: Page) -> None:
    person.goto("/home")
    person.get_by_role("link", name="Ask a coordinator").first.click()
    person.locator("main textarea").fill("When do I hear from you?")
    person.locator("main form button[type=submit].btn-primary").first.click()
    page.goto("/today")
    page.get_by_role("link", name=re.compile("message")).first.click()
    page.get_by_role("link", name="Rosario Fuentes").click()
    expect(page.get_by_text("When do I hear from you?")).to_be_visible()
    page.locator("main textarea").first.fill("By Friday.")
    page.get_by_role("button", name=re.compile("^(Send|Answer)")).first.click()
    person.goto("/home")
    person.get_by_role("link", name=re.compile("1 new message")).first.click()
    person.get_by_role("button", name="Read it").click()
    expect(person.get_by_text("By Friday.").first).to_be_visible()


def invite_coordinator(page: Page, colleague: Page) -> None:
    """Have somebody without an account follow the link, and become a coordinator."""
    page.goto("/settings/staff/invite")
    page.get_by_label(re.compile("^Coordinator")).check()
    page.get_by_role("button", name="Make the link").click()
    colleague.goto(page.locator("main code").inner_text())
    colleague.get_by_role("link", name="Create an account").click()
    colleague.get_by_role("link", name="With only a user name").click()
    colleague.get_by_label("User name").fill("mariposa")
    colleague.get_by_label("Password", exact=True).fill(PASSWORD)
    colleague.get_by_label("The same password again").fill(PASSWORD)
    colleague.locator("main form button[type=submit]").click()
    colleague.get_by_role("link", name="I have written them down").click()
    colleague.get_by_label(re.compile("name")).fill("Mariposa")
    colleague.get_by_role("button", name="Accept").click()
    expect(colleague.get_by_role("navigation", name="Sections")).to_be_visible()


def hand_over(page: Page, giver: str, receiver: str) -> None:
    page.goto("/settings/staff")
    row = page.get_by_role("row").filter(has_text=giver)
    row.get_by_role("link", name=re.compile("Hand over")).click()
    page.get_by_role("combobox").select_option(label=receiver)
    page.get_by_role("button", name="Hand over").click()
    expect(row).to_contain_text("nobody")
