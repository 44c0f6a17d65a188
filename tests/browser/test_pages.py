"""Every page that the URL map knows, as a browser and a screen reader find it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from mentorship import create_app, demo
from mentorship.config import Settings
from mentorship.models import Role
from mentorship.permissions import PERMISSIONS, ROUTES_OF_EXTENSIONS, anybody
from mentorship.services.steps import steps_of
from tests.architecture.test_routes import walk
from tests.browser.conftest import Visit
from tests.conftest import KEYS

pytestmark = pytest.mark.browser


def pages() -> dict[str, str]:
    """Return the address of every page, and who can open it."""
    app = create_app(Settings(KEYS, "sqlite://", None, testing=True))
    found = {}
    with app.test_request_context():
        for rule, _, url in walk(app, reading=True):
            view = app.view_functions[rule.endpoint]
            permission = getattr(view, "permission", ROUTES_OF_EXTENSIONS.get(rule.endpoint))
            if rule.endpoint.endswith(("static", "poster_svg", "poster_pdf")):
                continue  # files, not pages
            if anybody in PERMISSIONS[permission]:
                found[url] = None
            else:
                found[url] = "coordinator" if permission == "coordinate" else "mentee"
    return found


def problems(page: Page) -> list[str]:
    report = Axe().run(
        page,
        options={
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        },
    )
    return [
        f"{page.url}: {found['id']}: {found['nodes'][0]['html'][:120]}"
        for found in report.response["violations"]
    ]


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_no_wider_than_the_screen(visit: Visit, phone: bool) -> None:
    visitors = {
        who: visit(demo.ACCOUNTS.get(who), phone=phone) for who in (None, "coordinator", "mentee")
    }
    found: list[str] = []
    seen = pages()
    assert len(seen) > 15
    for url, who in seen.items():
        page = visitors[who]
        response = page.goto(url)
        assert response is not None
        assert response.status in {200, 410}, url
        found += problems(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > page.viewport_size["width"]:
            found.append(f"{url}: {width} pixels wide")
    assert found == []


def test_every_step_is_accessible_filled_in_and_with_errors(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["mentor"], phone=True)
    found: list[str] = []
    for step in steps_of(Role.MENTOR):
        page.goto(f"/join/1/mentor/{step.name}")
        found += problems(page)
        if step.needed:
            empty_the_form(page)
            page.get_by_role("button", name="Save").click()
            assert page.get_by_role("alert").count() == 1, step.name
            found += problems(page)
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            found.append(f"{page.url}: too wide")
    assert found == []


def empty_the_form(page: Page) -> None:
    page.evaluate(
        """for (const field of document.querySelectorAll("main input, main select")) {
             if (field.type === "checkbox") field.checked = false;
             else if (field.type !== "hidden") field.value = "";
           }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_warning_about_delicate_words_is_accessible_too(visit: Visit, scheme: str) -> None:
    page = visit(demo.ACCOUNTS["mentee"], phone=True)
    page.emulate_media(color_scheme=scheme)
    page.goto("/pairs/1/meetings/new")
    page.get_by_label("When did you meet?").fill("2026-11-20")
    page.get_by_label("For how many minutes?").fill("55")
    page.get_by_label("In person").check()
    notes = page.get_by_label("What did you do?")
    notes.fill("We cooked. She is undocumented.")
    page.get_by_role("button", name="Put it in the log").click()
    assert page.get_by_role("alert").count() == 1
    assert problems(page) == []
    page.get_by_role("button", name="Take it out").click()
    assert notes.input_value() == "We cooked. She is."
    assert problems(page) == []


def test_dark_colours_have_contrast_too(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["coordinator"])
    page.emulate_media(color_scheme="dark")
    for url in ("/coordinate/runs/1", "/coordinate/suggestions/3", "/coordinate/rounds/1"):
        page.goto(url)
        assert problems(page) == []
