"""The poster of a round: one letter-size page with the address to apply at, as SVG and as PDF.

It says the same in every language of the site, and names neither the round nor anybody. No
token is in its address: it tells nothing of who read it where.

Both files are drawn from one layout. The PDF has its text in a font that every printer
brings along, which knows Western European letters alone: a language that needs others
stands on the SVG, and the PDF leaves it out rather than spell it wrongly.
"""

import re
from datetime import UTC, datetime
from io import BytesIO

import segno
from flask import render_template, url_for
from fpdf import FPDF

from mentorship.coordinate.poster.layout import (
    HEIGHT,
    MARGIN,
    PLUM,
    TEAL,
    WIDTH,
    Layout,
    laid_out,
)
from mentorship.coordinate.poster.text import Wording, wordings
from mentorship.coordinate.poster.typesetting import FONT, PLAIN_MARKS, Line
from mentorship.models import Round

QUIET_ZONE = 4  # modules, as the standard asks
LATIN_LETTERS = 256
# A PDF carries the moment it was made; with this one, the same poster is the same file.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def invitation_address(one: Round) -> str:
    return url_for("apply.join", round_id=one.id, _external=True)


def qr_code(address: str) -> segno.QRCode:
    # Level Q still reads with a quarter of it torn off or written over.
    return segno.make_qr(address, error="q")


def as_typed(address: str) -> str:
    """Return an address as somebody types it from paper: browsers add the rest.

    >>> as_typed("https://thread.example.org/join/3")
    'thread.example.org/join/3'
    >>> as_typed("http://127.0.0.1:5000/")
    'http://127.0.0.1:5000'
    """
    return address.removeprefix("https://").rstrip("/")


def as_svg(one: Round) -> str:
    address = invitation_address(one)
    return drawn(address, laid_out(wordings(one), as_typed(address)))


def drawn(address: str, layout: Layout, *, with_text: bool = True) -> str:
    code = qr_code(address)
    return render_template(
        "coordinate/poster.svg",
        layout=layout,
        lines=layout.lines if with_text else [],
        modules=code.symbol_size(border=QUIET_ZONE)[0],
        path=outline(code),
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        colors={"teal": TEAL, "plum": PLUM},
    )


def outline(code: segno.QRCode) -> str:
    """Return the dark modules as an SVG path: one rectangle for each run in a row."""
    return "".join(
        f"M{run.start() + QUIET_ZONE} {y + QUIET_ZONE}h{len(run.group())}v1h-{len(run.group())}z"
        for y, row in enumerate(code.matrix)
        for run in re.finditer(b"\x01+", bytes(row))
    )


def as_pdf(one: Round) -> bytes:
    address = invitation_address(one)
    said = [words for words in wordings(one) if is_printable(words)]
    layout = laid_out(said, as_typed(address))
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_creation_date(NO_MOMENT)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.image(BytesIO(drawn(address, layout, with_text=False).encode()), 0, 0, WIDTH, HEIGHT)
    for line in layout.lines:
        write(pdf, line)
    return bytes(pdf.output())


def is_printable(words: Wording) -> bool:
    """Tell whether the printers' font has every letter; marks have plain ones in their place."""
    text = "".join(vars(words).values()).translate(PLAIN_MARKS)
    return all(ord(letter) < LATIN_LETTERS for letter in text)


def write(pdf: FPDF, line: Line) -> None:
    text = line.text.translate(PLAIN_MARKS)
    pdf.set_font(FONT, "B" if line.style.bold else "", line.style.size)
    pdf.set_text_color(line.style.color)
    left = line.x - pdf.get_string_width(text) / 2 if line.style.centered else line.x
    pdf.text(left, line.y, text)
