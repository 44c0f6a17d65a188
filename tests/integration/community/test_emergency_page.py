"""The emergency page: small, complete without scripts, and one tap away from every page."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.models import Person
from mentorship.programme import from_entries, to_entries
from mentorship.programme.reading import TEXT_LIMITS
from mentorship.runtime import current_runtime
from tests.conftest import SignIn, change_runtime

MAX_BYTES = 20_000
"""Over the wire, with everything that the page loads: pages are not compressed."""
CONTACTS = "Hotline, day and night: 213 555 0100\nLegal aid: (213) 555-0101, ask for an interpreter"


def fill_contacts(app: Flask, contacts: str) -> None:
    texts = {"en": contacts, "es": contacts}
    programme = replace(current_runtime().programme, emergency_contacts=texts)
    change_runtime(app, programme_source=lambda: programme)


def loaded_bytes(client: FlaskClient, page: bytes) -> int:
    soup = BeautifulSoup(page, "html.parser")
    urls = [item.get("src") or item.get("href") for item in soup.select("script, link")]
    files = [client.get(url) for url in urls if url != "data:,"]
    assert len(files) == 3
    assert all(file.status_code == 200 for file in files)
    return len(page) + sum(len(file.data) for file in files)


def test_it_says_what_to_do_and_whom_to_call(app: Flask, client: FlaskClient) -> None:
    fill_contacts(app, CONTACTS)
    page = BeautifulSoup(client.get("/emergency").data, "html.parser")
    assert len(page.select("ol li")) == 5
    links = [link["href"] for link in page.select(".contacts a")]
    assert links == ["tel:+12135550100", "tel:+12135550101"]


def test_while_nobody_is_filled_in_it_says_so(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/emergency?lang=es").data, "html.parser")
    assert "aún no ha indicado" in page.select_one(".empty").text
    assert page.select_one(".empty a")["href"] == "/contact"


@pytest.mark.parametrize("language", ["en", "es"])
def test_with_all_that_it_loads_it_is_small(app: Flask, client: FlaskClient, language: str) -> None:
    fill_contacts(
        app, "\n".join(f"Hotline {number}: 213 555 01{number}" for number in range(10, 30))
    )
    page = client.get(f"/emergency?lang={language}").data
    assert loaded_bytes(client, page) < MAX_BYTES


def test_with_the_longest_texts_it_is_small_too(app: Flask, client: FlaskClient) -> None:
    entries = to_entries(current_runtime().programme)
    for name in ("emergency_steps", "emergency_contacts"):
        line = "Légal aid, 213 555 0100, speaks many languages, day and night, ask for help\n"
        entries[name] = dict.fromkeys(("en", "es"), (line * 40)[: TEXT_LIMITS[name]])
    programme = from_entries(entries)
    change_runtime(app, programme_source=lambda: programme)
    assert loaded_bytes(client, client.get("/emergency").data) < MAX_BYTES


def test_a_visitor_gets_no_cookie_until_they_choose_a_language(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/emergency").headers
    link = BeautifulSoup(client.get("/emergency").data, "html.parser").select_one(".languages a")
    assert link["href"] == "/emergency?lang=es"
    assert "Set-Cookie" in client.get(link["href"]).headers
    assert 'lang="es"' in client.get("/emergency").text


def test_a_visitor_can_leave_quickly_without_a_session(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = BeautifulSoup(client.get("/emergency").data, "html.parser")
    form = page.select_one("form.quick-exit")
    assert form.select("input") == []
    left = client.post(form["action"])
    assert "Kitchen measures" in left.text


def test_the_language_of_a_link_changes_no_account(coordinator: Person, sign_in: SignIn) -> None:
    client = sign_in(coordinator)
    assert 'lang="es"' in client.get("/emergency?lang=es").text
    assert 'lang="en"' in client.get("/emergency").text
