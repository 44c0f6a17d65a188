"""The HTML report of the command line, opened from a local file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from matching.__main__ import main
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

PROGRAM = """
title = "Topics"
mentees = { id = "id", name = "name" }
mentors = { id = "id", name = "name" }
[[rule]]
name = "language"
title = "a language in common"
kind = "share"
column = "languages"
[[criterion]]
name = "topics"
kind = "shared items"
column = "topics"
weight = 3
"""
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2
MENTEES = f"""id,name,languages,topics
e1,Nguyễn Thị Ánh,"en, vi","voting, housing"
{LONG}@example.org,{LONG},en,voting
e3,<script>document.title = 'hacked'</script>,en,
e4,محمد,ko,voting
"""
MENTORS = """id,name,languages,topics
m1,王小明,en,voting
m2,김하늘,"en, es",housing
m3,Flor,"en, es",law
m4,शर्मा,es,voting
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("report")
    for name, text in (("p.toml", PROGRAM), ("e.csv", MENTEES), ("m.csv", MENTORS)):
        (folder / name).write_text(text, encoding="utf-8")
    files = {"program": "p.toml", "mentees": "e.csv", "mentors": "m.csv", "output": "pairs.csv"}
    arguments = [f"--{option}={folder / name}" for option, name in files.items()]
    assert main([*arguments, f"--report={folder / 'report.html'}"]) == 0
    return (folder / "report.html").as_uri()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    scheme: Literal["light", "dark"] = request.param
    return scheme


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(
    browser: Browser, request: pytest.FixtureRequest, scheme: Literal["light", "dark"]
) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_the_report_is_accessible_fits_the_screen_and_requests_nothing(
    page: Page, report: str
) -> None:
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(report)
    assert page.title() == "Topics: who is matched with whom"
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
    assert (requests, messages) == ([report], [])
    assert accessibility_problems(page) == []


def test_the_table_of_a_chart_opens_with_the_keyboard(page: Page, report: str) -> None:
    page.goto(report)
    summary = page.get_by_text("The scores in numbers")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("rowheader", name="90 % to 100 %").is_visible()
    assert accessibility_problems(page) == []
