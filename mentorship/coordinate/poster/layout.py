"""The poster's layout: headlines, the QR code, and a column of text for each language."""

from dataclasses import dataclass, replace
from itertools import cycle

from mentorship.coordinate.poster.text import PosterText
from mentorship.coordinate.poster.typesetting import Block, Column, Line, Style, Typesetter

WIDTH, HEIGHT, MARGIN = 612, 792, 54  # points: US letter
PAGE = Column(MARGIN, WIDTH - 2 * MARGIN)
TOP, BOTTOM = 66, HEIGHT - 72
GUTTER, GAP = 30, 16
MIN_QR_SIZE, MAX_QR_SIZE = 190, 270
TEAL, PLUM = "#0b5d5e", "#7a3b69"
LANGUAGE_COLORS = (TEAL, PLUM)
HEADLINE = Style(34, bold=True, centered=True)
INSTRUCTIONS = Style(12, centered=True)
URL = Style(24, bold=True, centered=True)
PROMISE = Style(13.5, bold=True)
TEXT = Style(12.5)


@dataclass(frozen=True)
class Layout:
    """Positions on the page, in points from its upper left corner."""

    lines: list[Line]
    qr_top: float
    qr_size: float


def lay_out(texts: list[PosterText], url: str) -> Layout:
    """Place the headlines at the top, the footer at the bottom, the QR code between them."""
    typesetter = Typesetter()
    headlines = typesetter.set_paragraphs(
        [
            (text.headline, replace(HEADLINE, color=color))
            for text, color in zip(texts, cycle(LANGUAGE_COLORS), strict=False)
        ],
        PAGE,
        TOP,
    )
    space = BOTTOM - headlines.end - footer(typesetter, texts, url, 0).end - GAP
    qr_size = max(MIN_QR_SIZE, min(MAX_QR_SIZE, space - GAP))
    qr_top = headlines.end + max(0, space - qr_size) / 2
    below = footer(typesetter, texts, url, qr_top + qr_size + GAP)
    return Layout(headlines.lines + below.lines, qr_top, qr_size)


def footer(typesetter: Typesetter, texts: list[PosterText], url: str, top: float) -> Block:
    """Place the instructions and the URL across the page, then a column for each language."""
    instructions = [(line, INSTRUCTIONS) for line in dict.fromkeys(t.instructions for t in texts)]
    url_line = (url, typesetter.shrink_to_fit(url, URL, PAGE.width))
    across = typesetter.set_paragraphs([*instructions, url_line], PAGE, top)
    width = (PAGE.width + GUTTER) / len(texts) - GUTTER
    columns = [
        typesetter.set_paragraphs(
            [(text.promise, replace(PROMISE, color=color)), (text.about, TEXT)]
            + [(text.deadline, TEXT)] * bool(text.deadline),
            Column(PAGE.left + number * (width + GUTTER), width),
            across.end + GAP,
        )
        for number, (text, color) in enumerate(zip(texts, cycle(LANGUAGE_COLORS), strict=False))
    ]
    lines = [line for block in (across, *columns) for line in block.lines]
    return Block(lines, max(block.end for block in columns))
