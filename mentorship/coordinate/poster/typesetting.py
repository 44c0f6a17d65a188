"""Breaking text into lines on a printed page, by the widths of the font it is printed in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fpdf import FPDF
from fpdf.errors import FPDFUnicodeEncodingException

FONT = "Helvetica"
SPARE = 0.92  # a screen may show the SVG in a wider font of its own
INK = "#26221c"
# A line may break after a space, and after each Chinese, Japanese or Korean character.
UNBROKEN = re.compile(
    "[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef] *|[^\u2e80-\ud7ff\uf900-\uffef ]+ *"
)
# What the font lacks, and the marks it has in their place.
PLAIN_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}
)


@dataclass(frozen=True)
class Style:
    size: float
    bold: bool = False
    color: str = INK
    centered: bool = False


@dataclass(frozen=True)
class Line:
    """One line of text with its baseline at ``y``; ``x`` is its middle if it is centered."""

    text: str
    x: float
    y: float
    style: Style


@dataclass(frozen=True)
class Column:
    left: float
    width: float

    def anchor(self, style: Style) -> float:
        return self.left + self.width / 2 if style.centered else self.left


@dataclass(frozen=True)
class Block:
    """Lines under each other; ``end`` is where the next could begin."""

    lines: list[Line]
    end: float


class Typesetter:
    """Measures text as the printed font does; a letter it lacks counts as a square."""

    def __init__(self) -> None:
        self._pdf = FPDF(unit="pt")

    def width(self, text: str, style: Style) -> float:
        self._pdf.set_font(FONT, "B" if style.bold else "", style.size)
        try:
            return self._pdf.get_string_width(text.translate(PLAIN_MARKS))
        except FPDFUnicodeEncodingException:
            return len(text) * style.size

    def broken(self, text: str, width: float, style: Style) -> list[str]:
        lines = [""]
        for piece in UNBROKEN.findall(text):
            if lines[-1] and self.width((lines[-1] + piece).rstrip(), style) > width * SPARE:
                lines.append("")
            lines[-1] += piece
        return [line.rstrip() for line in lines]

    def set(self, paragraphs: Iterable[tuple[str, Style]], column: Column, top: float) -> "Block":
        """Set paragraphs under each other."""
        lines, y = [], top
        for text, style in paragraphs:
            for broken in self.broken(text, column.width, style):
                y += style.size * 1.25
                lines.append(Line(broken, column.anchor(style), y, style))
            y += style.size * 0.5
        return Block(lines, y)

    def fitted(self, text: str, style: Style, width: float) -> Style:
        """Return a style in which a text that must not be broken fits into a width."""
        return replace(
            style, size=min(style.size, style.size * width * SPARE / self.width(text, style))
        )
