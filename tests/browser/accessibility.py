"""Check a page with axe in its color scheme, and its width."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RULES_OF_LAYOUT = {"type": "rule", "values": ["target-size", "html-has-lang"]}
"""What a document that has been examined can still break in another size."""
# Only violations are returned: passing nodes make up most of a report. What has been scrolled
# below the bar at the top is covered in part, as on any page.
#
# To measure the contrast of every text would take two thirds of the time. It follows from the look
# of a text: its color and size, and what is painted behind it. So one text of each is measured.
RUN_AXE = """async ([runOnly, examined]) => {
    scrollTo(0, 0);
    const painted = new Map();
    const behind = (element) => {
        if (element === null) return "";
        if (!painted.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity];
            if (style.position !== "static") own.push(style.position, element.className);
            painted.set(element, `${behind(element.parentElement)}|${own.join(" ")}`);
        }
        return painted.get(element);
    };
    const look = (element) => {
        const style = getComputedStyle(element);
        const text = [style.color, style.fontSize, style.fontWeight, style.textShadow].join(" ");
        return text + behind(element);
    };
    const hasText = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const fresh = new Map();
    const known = new Set(examined);
    for (const element of document.body.querySelectorAll("*")) {
        if (!element.checkVisibility() || !hasText(element)) continue;
        const found = look(element);
        if (!known.has(found) && !fresh.has(found)) fresh.set(found, element);
    }
    const options = {resultTypes: ["violations"]};
    const reports = [await axe.run({
        ...options, runOnly, rules: {"color-contrast": {enabled: false}},
    })];
    if (fresh.size) reports.push(await axe.run({include: [...fresh.values()]}, {
        ...options, runOnly: {type: "rule", values: ["color-contrast"]},
    }));
    return {
        violations: reports.flatMap((report) => report.violations)
            .map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)]),
        looks: [...fresh.keys()],
        width: document.documentElement.scrollWidth,
    };
}"""


@dataclass
class Checker:
    """Checks pages, and measures the contrast of each look once for all of them."""

    looks: set[str] = field(default_factory=set)

    def problems(self, page: Page, rules: dict[str, Any] = RULES) -> list[str]:
        """Return what axe finds, and the page's width if it is too wide."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
            page.add_init_script(AXE_SCRIPT)  # which is faster than to send it for each page
        found = page.evaluate(RUN_AXE, [rules, sorted(self.looks)])
        self.looks.update(found["looks"])
        problems = [f"{page.url}: {rule}: {html}" for rule, html in found["violations"]]
        assert page.viewport_size is not None
        if found["width"] > page.viewport_size["width"]:
            problems.append(f"{page.url}: {found['width']} pixels wide")
        return problems

    def problems_on_desktop_and_phone(self, page: Page) -> list[str]:
        """Return what is wrong with a page on a desktop, and then on a phone in the dark."""
        problems = self.problems(page)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        problems += self.problems(page, RULES_OF_LAYOUT)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        return problems


def accessibility_problems(page: Page) -> list[str]:
    return Checker().problems(page)
