"""The poster of a round: one letter-size page with the address to apply at, as SVG and as PDF.

It says the same in every language of the site, and names neither the round nor anybody. No
token is in its address: it tells nothing of who read it where.

Both files are drawn from one layout. The PDF has its text in a font that every printer
brings along, which knows Western European letters alone: a language that needs others
stands on the SVG, and the PDF leaves it out rather than spell it wrongly.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle

import segno
from flask import render_template, url_for
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from fpdf import FPDF

from mentorship.config import SITE_LANGUAGES
from mentorship.coordinate.typesetting import (
    FONT,
    PLAIN_MARKS,
    Block,
    Column,
    Line,
    Style,
    Typesetter,
)
from mentorship.models import Round

WIDTH, HEIGHT, MARGIN = 612, 792, 54  # points: US letter
PAGE = Column(MARGIN, WIDTH - 2 * MARGIN)
TOP, BOTTOM = 66, HEIGHT - 72
GUTTER, GAP = 30, 16
SMALLEST_QR, LARGEST_QR = 190, 270
QUIET_ZONE = 4  # modules, as the standard asks
TEAL, PLUM = "#0b5d5e", "#7a3b69"
VOICES = (TEAL, PLUM)
HEADLINE = Style(34, bold=True, centered=True)
HOW = Style(12, centered=True)
ADDRESS = Style(24, bold=True, centered=True)
PROMISE = Style(13.5, bold=True)
TEXT = Style(12.5)
LATIN_LETTERS = 256
# A PDF carries the moment it was made; with this one, the same poster is the same file.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wording:
    """What the poster says in one language."""

    headline: str
    about: str
    promise: str
    how: str
    closes: str


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the page, in points from its upper left corner."""

    lines: list[Line]
    qr_top: float
    qr_size: float


def invitation_address(one: Round) -> str:
    return url_for("apply.join", round_id=one.id, _external=True)


def qr_code(address: str) -> segno.QRCode:
    # Level Q still reads with a quarter of it torn off or written over.
    return segno.make_qr(address, error="q")


def wordings(one: Round) -> list[Wording]:
    """Say it in each language of the site; one that is not translated yet is not repeated."""
    said: dict[str, Wording] = {}
    for language in SITE_LANGUAGES:
        with force_locale(language):
            words = in_this_language(one)
        said.setdefault(words.headline, words)
    return list(said.values())


def in_this_language(one: Round) -> Wording:
    return Wording(
        # Translators: the headline of a poster.
        headline=_("Find a mentor. Be a mentor."),
        about=_(
            "We bring people from the Asian and Latino communities of Los Angeles "
            "together, two by two: to share culture and to speak up for our neighbors."
        ),
        promise=_("We never ask for papers, your legal name or your immigration status."),
        how=_("Point your phone's camera at this, or type the address:"),
        closes=closing(one),
    )


def closing(one: Round) -> str:
    if one.closes_on is None:
        return ""
    return _("You can apply until %(day)s.", day=format_date(one.closes_on, "long"))


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
