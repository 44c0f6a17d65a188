"""Wrap text into lines, by the glyph widths of the PDF's font."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fpdf import FPDF
from fpdf.errors import FPDFUnicodeEncodingException

FONT = "Helvetica"
WIDTH_MARGIN = 0.92  # a viewer may show the SVG in another, wider font
TEXT_COLOR = "#26221c"
# A line may break after a space, and after each Chinese, Japanese or Korean character.
UNBREAKABLE = re.compile(
    "[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef] *|[^\u2e80-\ud7ff\uf900-\uffef ]+ *"
)
# Punctuation that the font lacks, and its replacement.
ASCII_PUNCTUATION = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}
)


@dataclass(frozen=True)
class Style:
    size: float
    bold: bool = False
    color: str = TEXT_COLOR
    centered: bool = False


@dataclass(frozen=True)
class Line:
    """One line of text with its baseline at ``y``; ``x`` is the left edge, or the center."""

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
    """Consecutive lines; ``end`` is the y coordinate below them."""

    lines: list[Line]
    end: float


class Typesetter:
    """Measures and wraps text; a character that the font lacks counts as a square."""

    def __init__(self) -> None:
        self._pdf = FPDF(unit="pt")

    def width(self, text: str, style: Style) -> float:
        self._pdf.set_font(FONT, "B" if style.bold else "", style.size)
        try:
            return self._pdf.get_string_width(text.translate(ASCII_PUNCTUATION))
        except FPDFUnicodeEncodingException:
            return len(text) * style.size

    def wrap(self, text: str, width: float, style: Style) -> list[str]:
        lines = [""]
        for piece in UNBREAKABLE.findall(text):
            if lines[-1] and self.width((lines[-1] + piece).rstrip(), style) > width * WIDTH_MARGIN:
                lines.append("")
            lines[-1] += piece
        return [line.rstrip() for line in lines]

    def set_paragraphs(
        self, paragraphs: Iterable[tuple[str, Style]], column: Column, top: float
    ) -> "Block":
        """Place paragraphs under each other."""
        lines, y = [], top
        for text, style in paragraphs:
            for line in self.wrap(text, column.width, style):
                y += style.size * 1.25
                lines.append(Line(line, column.anchor(style), y, style))
            y += style.size * 0.5
        return Block(lines, y)

    def shrink_to_fit(self, text: str, style: Style, width: float) -> Style:
        """Return a style, smaller if need be, in which a text fits on one line."""
        return replace(
            style, size=min(style.size, style.size * width * WIDTH_MARGIN / self.width(text, style))
        )
