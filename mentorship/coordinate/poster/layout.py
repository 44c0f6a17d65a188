"""Where everything stands on a poster: headlines, the code, and a column for each language."""

from dataclasses import dataclass, replace
from itertools import cycle

from mentorship.coordinate.poster.text import Wording
from mentorship.coordinate.poster.typesetting import Block, Column, Line, Style, Typesetter

WIDTH, HEIGHT, MARGIN = 612, 792, 54  # points: US letter
PAGE = Column(MARGIN, WIDTH - 2 * MARGIN)
TOP, BOTTOM = 66, HEIGHT - 72
GUTTER, GAP = 30, 16
SMALLEST_QR, LARGEST_QR = 190, 270
TEAL, PLUM = "#0b5d5e", "#7a3b69"
VOICES = (TEAL, PLUM)
HEADLINE = Style(34, bold=True, centered=True)
HOW = Style(12, centered=True)
ADDRESS = Style(24, bold=True, centered=True)
PROMISE = Style(13.5, bold=True)
TEXT = Style(12.5)


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the page, in points from its upper left corner."""

    lines: list[Line]
    qr_top: float
    qr_size: float


def laid_out(said: list[Wording], address: str) -> Layout:
    """Set the headlines and the foot, and the code into the room between them."""
    setter = Typesetter()
    headlines = setter.set(
        [
            (words.headline, replace(HEADLINE, color=voice))
            for words, voice in zip(said, cycle(VOICES), strict=False)
        ],
        PAGE,
        TOP,
    )
    room = BOTTOM - headlines.end - foot(setter, said, address, 0).end - GAP
    qr_size = max(SMALLEST_QR, min(LARGEST_QR, room - GAP))
    qr_top = headlines.end + max(0, room - qr_size) / 2
    below = foot(setter, said, address, qr_top + qr_size + GAP)
    return Layout(headlines.lines + below.lines, qr_top, qr_size)


def foot(setter: Typesetter, said: list[Wording], address: str, top: float) -> Block:
    """Set how to get there, across the page; then what it is, a column for each language."""
    how = [(text, HOW) for text in dict.fromkeys(words.how for words in said)]
    typed = (address, setter.fitted(address, ADDRESS, PAGE.width))
    across = setter.set([*how, typed], PAGE, top)
    width = (PAGE.width + GUTTER) / len(said) - GUTTER
    blocks = [
        setter.set(
            [(words.promise, replace(PROMISE, color=voice)), (words.about, TEXT)]
            + [(words.closes, TEXT)] * bool(words.closes),
            Column(PAGE.left + number * (width + GUTTER), width),
            across.end + GAP,
        )
        for number, (words, voice) in enumerate(zip(said, cycle(VOICES), strict=False))
    ]
    lines = [line for block in (across, *blocks) for line in block.lines]
    return Block(lines, max(block.end for block in blocks))
