"""The poster of a round, as SVG and as PDF."""

import re
from xml.etree.ElementTree import Element

import pytest
import segno
from defusedxml import ElementTree
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from mentorship.clock import today
from mentorship.config import SITE_LANGUAGES
from mentorship.coordinate.poster import layout, render, text
from mentorship.coordinate.poster.text import Wording
from mentorship.coordinate.poster.typesetting import Typesetter
from mentorship.extensions import db
from mentorship.models import Person, Round
from tests.conftest import SignIn

SVG = "{http://www.w3.org/2000/svg}"
SPANISH = Wording(
    headline="Busca mentora. ¡Sé mentor!",
    about="Unimos a personas de las comunidades asiáticas y latinas de Los Ángeles, de dos en dos.",
    promise="Nunca pedimos papeles, tu nombre legal ni tu estatus migratorio.",
    how="Apunta aquí la cámara de tu teléfono, o escribe la dirección:",
    closes="Hasta el 31 de enero de 2030.",
)
CHINESE = Wording(headline="找一位导师", about="我们" * 40, promise="诺", how="扫", closes="")
LONG = "https://mentors.coalition-of-los-angeles.example.org/"


@pytest.fixture
def client(coordinator: Person, sign_in: SignIn, a_round: Round) -> FlaskClient:
    return sign_in(coordinator)


def shown(client: FlaskClient) -> Element:
    response = client.get("/rounds/1/poster.svg")
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    return ElementTree.fromstring(response.data)


def texts(page: Element) -> str:
    return " ".join(text.text or "" for text in page.iter(f"{SVG}text"))


def test_the_code_is_the_address_and_nothing_else(client: FlaskClient) -> None:
    expected = segno.make_qr("http://localhost/join/1", error="q")
    path = max(shown(client).iter(f"{SVG}path"), key=lambda one: len(one.attrib["d"])).attrib["d"]
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    rows = enumerate(expected.matrix_iter(border=4))
    assert drawn == {(x, y) for y, row in rows for x, dark in enumerate(row) if dark}
    assert re.sub(r"M\d+ \d+h\d+v1h-\d+z", "", path) == ""


def test_the_address_can_be_typed_from_paper(client: FlaskClient) -> None:
    assert "http://localhost/join/1" in [text.text for text in shown(client).iter(f"{SVG}text")]


def test_it_says_when_it_closes_and_names_no_round(client: FlaskClient) -> None:
    said = texts(shown(client))
    assert "January 31, 2030" in said
    assert "Spring" not in said


def test_a_round_without_an_end_has_a_poster_too(client: FlaskClient, a_round: Round) -> None:
    db.session.get_one(Round, 1).closes_on = None
    db.session.commit()
    assert "until" not in texts(shown(client))


def test_it_says_the_same_in_every_language_of_the_site(client: FlaskClient) -> None:
    said = set(texts(shown(client)).split())
    for language in SITE_LANGUAGES:
        with force_locale(language):
            words = text.in_this_language(db.session.get_one(Round, 1))
        for sentence in (words.headline, words.about, words.promise, words.how, words.closes):
            assert set(sentence.split()) <= said, language


def test_it_holds_no_style_and_no_script_that_the_policy_would_stop(client: FlaskClient) -> None:
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


def test_the_pdf_says_nothing_of_who_made_it_and_when(client: FlaskClient) -> None:
    pdf = client.get("/rounds/1/poster.pdf").data
    assert b"/Author" not in pdf
    assert b"/Title" not in pdf
    assert re.findall(rb"/CreationDate \((.*?)\)", pdf) == [b"D:20000101000000Z"]
    assert str(today().year).encode() not in pdf.split(b"startxref")[0].split(b"/Info")[-1]


@pytest.mark.parametrize(("kind", "name"), [("svg", "poster.svg"), ("pdf", "poster.pdf")])
def test_it_opens_in_the_browser_and_is_kept_nowhere(
    client: FlaskClient, kind: str, name: str
) -> None:
    headers = client.get(f"/rounds/1/poster.{kind}").headers
    assert headers["Content-Disposition"] == f"inline; filename={name}"
    assert headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("said", [[SPANISH], [SPANISH, SPANISH], [SPANISH, CHINESE]])
@pytest.mark.parametrize("address", ["a.org", LONG, LONG * 2])
def test_everything_stays_on_the_page_and_apart(said: list[Wording], address: str) -> None:
    setter = Typesetter()
    placed = layout.laid_out(said, address)
    assert layout.SMALLEST_QR <= placed.qr_size <= layout.LARGEST_QR
    for line in placed.lines:
        width = setter.width(line.text, line.style)
        left = line.x - width / 2 if line.style.centered else line.x
        assert left >= layout.MARGIN
        assert left + width <= layout.WIDTH - layout.MARGIN
        assert layout.TOP < line.y < layout.HEIGHT - layout.MARGIN
        above, below = line.y + line.style.size * 0.3, line.y - line.style.size * 0.8
        assert above < placed.qr_top or below > placed.qr_top + placed.qr_size


def test_a_language_that_the_printers_font_cannot_write_is_on_the_svg_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "wordings", lambda one: [SPANISH, CHINESE])
    with app.test_request_context(base_url=LONG):
        assert CHINESE.headline in render.as_svg(Round(id=1))
        assert render.as_pdf(Round(id=1)).startswith(b"%PDF-")
    assert [render.is_printable(words) for words in (SPANISH, CHINESE)] == [True, False]


def test_the_round_leads_to_both(client: FlaskClient) -> None:
    page = client.get("/rounds/1").text
    assert "/rounds/1/poster.pdf" in page
    assert "/rounds/1/poster.svg" in page
