"""Check a page with axe in both color schemes, and its width."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark scheme only colors are checked: the document is the same.
RUNS: tuple[tuple[Literal["light", "dark"], dict[str, object]], ...] = (
    ("light", {"type": "tag", "values": RULES}),
    ("dark", {"type": "rule", "values": ["color-contrast"]}),
)
# Only violations are returned: passing nodes make up most of a report.
RUN_AXE = """async (runOnly) => {
    const report = await axe.run({runOnly, resultTypes: ["violations"]});
    return report.violations.map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)]);
}"""


def accessibility_problems(page: Page) -> list[str]:
    """Return what axe finds in light and dark colors, and the page's width if it is too wide."""
    problems = []
    # What has been scrolled below the bar at the top is covered in part, as on any page.
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(AXE_SCRIPT)
    for scheme, run_only in RUNS:
        # Without transitions: colors between two schemes do not have the final contrast.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations = page.evaluate(RUN_AXE, run_only)
        problems += [f"{page.url} ({scheme}): {rule}: {html}" for rule, html in violations]
    page.emulate_media(color_scheme="light")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    if width > page.viewport_size["width"]:
        problems.append(f"{page.url}: {width} pixels wide")
    return problems
