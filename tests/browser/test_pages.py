"""Accessibility of every page, found by walking the URL map."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Response
from werkzeug.routing import Rule

from mentorship import create_app, demo
from mentorship.community.groups.kinds_of_rows import PAGES
from mentorship.config import Settings
from mentorship.models import Role
from mentorship.permissions import (
    PERMISSIONS,
    Permission,
    anybody,
    is_lead_of_group,
    is_member,
    is_member_of_group,
    is_one_of_the_pair,
    is_participant,
    is_signed_in,
    is_signed_in_with_required_two_factor,
    is_thread_of,
    is_whose_answer_was_corrected,
    may_ask_to_join,
)
from mentorship.questions import steps_for
from tests.architecture.test_routes import VALUES, permission_of
from tests.browser.accessibility import Checker, accessibility_problems
from tests.browser.conftest import Visit
from tests.browser.small_round import first_pair, make_runs
from tests.conftest import KEYS
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

FILES = (
    "static",
    "poster_svg",
    "poster_pdf",
    "download_json",
    "download_html",
    "sample",
    "download_file",
    "download_resources",
    "download_match_settings",
    "events.event_file",
    "events.feed",
)
LANGUAGES = pytest.mark.parametrize(
    ("language", "phone"), [("en-US", False), ("es-MX", True)], ids=["English", "Spanish, phone"]
)
PARTICIPANT_PREDICATES = {
    *(is_signed_in, is_signed_in_with_required_two_factor, is_one_of_the_pair),
    *(is_thread_of, is_whose_answer_was_corrected),
    *(is_participant, may_ask_to_join, is_member_of_group, is_lead_of_group, is_member),
}
HIDDEN_FIELD = re.compile(r'<input type="hidden"[^>]*>')
VISIBLE_FIELD = "input:visible:not([type=hidden]), select:visible, textarea:visible"


@dataclass(frozen=True)
class Rows:
    """The ids of rows that a page needs, where the first row of the table will not do."""

    sheet_id: int = 1
    upload_id: int = 1
    runs: tuple[int, int] = (1, 2)
    pair: tuple[int, int] = (1, 2)


def pages(app: Flask, rows: Rows) -> Iterator[tuple[str, str | None, bool]]:
    """Yield the URL of every page, its visitor, and whether it accepts a form."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        methods = rule.methods or ()
        if "GET" not in methods or rule.endpoint.endswith(FILES):
            continue
        if "conversation_id" in rule.arguments:
            continue  # the demonstration has none: test_first_conversations looks at these pages
        for values in possible_values(rule, rows):
            url = adapter.build(rule.endpoint, values)
            yield url, visitor_of(app, rule, values), "POST" in methods


def possible_values(rule: Rule, rows: Rows) -> Iterator[dict[str, object]]:
    """Yield every combination of values for a rule's URL; for ids, the first row."""
    roles = list(Role) if "role_name" in rule.arguments else [Role.MENTEE]
    for role in roles:
        # The steps that both roles have differ in words alone.
        shared = steps_for(Role.MENTEE) if role is Role.MENTOR else []
        steps = [step.name for step in steps_for(role) if step not in shared]
        choices: dict[str, list[Any]] = {
            **{name: [value] for name, value in VALUES.items()},
            "role_name": [role.value],
        }
        choices |= {"step_name": steps, "sheet_id": [rows.sheet_id], "upload_id": [rows.upload_id]}
        choices |= {"kind_of_row": list(PAGES)}
        if "other_id" in rule.arguments:
            choices |= {"run_id": [rows.runs[0]], "other_id": [rows.runs[1]]}
        if "mentee_id" in rule.arguments:
            choices |= {"run_id": [rows.runs[1]]}
            choices |= {"mentee_id": [rows.pair[0]], "mentor_id": [rows.pair[1]]}
        names = sorted(rule.arguments)
        for chosen in product(*(choices[name] for name in names)):
            yield dict(zip(names, chosen, strict=True))


def visitor_of(app: Flask, rule: Rule, values: dict[str, object]) -> str | None:
    permission = permission_of(app, rule)
    if anybody in PERMISSIONS[permission] or permission is Permission.READ_OUTBOX:
        return None
    is_for_participants = not PARTICIPANT_PREDICATES.isdisjoint(PERMISSIONS[permission])
    return str(values.get("role_name", "mentee")) if is_for_participants else "coordinator"


def upload_sheet(page: Page) -> int:
    """Upload a sheet and advance to the plan, so that its pages exist; return its id."""
    headers = "Email,Name,Role,Communities,Languages,I am 18 or older,Privacy notice"
    row = "ana@example.net,Ana,Mentee,Latina,Spanish,Yes,I agree"
    content = f"{headers}\n{row}\n,Nobody,Mentee,Latina,Klingon,Yes,I agree\n".encode()
    page.goto("/rounds/1/import")
    page.set_input_files("#file", {"name": "a.csv", "mimeType": "text/csv", "buffer": content})
    for step in ("columns", "answers", "plan"):
        page.locator("main button.btn-primary").click()
        assert page.url.endswith(step)
    return int(page.url.split("/")[-2])


def upload_resources(page: Page) -> int:
    """Upload a file of resources, so that the page of its import exists; return its id."""
    content = b'[{"name": "Help"}]'
    page.goto("/community/resources/import")
    page.set_input_files(
        "#file", {"name": "a.json", "mimeType": "application/json", "buffer": content}
    )
    page.locator("main button.btn-primary").click()
    return int(page.url.split("/")[-1])


def change_programme(page: Page) -> None:
    """Change the programme's words, so that they have versions to show."""
    page.goto("/settings/programme/dislikes")
    page.locator("main form[action$=move-up] button").last.click()


def save_match_settings(page: Page) -> None:
    """Save settings of match runs, so that their pages exist."""
    page.goto("/matching/settings/new")
    page.locator("#name").fill("Fall round")
    page.locator("#page-form button").last.click()


def begin_safety_mode(page: Page) -> None:
    """Begin safety mode in a part of the city, so that the page that ends it exists."""
    page.goto("/safety-mode/orange/begin")
    page.locator("main form button").last.click()


def open_page(page: Page, url: str) -> Response | None:
    """Open a page, and a person's page behind the one that asks first."""
    response = page.goto(url)
    asks_first = page.locator("main .btn[form=open-page]")
    if asks_first.count():
        with page.expect_navigation():
            asks_first.click()
    return response


def press(page: Page, button: Locator) -> None:
    """Press a button, and wait for the page that answers."""
    with page.expect_navigation():
        button.click()


def send(page: Page, form: Locator) -> None:
    """Press the last button of a form, and wait for the page that answers."""
    button = form.locator("button").last
    if form.get_attribute("data-passkey-options") is not None:
        button.click()  # a script asks the browser for a passkey instead
        return
    press(page, button)


def clear_form(page: Page) -> None:
    page.evaluate(
        """for (const field of document.querySelectorAll("main :is(input, select, textarea)")) {
             if (["checkbox", "radio"].includes(field.type)) field.checked = false;
             else if (field.type !== "hidden") field.value = "";
           }"""
    )


VISITORS = (None, "coordinator", "mentee", "mentor")


def all_pages(rows: Rows) -> list[tuple[str, str | None, bool]]:
    settings = Settings(KEYS, "sqlite://", Path("unused"), queue_file=None, testing=True)
    found = pages(create_app(settings), rows)
    # Whoever has said no to their match, or withdrawn, sees no event for members and no group.
    return sorted(found, key=lambda page: not page[0].startswith(("/events", "/groups")))


def test_every_kind_of_visitor_has_pages() -> None:
    opened = all_pages(Rows())
    assert len(opened) > 60
    assert {visitor for _, visitor, _ in opened} == {*VISITORS}


class NewDocuments:
    """Checks pages that differ from the earlier ones in more than tokens."""

    def __init__(self) -> None:
        self._examined: set[str] = set()
        self._checker = Checker()

    def problems(self, page: Page) -> list[str]:
        document = HIDDEN_FIELD.sub("", page.content())
        if document in self._examined:
            return []
        self._examined.add(document)
        return self._checker.problems_on_desktop_and_phone(page)


# One test for each visitor, so that the tests can run in parallel. In Spanish, whose words are
# longer: documents and styles are the same in English.
@pytest.mark.parametrize("visitor", VISITORS, ids=str)
def test_every_page_is_accessible_when_opened_and_after_sending_an_empty_form(
    visit: Visit, service_environment: dict[str, str], visitor: str | None
) -> None:
    page = visit(demo.ACCOUNTS[visitor] if visitor else None, language="es-MX")
    rows = Rows()
    if visitor == "coordinator":
        change_programme(page)
        save_match_settings(page)
        begin_safety_mode(page)
        first, second = make_runs(service_environment, "Two runs", 2)
        pair = first_pair(service_environment, second)
        rows = Rows(upload_sheet(page), upload_resources(page), (first, second), pair)
    problems: list[str] = []
    documents = NewDocuments()
    for url, page_visitor, accepts_form in all_pages(rows):
        if page_visitor != visitor:
            continue
        response = open_page(page, url)
        assert response.status in {200, 410}, url
        assert page.locator("html").get_attribute("lang") == "es", url
        problems += documents.problems(page)
        for number in range(page.locator("main form").count() if accepts_form else 0):
            if number:
                page.goto(url)
            form = page.locator("main form").nth(number)
            if form.locator(VISIBLE_FIELD).count():
                clear_form(page)
                send(page, form)
                problems += documents.problems(page)
    assert problems == []


@LANGUAGES
def test_the_pages_of_a_new_account_are_accessible(
    visit: Visit, language: str, phone: bool
) -> None:
    page = visit(phone=phone, language=language)
    problems: list[str] = []
    page.goto("/sign-up/user-name")
    page.locator("#name").fill("luna")
    page.locator("#password").fill("password1234")
    press(page, page.locator("main button").first)
    problems += accessibility_problems(page)
    for field in ("#password", "#again"):
        page.locator(field).fill(PASSWORD)
    press(page, page.locator("main button").first)
    user_name = page.locator("code").first.inner_text()
    code = page.locator("code").nth(1).inner_text()
    problems += accessibility_problems(page)

    page.goto("/join/1/role")
    page.locator("input[type=radio]").last.check(force=True)
    for box in page.locator("main input[type=checkbox]").all():
        box.check(force=True)
    press(page, page.locator("main button").first)
    problems += accessibility_problems(page)  # a draft's first step
    page.locator("#name").fill("Luna")
    press(page, page.locator("main button.btn-primary").first)
    for url in ("/home", "/join/1/mentee/review", "/join/1/mentee/withdraw"):
        page.goto(url)
        problems += accessibility_problems(page)  # with half the steps done
    page.goto("/join/1/mentee/review")
    press(page, page.locator("main form button").last)
    problems += accessibility_problems(page)  # what is missing

    page.goto("/account/delete")
    page.locator("#password").fill("not the password")
    press(page, page.locator("main button").first)
    problems += accessibility_problems(page)
    press(page, page.locator(".site-nav form button").first)
    page.goto("/forgot-password/code")
    for field, text in (("name", user_name), ("code", "ABCD"), ("password", PASSWORD)):
        page.locator(f"#{field}").fill(text)
    page.locator("#again").fill(PASSWORD)
    press(page, page.locator("main button").first)
    problems += accessibility_problems(page)
    page.locator("#code").fill(code)
    for field in ("#password", "#again"):
        page.locator(field).fill(PASSWORD)
    press(page, page.locator("main button").first)
    page.wait_for_url("**/home")
    assert problems == []


def test_no_page_of_a_list_is_taller_than_4000_pixels(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["coordinator"])
    urls = ["/rounds/1", "/people?round=1", "/people?round=1&role=mentor"]
    urls += ["/match-runs/1", "/match-runs/1?state=pending", "/suggestions?round=1"]
    urls += [f"/match-runs/1/unmatched?show={role}" for role in Role]
    heights = {}
    for url in urls:
        page.goto(url)
        heights[url] = page.evaluate("document.documentElement.scrollHeight")
    assert page.viewport_size == {"width": 1280, "height": 900}
    assert {url: height for url, height in heights.items() if height > 4_000} == {}


def test_the_warning_about_sensitive_words_is_accessible(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["mentee"], phone=True)
    page.goto("/my-messages")
    message = page.get_by_label("Your message")
    message.fill("We cooked. She is undocumented.")
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    assert page.get_by_role("alert").count() == 1
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Remove it").click()
    assert message.input_value() == "We cooked. She is."
    assert accessibility_problems(page) == []


def test_the_first_page_is_under_60_kilobytes_over_the_wire(visit: Visit) -> None:
    page = visit(phone=True)
    transferred_bytes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished",
        lambda loaded: transferred_bytes.append(loaded["encodedDataLength"]),
    )
    page.goto("/", wait_until="networkidle")
    assert len(transferred_bytes) >= 4
    assert sum(transferred_bytes) < 60_000
