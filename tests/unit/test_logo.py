"""The logo is visible in both color schemes."""

import re

import pytest

from mentorship.config import ROOT

STATIC = ROOT / "mentorship" / "static"


@pytest.mark.parametrize("name", ["thread.svg", "woven.svg"])
def test_every_thread_is_visible_on_light_and_on_dark(name: str) -> None:
    colors = re.findall(r'stroke="(#[0-9a-f]{6})"', (STATIC / name).read_text("utf-8"))
    theme = re.findall(r"--card: (#[0-9a-f]{6})", (STATIC / "theme.css").read_text("utf-8"))
    assert len(colors) >= 2
    assert len(theme) == 2
    assert min(contrast(color, card) for color in colors for card in theme) >= 3


def contrast(*colors: str) -> float:
    """Return the contrast of two colors as WCAG 2.2 defines it."""
    darker, lighter = sorted(map(luminance, colors))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
