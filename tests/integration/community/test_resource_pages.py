"""The directory as visitors see it: small pages, no cookie, what is public alone."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import Person, ResourceState, ResourceSuggestion
from mentorship.services.accounts import rate_limits
from mentorship.services.resources import resources
from mentorship.services.resources.entry import OpeningHours, Phone
from tests.conftest import SignIn
from tests.factories import make_resource
from tests.integration.test_long_lists import recorded_statements
from tests.unit.services.resources.entries import FULL

MAX_PAGE_BYTES = 60_000
PAGES = [
    "/",
    "/resources",
    "/resources?q=help&area=boyle_heights",
    "/resources/1",
    "/resources/sheet",
]


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).data, "html.parser")


def loaded(client: FlaskClient, url: str) -> int:
    """Return the bytes of a page and of what it loads, compressed where they are served so."""
    page = client.get(url)
    total, found = len(page.data), BeautifulSoup(page.data, "html.parser")
    for item in found.select("script[src], link[rel=stylesheet], link[rel=icon], img"):
        file = client.get(str(item.get("src") or item["href"]), headers={"Accept-Encoding": "gzip"})
        assert file.status_code == 200
        total += len(file.data)
    return total


@pytest.mark.parametrize("url", PAGES)
def test_a_public_page_is_small_and_sets_no_cookie(
    client: FlaskClient, coordinator: Person, url: str
) -> None:
    for _number in range(40):
        make_resource(coordinator)
    assert "Set-Cookie" not in client.get(url).headers
    assert loaded(client, url) < MAX_PAGE_BYTES


def test_a_chosen_language_stays_for_the_next_page(client: FlaskClient) -> None:
    link = soup(client, "/resources?q=help").select_one(".languages a")
    assert link["href"] == "/resources?q=help&lang=es"
    assert "Set-Cookie" in client.get(link["href"]).headers
    assert soup(client, "/resources").html["lang"] == "es"


def test_a_search_shows_how_near_each_place_is(client: FlaskClient, coordinator: Person) -> None:
    make_resource(coordinator, name="Legal help here")
    make_resource(coordinator, name="Legal help nearby", areas=("east_la",))
    make_resource(coordinator, name="Legal help by phone", areas=("everywhere",))
    page = soup(client, "/resources?topic=legal&speaks=es&area=boyle_heights")
    headings = [" ".join(item.text.split()) for item in page.select("main h2, main h3")]
    assert headings == [
        "In Boyle Heights",
        "Legal help here",
        "Nearby: East Los Angeles",
        "Legal help nearby",
        "For the whole city, by phone or online",
        "Legal help by phone",
    ]
    assert page.select_one("#search-speaks option[selected]")["value"] == "es"


@pytest.mark.parametrize("state", [ResourceState.DRAFT, ResourceState.RETIRED])
def test_what_is_not_public_is_nowhere(
    client: FlaskClient, coordinator: Person, state: ResourceState
) -> None:
    make_resource(coordinator, state, name="Not for everybody")
    for url in ("/resources", "/resources/sheet", "/resources?q=everybody"):
        assert "Not for everybody" not in client.get(url).text
    assert client.get("/resources/1").status_code == 404
    assert client.get("/resources/1/mistake").status_code == 404


def test_the_page_of_a_resource_shows_all_of_it(client: FlaskClient, coordinator: Person) -> None:
    resource = resources.add(db.session, coordinator, FULL)
    resources.set_state(db.session, coordinator, resource, ResourceState.PUBLISHED)
    db.session.commit()
    page = soup(client, f"/resources/{resource.id}")
    text = " ".join(page.select_one("main").text.split())
    for shown in (
        *("Asesoría legal para familias", "Centro de los Cuatro Ríos", "Family legal help"),
        *("Lawyers look at your papers.", "For everybody.", "Call first.", "In any language"),
        *("Cerrado esta semana.", "Immigration law, Hotline", "Spanish, Zapotec, Korean, English"),
        *("Low cost, or by income", "The first talk is free.", "From 16 to 99 years"),
        *("Any letter that you got, Lease", "Boyle Heights", "213 555 0160 · extension 12"),
        *("Mon – Wed: 9:00", "second Monday of the month", "last Friday of the month"),
        *("every 2 weeks", "By appointment", "Office by the river", "12 Example Street"),
        *("Floor 3", "Los Angeles, CA 90033", "Two blocks from the train.", "Ramp", "Ring twice."),
        *("213 555 0161", "Sat: 10:00", "Closed for a while", "A center of the neighborhood."),
        *("Last checked on November 1, 2026 by a coordinator", "meet.example.org"),
    ):
        assert shown in text, shown
    assert page.select_one("[lang=es].programme-text").text == "Cerrado esta semana."
    links = {link["href"] for link in page.select("main a")}
    assert {
        *("tel:+12135550160", "sms:+12135550162", "tel:+12135550161"),
        *("mailto:legal@rivers.example.org", "https://rivers.example.org/legal"),
    } <= links


def test_a_sheet_is_in_the_chosen_language(client: FlaskClient, coordinator: Person) -> None:
    make_resource(
        coordinator,
        hours=(OpeningHours(days=("SA",), opens="10:00"),),
        phones=(Phone("213 555 0150", kind="fax"), Phone("213 555 0151")),
    )
    sheet = soup(client, "/resources/sheet?speaks=es&lang=es")
    assert sheet.html["lang"] == "es"
    text = " ".join(sheet.text.split())
    assert "sáb" in text
    assert "español" in text
    assert [link["href"] for link in sheet.select(".sheet a")] == ["tel:+12135550151"]


def test_a_sheet_says_how_many_it_leaves_out(
    client: FlaskClient, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentorship.community.resources.directory_views.MAX_ON_SHEET", 1)
    for _number in range(3):
        make_resource(coordinator)
    assert "2 more entries" in client.get("/resources/sheet").text


def test_nothing_fits_says_what_to_do(client: FlaskClient, coordinator: Person) -> None:
    assert "still empty" in client.get("/resources").text
    make_resource(coordinator)
    assert "Leave something out" in client.get("/resources?q=nowhere").text


@pytest.mark.parametrize("query", ["area=x&topic=%00&speaks=%ff", "q=" + "%25" * 900, "page=99999"])
def test_a_strange_question_is_answered(
    client: FlaskClient, coordinator: Person, query: str
) -> None:
    make_resource(coordinator)
    assert client.get(f"/resources?{query}").status_code == 200


def test_the_statements_do_not_grow_with_the_rows(client: FlaskClient, coordinator: Person) -> None:
    counts = []
    for _time in range(2):
        for _number in range(8):
            make_resource(coordinator)
        with recorded_statements() as recorded:
            client.get("/resources?q=legal&area=boyle_heights")
        counts.append(len(recorded))
    assert counts[0] == counts[1]


def test_a_suggestion_waits_for_a_coordinator(client: FlaskClient, coordinator: Person) -> None:
    data = {"name": "Sewing circle", "text": "They help with forms."}
    response = client.post("/resources/suggest", data=data, follow_redirects=True)
    assert "before it is shown" in response.text
    assert "Sewing circle" not in client.get("/resources").text
    assert db.session.scalars(select(ResourceSuggestion)).one().text == "They help with forms."


def test_a_mistake_is_told_of_a_resource(client: FlaskClient, coordinator: Person) -> None:
    resource = make_resource(coordinator)
    client.post(f"/resources/{resource.id}/mistake", data={"text": "They have moved."})
    assert db.session.scalars(select(ResourceSuggestion)).one().resource_id == resource.id


def test_an_empty_suggestion_says_what_is_missing(client: FlaskClient) -> None:
    response = client.post("/resources/suggest", data={"name": " ", "text": ""})
    assert response.status_code == 422
    assert "Write the name of the place" in response.text
    assert "Write how it helps" in response.text


def test_a_suggestion_about_somebodys_status_is_asked_about(client: FlaskClient) -> None:
    data = {"name": "Place", "text": "My cousin is undocumented and they helped."}
    response = client.post("/resources/suggest", data=data)
    assert "Do you want to write this down?" in response.text
    assert db.session.scalar(select(ResourceSuggestion.id)) is None


def test_what_was_typed_is_there_after_too_many(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "MAX_SITE_SUGGESTIONS", 0)
    response = client.post("/resources/suggest", data={"name": "Circle", "text": "A long text."})
    assert response.status_code == 409
    assert "try again in an hour" in response.text
    assert "A long text." in response.text


def test_every_page_leads_to_the_emergency_page(
    app: Flask, client: FlaskClient, coordinator: Person, sign_in: SignIn
) -> None:
    for url in ("/", "/sign-in", "/resources", "/nowhere"):
        assert soup(client, url).select_one('a[href="/emergency"]') is not None, url
    assert soup(sign_in(coordinator), "/today").select_one('a[href="/emergency"]') is not None


def test_a_language_that_is_none_is_ignored(client: FlaskClient) -> None:
    assert soup(client, "/resources?lang=xx").html["lang"] == "en"
    assert "Set-Cookie" not in client.get("/resources?lang=xx").headers


def test_a_text_that_is_not_translated_names_its_language(
    client: FlaskClient, coordinator: Person
) -> None:
    resource = make_resource(coordinator)
    page = f"/resources/{resource.id}"
    assert "(in English)" not in client.get(page).text
    (text,) = soup(client, f"{page}?lang=es").select("main .programme-text[lang=en]")
    assert text.text == "Lawyers look at your papers."
    assert text.find_next_sibling().text == "(en inglés)"
