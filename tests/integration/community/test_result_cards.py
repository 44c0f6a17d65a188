"""Cards of the search are kept, and never outlive what they say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.clock import today
from mentorship.community.resources import result_cards
from mentorship.extensions import db
from mentorship.models import Person, ResourceState
from mentorship.services.resources import resources
from mentorship.services.resources.search_index import search_index
from tests.factories import make_resource
from tests.integration.test_long_lists import recorded_statements


def cards(client: FlaskClient, url: str = "/resources") -> list[str]:
    page = BeautifulSoup(client.get(url).data, "html.parser")
    return [" ".join(card.text.split()) for card in page.select(".resource-card")]


def test_a_card_that_is_kept_reads_no_entry(client: FlaskClient, coordinator: Person) -> None:
    make_resource(coordinator, name="Open door")
    first = cards(client)
    with recorded_statements() as statements:
        assert cards(client) == first
    assert not any("resource.document" in statement for statement in statements)


def test_a_card_follows_each_change_of_its_entry(client: FlaskClient, coordinator: Person) -> None:
    resource = make_resource(coordinator, name="Open door")
    assert "Open door" in cards(client)[0]
    entry = replace(resources.entry_of(resource), name="Closed door")
    resources.change(db.session, coordinator, resource, entry)
    db.session.commit()
    assert "Closed door" in cards(client)[0]
    resources.set_state(db.session, coordinator, resource, ResourceState.RETIRED)
    db.session.commit()
    assert cards(client) == []


def test_a_card_is_in_the_language_of_its_page(client: FlaskClient, coordinator: Person) -> None:
    make_resource(coordinator)
    assert "Languages:" in cards(client)[0]
    assert "Idiomas:" in cards(client, "/resources?lang=es")[0]
    assert "Languages:" in cards(client, "/resources?lang=en")[0]


def test_the_heading_of_a_card_follows_the_headings_of_its_page(
    client: FlaskClient, coordinator: Person
) -> None:
    make_resource(coordinator)
    for url, level in (("/resources", "h2"), ("/resources?area=boyle_heights", "h3")):
        page = BeautifulSoup(client.get(url).data, "html.parser")
        assert page.select_one(".resource-card a").parent.name == level


def test_a_card_says_on_the_day_that_a_check_no_longer_counts(
    client: FlaskClient, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = make_resource(coordinator)
    resources.mark_checked(db.session, coordinator, resource, "coordinator")
    db.session.commit()
    assert "Last checked on" in cards(client)[0]
    later = today() + resources.CHECK_LASTS + timedelta(days=1)
    for module in (result_cards, resources):
        monkeypatch.setattr(module, "today", lambda: later)
    assert "Not checked since" in cards(client)[0]


def test_an_entry_that_is_gone_leaves_the_rest_of_its_page(
    client: FlaskClient, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = make_resource(coordinator, name="A", areas=("east_la",))
    make_resource(coordinator, name="B", areas=("everywhere",))
    index = search_index(db.session)
    db.session.delete(gone)
    db.session.commit()
    monkeypatch.setattr(
        "mentorship.community.resources.directory_views.search_index", lambda _session: index
    )
    page = BeautifulSoup(client.get("/resources?area=boyle_heights").data, "html.parser")
    headings = [" ".join(item.text.split()) for item in page.select("main h2, main h3")]
    assert headings == ["For the whole city, by phone or online", "B"]


def test_cards_are_let_go_when_there_are_too_many(
    client: FlaskClient, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        make_resource(coordinator, name=f"Place {number:02}")
    first = cards(client)
    monkeypatch.setattr(result_cards, "MAX_KEPT", len(first) - 1)
    cards(client, "/resources?page=2")
    with recorded_statements() as statements:
        assert cards(client) == first
    assert any("resource.document" in statement for statement in statements)


def test_a_card_names_the_language_of_a_text_that_is_not_translated(
    client: FlaskClient, coordinator: Person
) -> None:
    make_resource(coordinator)
    assert "(in English)" not in cards(client)[0]
    assert "Lawyers look at your papers. (en inglés)" in cards(client, "/resources?lang=es")[0]
    page = BeautifulSoup(client.get("/resources?lang=es").data, "html.parser")
    assert page.select_one(".resource-card [lang=en]").text == "Lawyers look at your papers."
