"""Check a page with axe in its color scheme, and its width."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RULES_OF_LAYOUT = {"type": "rule", "values": ["color-contrast", "target-size", "html-has-lang"]}
"""What a document that has been examined can still break in another size or scheme."""
# Only violations are returned: passing nodes make up most of a report. What has been scrolled
# below the bar at the top is covered in part, as on any page.
RUN_AXE = """async (runOnly) => {
    scrollTo(0, 0);
    const report = await axe.run({runOnly, resultTypes: ["violations"]});
    return {
        violations: report.violations.map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)]),
        width: document.documentElement.scrollWidth,
    };
}"""


def accessibility_problems(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """Return what axe finds, and the page's width if it is too wide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_init_script(AXE_SCRIPT)  # which is faster than to send it for each page
    found = page.evaluate(RUN_AXE, rules)
    problems = [f"{page.url}: {rule}: {html}" for rule, html in found["violations"]]
    assert page.viewport_size is not None
    if found["width"] > page.viewport_size["width"]:
        problems.append(f"{page.url}: {found['width']} pixels wide")
    return problems


def problems_on_desktop_and_phone(page: Page) -> list[str]:
    """Return what is wrong with a page on a desktop, and then on a phone in the dark."""
    problems = accessibility_problems(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    problems += accessibility_problems(page, RULES_OF_LAYOUT)
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return problems
