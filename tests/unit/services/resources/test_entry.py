"""An entry can be stored as a document, and says by which ways and languages it is reached."""

import json
from dataclasses import replace
from datetime import date

import pytest

from mentorship.services.resources.entry import Phone, Place, ResourceEntry
from tests.unit.services.resources.entries import FULL, SMALL


@pytest.mark.parametrize("entry", [FULL, SMALL])
def test_a_document_gives_back_the_entry(entry: ResourceEntry) -> None:
    stored = json.loads(json.dumps(entry.as_document()))
    assert ResourceEntry.from_document(stored) == entry


def test_a_document_leaves_out_what_is_empty() -> None:
    assert SMALL.as_document() == {
        "hsds_id": SMALL.hsds_id,
        "name": "Food on Saturdays",
        "organization": {"name": "Neighbors' Kitchen", "hsds_id": SMALL.organization.hsds_id},
        "status": "active",
        "topics": ["food"],
        "areas": ["everywhere"],
    }


def test_categories_are_those_of_its_topics() -> None:
    assert FULL.categories() == ["legal", "emergency"]
    assert SMALL.categories() == ["social"]


def test_ways_to_reach_it_follow_from_what_is_known() -> None:
    assert FULL.ways() == ["call", "text_message", "email", "website", "visit"]
    assert SMALL.ways() == []
    assert replace(SMALL, phones=(Phone("1", kind="fax"),)).ways() == []
    by_letter = Place(kind="postal", street="P.O. Box 1")
    assert replace(SMALL, places=(by_letter,)).ways() == []


def test_languages_of_places_and_phones_are_spoken_too() -> None:
    assert FULL.spoken_languages() == ["es", "zap", "ko", "en"]


def test_a_text_is_in_the_language_asked_for_or_in_one_that_it_has() -> None:
    assert FULL.text_in("description", "es") == ("Revisan sus papeles.", "es")
    assert FULL.text_in("alert", "en") == ("Cerrado esta semana.", "es")
    assert SMALL.text_in("description", "en") == ("", "en")


def test_a_check_notes_the_day_and_the_role() -> None:
    checked = SMALL.checked(date(2026, 11, 27), "coordinator")
    assert (checked.checked_on, checked.checked_by) == ("2026-11-27", "coordinator")


def test_an_address_is_written_as_on_an_envelope() -> None:
    assert FULL.places[0].address_lines() == [
        "12 Example Street",
        "Floor 3",
        "Los Angeles, CA 90033",
    ]


@pytest.mark.parametrize("kind", ["voice", "cell", "video", "textphone", "text", "fax", "pager"])
def test_what_is_found_as_a_way_to_call_can_be_called(kind: str) -> None:
    phone = Phone("213 555 0100", kind=kind)
    assert ("call" in replace(SMALL, phones=(phone,)).ways()) is phone.can_be_called
