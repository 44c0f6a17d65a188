"""A round's poster: one letter-size page with the URL to apply at, as SVG and as PDF.

It has the same text in every language of the site, and names neither the round nor a person.
Its URL has no token, so that it does not show who read the poster where.

Both files share one layout. The PDF uses Helvetica, which every printer has, and which has
only Western European letters: a language that needs others is on the SVG, and is left out
of the PDF.
"""

import re
from dataclasses import replace
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
    lay_out,
)
from mentorship.coordinate.poster.text import PosterText, poster_texts
from mentorship.coordinate.poster.typesetting import ASCII_PUNCTUATION, FONT, Line
from mentorship.models import Round

QUIET_ZONE = 4  # modules, as the QR standard requires
LATIN_1_SIZE = 256
# A PDF stores its creation date; with a fixed one, the same poster is the same file.
CREATION_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def invitation_url(round_: Round) -> str:
    return url_for("apply.join", round_id=round_.id, _external=True)


def qr_code(url: str) -> segno.QRCode:
    # Level Q can still be read with a quarter of it damaged.
    return segno.make_qr(url, error="q")


def url_to_type(url: str) -> str:
    """Return a URL as somebody types it; browsers add the scheme.

    >>> url_to_type("https://thread.example.org/join/3")
    'thread.example.org/join/3'
    >>> url_to_type("http://127.0.0.1:5000/")
    'http://127.0.0.1:5000'
    """
    return url.removeprefix("https://").rstrip("/")


def as_svg(round_: Round) -> str:
    url = invitation_url(round_)
    return render_svg(url, lay_out(poster_texts(round_), url_to_type(url)))


def render_svg(url: str, layout: Layout, *, with_text: bool = True) -> str:
    code = qr_code(url)
    return render_template(
        "coordinate/poster.svg",
        layout=layout,
        lines=layout.lines if with_text else [],
        modules=code.symbol_size(border=QUIET_ZONE)[0],
        path=qr_path(code),
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        colors={"teal": TEAL, "plum": PLUM},
    )


def qr_path(code: segno.QRCode) -> str:
    """Return the dark modules as an SVG path: one rectangle for each run in a row."""
    return "".join(
        f"M{run.start() + QUIET_ZONE} {y + QUIET_ZONE}h{len(run.group())}v1h-{len(run.group())}z"
        for y, row in enumerate(code.matrix)
        for run in re.finditer(b"\x01+", bytes(row))
    )


def as_pdf(round_: Round) -> bytes:
    url = invitation_url(round_)
    texts = [text for text in map(to_print, poster_texts(round_)) if is_printable(text)]
    layout = lay_out(texts, url_to_type(url))
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_creation_date(CREATION_DATE)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.image(BytesIO(render_svg(url, layout, with_text=False).encode()), 0, 0, WIDTH, HEIGHT)
    for line in layout.lines:
        draw_line(pdf, line)
    return bytes(pdf.output())


def to_print(text: PosterText) -> PosterText:
    """Return the text of a language without the programme's words if the font lacks a letter."""
    return text if is_printable(text) else replace(text, about="")


def is_printable(text: PosterText) -> bool:
    """Return whether the PDF's font has every character, after replacing punctuation."""
    characters = "".join(vars(text).values()).translate(ASCII_PUNCTUATION)
    return all(ord(character) < LATIN_1_SIZE for character in characters)


def draw_line(pdf: FPDF, line: Line) -> None:
    text = line.text.translate(ASCII_PUNCTUATION)
    pdf.set_font(FONT, "B" if line.style.bold else "", line.style.size)
    pdf.set_text_color(line.style.color)
    left = line.x - pdf.get_string_width(text) / 2 if line.style.centered else line.x
    pdf.text(left, line.y, text)
