"""Topics, keywords and attributes of our own."""

import pytest

from mentorship.services.resources.hsds import own_terms
from mentorship.services.resources.hsds.attribute_reading import AttributeReader
from mentorship.services.resources.hsds.tables import Tables

SERVICE = {"id": "s", "name": "Help"}


def described(*terms: tuple[str, str, str]) -> Tables:
    """Return a service with terms, each with its code, its name and what the attribute says."""
    tables = Tables()
    for code, name, link_type in terms:
        tables.add("taxonomy_term", {"id": code, "code": code, "name": name})
        attribute = {"link_id": "s", "taxonomy_term_id": code, "link_type": link_type}
        tables.add("attribute", {**attribute, "value": name})
    return tables


def test_a_term_of_another_taxonomy_is_a_keyword_and_its_words_tell_the_topic() -> None:
    notes: list[str] = []
    tables = described(("FT", "Immigration Legal Services", "service_type"))
    reader = AttributeReader(tables, notes.append)
    topics = ("immigration", "other_law")
    assert reader.topics_and_keywords(SERVICE) == (topics, ("Immigration Legal Services",))
    assert notes == []


def test_our_own_topics_and_keywords_are_taken_as_they_are() -> None:
    tables = described(
        ("food", "Food", own_terms.TOPIC),
        ("soup", "Soup", own_terms.KEYWORD),
        ("alert:es", "Spanish", own_terms.TRANSLATION),
    )
    reader = AttributeReader(tables, lambda note: None)
    assert reader.topics_and_keywords(SERVICE) == (("food",), ("Soup",))


def test_an_unknown_topic_is_said_and_kept_as_a_keyword() -> None:
    notes: list[str] = []
    reader = AttributeReader(described(("A", "Astronomy", "")), notes.append)
    assert reader.topics_and_keywords(SERVICE) == ((), ("Astronomy",))
    assert notes == [
        "Unknown topic: Astronomy. It is kept as a keyword.",
        "No topic is known. Choose one before it is public.",
    ]


def test_an_earlier_version_names_its_terms_in_another_table() -> None:
    tables = Tables()
    tables.add("taxonomy", {"id": "t", "name": "Food"})
    tables.add("service_taxonomy", {"service_id": "s", "taxonomy_id": "t"})
    tables.add("service_taxonomy", {"service_id": "s", "taxonomy_detail": "Rent"})
    reader = AttributeReader(tables, lambda note: None)
    assert reader.topics_and_keywords(SERVICE) == (("food", "housing"), ("Food", "Rent"))


@pytest.mark.parametrize(("kind", "count"), [(own_terms.CHECKED_BY, 1), (own_terms.KEYWORD, 0)])
def test_attributes_of_our_own_are_found_by_their_kind(kind: str, count: int) -> None:
    reader = AttributeReader(
        described(("coordinator", "coordinator", own_terms.CHECKED_BY)), lambda note: None
    )
    assert len(reader.own(SERVICE, kind)) == count
