"""The poster of a round, as SVG and as PDF."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
import segno
from defusedxml import ElementTree
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from mentorship.clock import today
from mentorship.coordinate.poster import layout, render, text
from mentorship.coordinate.poster.text import PosterText
from mentorship.coordinate.poster.typesetting import Typesetter
from mentorship.extensions import db
from mentorship.models import Person, Round
from mentorship.programme import SITE_LANGUAGES, shipped
from tests.conftest import SignIn, change_runtime

SVG = "{http://www.w3.org/2000/svg}"
SPANISH = PosterText(
    headline="Busca mentora. ¡Sé mentor!",
    about="Unimos a personas de las comunidades asiáticas y latinas de Los Ángeles, de dos en dos.",
    promise="Nunca pedimos papeles, tu nombre legal ni tu estatus migratorio.",
    instructions="Apunta aquí la cámara de tu teléfono, o escribe la dirección:",
    deadline="Hasta el 31 de enero de 2030.",
)
CHINESE = PosterText(
    headline="找一位导师", about="我们" * 40, promise="诺", instructions="扫", deadline=""
)
LONG = "https://mentors.coalition-of-los-angeles.example.org/"


@pytest.fixture
def client(coordinator: Person, sign_in: SignIn, a_round: Round) -> FlaskClient:
    return sign_in(coordinator)


def svg_of(client: FlaskClient) -> Element:
    response = client.get("/rounds/1/poster.svg")
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    return ElementTree.fromstring(response.data)


def texts(page: Element) -> str:
    return " ".join(text.text or "" for text in page.iter(f"{SVG}text"))


def test_the_qr_code_holds_the_url_and_nothing_else(client: FlaskClient) -> None:
    expected = segno.make_qr("http://localhost/join/1", error="q")
    path = max(svg_of(client).iter(f"{SVG}path"), key=lambda path: len(path.attrib["d"])).attrib[
        "d"
    ]
    dark_modules = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        dark_modules |= {(int(x) + step, int(y)) for step in range(int(length))}
    rows = enumerate(expected.matrix_iter(border=4))
    assert dark_modules == {(x, y) for y, row in rows for x, dark in enumerate(row) if dark}
    assert re.sub(r"M\d+ \d+h\d+v1h-\d+z", "", path) == ""


def test_the_url_is_printed_to_be_typed(client: FlaskClient) -> None:
    assert "http://localhost/join/1" in [text.text for text in svg_of(client).iter(f"{SVG}text")]


def test_the_poster_has_the_deadline_and_not_the_rounds_name(client: FlaskClient) -> None:
    content = texts(svg_of(client))
    assert "January 31, 2030" in content
    assert "Spring" not in content


def test_a_round_without_a_deadline_has_a_poster_too(client: FlaskClient, a_round: Round) -> None:
    db.session.get_one(Round, 1).closes_on = None
    db.session.commit()
    assert "until" not in texts(svg_of(client))


def test_the_poster_has_its_text_in_every_language_of_the_site(client: FlaskClient) -> None:
    words = set(texts(svg_of(client)).split())
    for language in SITE_LANGUAGES:
        with force_locale(language):
            expected = text.text_in_current_locale(db.session.get_one(Round, 1))
        for sentence in vars(expected).values():
            assert set(sentence.split()) <= words, language


def test_the_svg_has_no_style_or_script_that_the_csp_would_block(client: FlaskClient) -> None:
    page = client.get("/rounds/1/poster.svg").text
    assert "<style" not in page
    assert "style=" not in page
    assert "<script" not in page
    assert 'viewBox="0 0 612 792"' in page


def test_the_pdf_is_one_page_and_the_same_each_time(client: FlaskClient) -> None:
    first = client.get("/rounds/1/poster.pdf")
    assert first.status_code == 200
    assert first.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF-")
    assert first.data.rstrip().endswith(b"%%EOF")
    assert re.findall(rb"/Type /Page\b", first.data) == [b"/Type /Page"]
    assert b"/Count 1" in first.data
    assert first.data == client.get("/rounds/1/poster.pdf").data


@pytest.mark.parametrize("words", ["x" * 300, "Nhóm 여러분 🎉"], ids=["long", "in another script"])
def test_the_pdf_is_one_page_whatever_the_programme_says(
    app: Flask, client: FlaskClient, words: str
) -> None:
    poster = {"en": words, "es": f"{words}!"}
    change_runtime(app, programme_source=lambda: replace(shipped(), poster=poster))
    pdf = client.get("/rounds/1/poster.pdf")
    assert pdf.status_code == 200
    assert b"/Count 1" in pdf.data


def test_the_pdf_does_not_store_its_author_or_date(client: FlaskClient) -> None:
    pdf = client.get("/rounds/1/poster.pdf").data
    assert b"/Author" not in pdf
    assert b"/Title" not in pdf
    assert re.findall(rb"/CreationDate \((.*?)\)", pdf) == [b"D:20000101000000Z"]
    assert str(today().year).encode() not in pdf.split(b"startxref")[0].split(b"/Info")[-1]


@pytest.mark.parametrize(("kind", "name"), [("svg", "poster.svg"), ("pdf", "poster.pdf")])
def test_the_poster_opens_in_the_browser_and_is_not_cached(
    client: FlaskClient, kind: str, name: str
) -> None:
    headers = client.get(f"/rounds/1/poster.{kind}").headers
    assert headers["Content-Disposition"] == f"inline; filename={name}"
    assert headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("poster_texts", [[SPANISH], [SPANISH, SPANISH], [SPANISH, CHINESE]])
@pytest.mark.parametrize("url", ["a.org", LONG, LONG * 2])
def test_nothing_overlaps_or_leaves_the_page(poster_texts: list[PosterText], url: str) -> None:
    typesetter = Typesetter()
    placed = layout.lay_out(poster_texts, url)
    assert layout.MIN_QR_SIZE <= placed.qr_size <= layout.MAX_QR_SIZE
    for line in placed.lines:
        width = typesetter.width(line.text, line.style)
        left = line.x - width / 2 if line.style.centered else line.x
        assert left >= layout.MARGIN
        assert left + width <= layout.WIDTH - layout.MARGIN
        assert layout.TOP < line.y < layout.HEIGHT - layout.MARGIN
        above, below = line.y + line.style.size * 0.3, line.y - line.style.size * 0.8
        assert above < placed.qr_top or below > placed.qr_top + placed.qr_size


def test_a_language_without_glyphs_in_the_pdf_font_is_only_on_the_svg(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "poster_texts", lambda round_: [SPANISH, CHINESE])
    with app.test_request_context(base_url=LONG):
        assert CHINESE.headline in render.as_svg(Round(id=1))
        assert render.as_pdf(Round(id=1)).startswith(b"%PDF-")
    assert [render.is_printable(text) for text in (SPANISH, CHINESE)] == [True, False]


def test_the_round_page_links_to_both_files(client: FlaskClient) -> None:
    page = client.get("/rounds/1").text
    assert "/rounds/1/poster.pdf" in page
    assert "/rounds/1/poster.svg" in page
