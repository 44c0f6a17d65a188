"""Coordinators keep the directory: add, change, publish, check, import, export."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Person, Resource, ResourceState, ResourceSuggestion
from mentorship.services.resources import resources, suggestions
from mentorship.services.resources.entry import PHONE_KINDS, OpeningHours, Phone, Place
from mentorship.services.resources.hsds import file_writing
from mentorship.services.resources.hsds.table_writing import tables_of
from tests.conftest import SignIn
from tests.factories import make_resource
from tests.page_forms import hidden_fields, press_button
from tests.unit.services.resources.entries import FULL
from tests.unit.services.resources.hsds.samples import SAMPLES, as_json

LIST, NEW = "/community/resources", "/community/resources/new"
FIELDS: dict[str, Any] = {
    "name": "Legal help",
    "organization": "Eastside Law Center",
    "topics": ["immigration"],
    "areas": ["boyle_heights"],
    "languages": ["es"],
    "cost": "free",
    "status": "active",
    "description_en": "Lawyers look at your papers.",
    "description_es": "Revisan sus papeles.",
    "url": "https://law.example.org",
    "required_documents": "A letter\r\n\r\n  Your lease ",
    "phones-0-number": "213 555 0150",
    "phones-0-kind": "voice",
    "phones-0-note": "9 to 5",
    "phones-1-number": "",
    "phones-1-kind": "voice",
    "hours-0-days": ["MO", "TU"],
    "hours-0-opens": "09:00",
    "hours-0-closes": "17:00",
    "places-0-name": "Office",
    "places-0-street": "1 Main Street",
    "places-0-city": "Los Angeles",
}

Send = Callable[..., TestResponse]


@pytest.fixture
def client(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def the_resource() -> Resource:
    return db.session.scalars(select(Resource)).one()


def fields_of(page: BeautifulSoup) -> dict[str, Any]:
    """Return what the form of a page would send unchanged."""
    sent: dict[str, Any] = {}
    for field in page.select("#page-form [name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[field["name"]] = chosen["value"]
        elif field.get("type") == "checkbox":
            if field.has_attr("checked"):
                sent.setdefault(str(field["name"]), []).append(field["value"])
        elif field.name in {"input", "textarea"}:
            sent[field["name"]] = field.get("value", "") or field.text.removeprefix("\n")
    return sent


def test_a_resource_is_added_and_changed(client: FlaskClient) -> None:
    hidden = hidden_fields(client, NEW)
    response = client.post(NEW, data=hidden | FIELDS, follow_redirects=True)
    assert "Nobody else sees it yet" in response.text
    entry = resources.entry_of(the_resource())
    assert (entry.name, entry.organization.name) == ("Legal help", "Eastside Law Center")
    assert entry.texts["description"] == {
        "en": "Lawyers look at your papers.",
        "es": "Revisan sus papeles.",
    }
    assert entry.phones == (Phone("213 555 0150", note="9 to 5"),)
    assert entry.hours == (OpeningHours(days=("MO", "TU"), opens="09:00", closes="17:00"),)
    assert entry.places[0].street == "1 Main Street"
    assert entry.required_documents == ("A letter", "Your lease")


def test_a_form_that_is_sent_again_adds_one(client: FlaskClient) -> None:
    hidden = hidden_fields(client, NEW)
    for _time in range(2):
        client.post(NEW, data=hidden | FIELDS)
    assert the_resource().state is ResourceState.DRAFT


def test_what_the_form_does_not_show_stays(client: FlaskClient, coordinator: Person) -> None:
    resource = resources.add(db.session, coordinator, FULL)
    db.session.commit()
    url = f"{LIST}/{resource.id}"
    page = BeautifulSoup(client.get(url).data, "html.parser")
    response = client.post(url, data=fields_of(page), follow_redirects=True)
    assert "Saved." in response.text
    assert resources.entry_of(resource) == FULL


@pytest.mark.parametrize("kind", sorted(PHONE_KINDS))
def test_every_kind_of_phone_stays_what_it_is(
    client: FlaskClient, coordinator: Person, kind: str
) -> None:
    phone = Phone("213 555 0150", kind=kind)
    resource = make_resource(coordinator, ResourceState.DRAFT, phones=(phone,))
    url = f"{LIST}/{resource.id}"
    fields = fields_of(BeautifulSoup(client.get(url).data, "html.parser"))
    assert "Saved." in client.post(url, data=fields, follow_redirects=True).text
    assert [phone.kind for phone in resources.entry_of(resource).phones] == [kind]


def test_a_line_that_is_emptied_is_removed(client: FlaskClient, coordinator: Person) -> None:
    resource = resources.add(db.session, coordinator, FULL)
    db.session.commit()
    url = f"{LIST}/{resource.id}"
    fields = fields_of(BeautifulSoup(client.get(url).data, "html.parser"))
    fields |= {
        "phones-0-number": "",
        "phones-0-note": "",
        "places-0-name": "",
        "places-0-street": "",
    }
    client.post(url, data=fields)
    entry = resources.entry_of(resource)
    assert [phone.number for phone in entry.phones] == ["213 555 0162"]
    assert [place.kind for place in entry.places] == ["physical", "virtual"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", " ", "Write what it is called"),
        ("organization", "", "Write who offers it"),
        ("url", "javascript:alert(1)", "begins with https://"),
        ("url", "http://[", "begins with https://"),
        ("email", "nobody", "like help@example.org"),
        ("hours-0-opens", "nine", "like 09:30"),
        ("topics", ["magic"], "Choose only answers that are offered"),
        ("name", "x" * 300, "Keep it to 200 characters"),
    ],
)
def test_a_wrong_value_is_said_and_nothing_is_lost(
    client: FlaskClient, field: str, value: object, message: str
) -> None:
    data = hidden_fields(client, NEW) | FIELDS | {field: value}
    response = client.post(NEW, data=data)
    assert response.status_code == 422
    assert message in response.text
    assert "9 to 5" in response.text
    assert db.session.scalar(select(Resource.id)) is None


def test_somebody_elses_change_is_not_overwritten(client: FlaskClient, coordinator: Person) -> None:
    resource = make_resource(coordinator)
    url = f"{LIST}/{resource.id}"
    stale = fields_of(BeautifulSoup(client.get(url).data, "html.parser")) | {"name": "Mine"}
    resources.mark_checked(db.session, coordinator, resource, "coordinator")
    db.session.commit()
    response = client.post(url, data=stale)
    assert response.status_code == 409
    assert "Mine" in response.text
    assert resources.entry_of(resource).name == "Legal help for families"


def test_a_draft_is_published_checked_and_put_away_in_the_list(
    client: FlaskClient, coordinator: Person
) -> None:
    resource = make_resource(coordinator, ResourceState.DRAFT)
    assert "It is public now" in press_button(client, f"{LIST}?state=draft", "Make it public").text
    assert resource.state is ResourceState.PUBLISHED
    response = press_button(client, f"{LIST}?state=unchecked", "Still correct")
    assert "checked it today" in response.text
    assert resource.checked_on == today()
    assert (
        "unchecked" in press_button(client, f"{LIST}/{resource.id}", "Not checked after all").text
    )
    press_button(client, f"{LIST}?state=published", "Make it a draft")
    press_button(client, f"{LIST}?state=draft", "Archive it")
    assert resource.state is ResourceState.RETIRED


def test_what_lacks_something_says_so_and_cannot_be_published(
    client: FlaskClient, coordinator: Person
) -> None:
    make_resource(coordinator, ResourceState.DRAFT, topics=(), phones=())
    page = client.get(f"{LIST}?state=draft").text
    assert "Choose at least one topic." in page
    assert "Make it public" not in page


def test_an_empty_directory_says_what_to_do(client: FlaskClient) -> None:
    assert "The list is empty" in client.get(LIST).text
    assert "Nothing waits here" in client.get(f"{LIST}/suggestions").text


def test_a_suggestion_becomes_a_draft_or_is_closed(client: FlaskClient) -> None:
    for name in ("Circle", "Spam"):
        suggestions.add(db.session, name, "Thursdays.")
    db.session.commit()
    response = press_button(client, f"{LIST}/suggestions", "Make a draft of it")
    assert "This is a draft now" in response.text
    assert "To complete: Circle" in client.get(f"{LIST}/suggestions").text
    for _suggestion in range(2):
        response = press_button(client, f"{LIST}/suggestions", "Done, delete it")
        assert "deleted" in response.text
    assert db.session.scalar(select(ResourceSuggestion.id)) is None
    assert resources.entry_of(the_resource()).name == "Circle"


def upload(client: FlaskClient, content: bytes, language: str = "en") -> TestResponse:
    data = {"file": (io.BytesIO(content), "resources.json"), "language": language}
    return client.post(f"{LIST}/import", data=data, follow_redirects=True)


def test_a_file_is_shown_row_by_row_then_imported(client: FlaskClient) -> None:
    rows = [json.loads(SAMPLES["3.0, nested"]), {"name": ""}]
    response = upload(client, as_json(rows))
    page = BeautifulSoup(response.data, "html.parser")
    table = [
        [" ".join(cell.text.split()) for cell in row.select("td, th")]
        for row in page.select("tbody tr")
    ]
    assert [row[:3] for row in table] == [
        ["1", "Immigration counsel", "New"],
        ["2", "–", "Left out"],
    ]
    assert "contact persons" in table[0][3]
    assert "no name" in table[1][3]
    assert "funding" in response.text
    assert db.session.scalar(select(Resource.id)) is None
    response = press_button(client, response.request.path, "Import")
    assert "1 new resource is a draft" in response.text
    assert the_resource().state is ResourceState.DRAFT


def test_what_a_file_would_change_is_shown_as_it_is_and_as_it_would_be(
    client: FlaskClient, coordinator: Person
) -> None:
    resource = make_resource(coordinator)
    before = resources.entry_of(resource)
    after = replace(before, name="Legal help on Fridays", phones=(Phone("213 555 0177"),))
    response = upload(client, file_writing.as_json(tables_of([after])))
    page = BeautifulSoup(response.data, "html.parser")
    lines = [" ".join(line.text.split()) for line in page.select(".differences li")]
    assert lines[0] == f"Name: {before.name} Legal help on Fridays"
    assert any(line.startswith("Phone numbers: ") and "0177" in line for line in lines)


def test_a_file_that_changes_nothing_says_so(client: FlaskClient, coordinator: Person) -> None:
    make_resource(coordinator)
    page = upload(client, client.get(f"{LIST}/export.json").data).text
    assert "There is nothing to import" in page
    assert "Discard the file" in page


def test_a_file_can_be_discarded(client: FlaskClient) -> None:
    response = upload(client, SAMPLES["3.0, CSV"])
    assert (
        "Nothing was imported"
        in press_button(client, response.request.path, "Discard the file").text
    )
    assert client.get(response.request.path).status_code == 404


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    client: FlaskClient, content: bytes
) -> None:
    response = upload(client, content)
    assert response.status_code == 422
    error = BeautifulSoup(response.data, "html.parser").select_one("#file-error")
    assert len(error.text) > 20


@pytest.mark.parametrize("file_format", ["json", "zip"])
def test_what_is_public_is_exported(
    client: FlaskClient, coordinator: Person, file_format: str
) -> None:
    make_resource(coordinator, places=(Place(street="1 Main", country="US"),))
    response = client.get(f"{LIST}/export.{file_format}")
    assert response.headers["Content-Disposition"].endswith(f'.{file_format}"')
    assert "Row" in upload(client, response.data).text


def test_the_directory_waits_on_today(client: FlaskClient, coordinator: Person) -> None:
    make_resource(coordinator)
    suggestions.add(db.session, "Circle", "Thursdays.")
    db.session.commit()
    page = BeautifulSoup(client.get("/today").data, "html.parser")
    cards = {card["aria-labelledby"]: card.text for card in page.select(".queue")}
    assert "Legal help for families" in cards["queue-resources"]
    assert "Circle" not in cards["queue-resource_suggestions"]
