"""A visitor finds legal help in Spanish near Boyle Heights and prints it; a coordinator imports."""

import json
import re

import pytest
from playwright.sync_api import expect

from mentorship import demo
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

NAME = "Counsel by the lake"
FILE = [
    {
        "name": NAME,
        "status": "active",
        "description": "Help with letters, in the evening.",
        "organization": {"name": "Lake house (invented)"},
        "phones": [{"number": "213 555 0188"}],
        "languages": [{"code": "spa"}, {"name": "Elvish"}],
        "service_areas": [{"name": "Boyle Heights"}],
    },
    {"name": ""},
]


def test_a_visitor_without_an_account_finds_help_and_prints_it(visit: Visit) -> None:
    page = visit(scripts=False, phone=True, language="es-MX")
    page.goto("/")
    page.get_by_role("link", name="Buscar ayuda").click()
    expect(page.get_by_role("heading", name="Buscar ayuda")).to_be_visible()
    page.get_by_label("¿Qué tipo de ayuda?").select_option("legal")
    page.get_by_label("¿Cerca de qué zona?").select_option("boyle_heights")
    page.get_by_label("¿En qué idioma?").select_option("es")
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_role("heading", name="En Boyle Heights")).to_be_visible()
    expect(page.get_by_role("link", name="Legal help for families", exact=True)).to_be_visible()

    page.get_by_role("link", name="Una hoja para imprimir").click()
    expect(page.get_by_role("heading", name="Legal help for families")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("213 555 0150 · 9 to 5")).to_be_visible()
    expect(page.get_by_role("button", name="Salir rápido")).to_be_hidden()
    expect(page.get_by_role("link", name="Emergencia")).to_be_hidden()
    assert page.context.cookies() == []


def test_the_emergency_page_is_one_tap_away_and_a_card_when_printed(visit: Visit) -> None:
    page = visit(phone=True)
    page.goto("/resources")
    page.get_by_role("link", name="Emergency").click()
    expect(page.get_by_role("heading", name="Do this now")).to_be_visible()
    assert accessibility_problems(page) == []
    page.emulate_media(media="print")
    card = page.locator("main").bounding_box()
    assert card["width"] < 340  # 86 mm, as a bank card
    expect(page.get_by_text("My own number to call")).to_be_visible()


def test_a_coordinator_imports_a_file_completes_a_row_and_publishes_it(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["coordinator"])
    page.goto("/community/resources/import")
    content = json.dumps(FILE).encode()
    page.set_input_files(
        "#file", {"name": "hsds.json", "mimeType": "application/json", "buffer": content}
    )
    page.get_by_role("button", name="Read the file").click()
    first_row = re.compile("1.*New.*Unknown language: Elvish")
    expect(page.get_by_role("row", name=first_row)).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("2.*Left out.*no name"))).to_be_visible()
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_text("1 new resource is a draft.")).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("Choose at least one topic.")).to_be_visible()
    page.get_by_label("Immigration law").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Make it public").click()
    expect(page.get_by_text("It is public now.")).to_be_visible()
    assert accessibility_problems(page) == []

    visitor = visit()
    visitor.goto("/resources?q=lake&area=boyle_heights")
    visitor.get_by_role("link", name=NAME, exact=True).click()
    expect(visitor.get_by_role("link", name="Call +1 213 555 0188").first).to_be_visible()
    assert accessibility_problems(visitor) == []
