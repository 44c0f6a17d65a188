"""Look at a page with axe, in both color schemes, and measure its width."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of the dark scheme the colors alone: the document is the same.
RUNS: tuple[tuple[Literal["light", "dark"], dict[str, object]], ...] = (
    ("light", {"type": "tag", "values": RULES}),
    ("dark", {"type": "rule", "values": ["color-contrast"]}),
)
# Only violations come back: the nodes that pass are most of a report's bulk.
RUN_AXE = """async (runOnly) => {
    const report = await axe.run({runOnly, resultTypes: ["violations"]});
    return report.violations.map((found) => [found.id, found.nodes[0].html.slice(0, 120)]);
}"""


def problems(page: Page) -> list[str]:
    """Return what axe finds in light and dark colors, and whether the page is too wide."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for scheme, run_only in RUNS:
        # Without transitions: half way between two schemes no color has its contrast.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations = page.evaluate(RUN_AXE, run_only)
        found += [f"{page.url} ({scheme}): {rule}: {html}" for rule, html in violations]
    page.emulate_media(color_scheme="light")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    if width > page.viewport_size["width"]:
        found.append(f"{page.url}: {width} pixels wide")
    return found
