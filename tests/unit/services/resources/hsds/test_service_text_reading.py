"""The texts of a service: in which language they are, and where earlier versions have them."""

from mentorship.services.resources.hsds import own_terms
from mentorship.services.resources.hsds.attribute_reading import AttributeReader
from mentorship.services.resources.hsds.service_text_reading import ServiceTextReader
from mentorship.services.resources.hsds.tables import Record, Tables


def texts_of(
    service: Record, tables: Tables | None = None, language: str = "en"
) -> dict[str, dict[str, str]]:
    tables = tables or Tables()
    attributes = AttributeReader(tables, lambda note: None)
    return ServiceTextReader(tables, attributes, language).texts({"id": "s", **service})


def test_texts_are_in_the_language_of_the_file() -> None:
    assert texts_of({"alert": "Cerrado."}, language="es") == {"alert": {"es": "Cerrado."}}


def test_earlier_versions_have_some_in_another_column_or_table() -> None:
    tables = Tables()
    tables.add("eligibility", {"service_id": "s", "eligibility": "Families"})
    tables.add("eligibility", {"service_id": "s", "eligibility": "Elders"})
    assert texts_of({"fees": "None."}, tables) == {
        "eligibility": {"en": "Families, Elders"},
        "cost_note": {"en": "None."},
    }


def test_translations_of_our_own_export_are_read() -> None:
    tables = Tables()
    tables.add("taxonomy_term", {"id": "t", "code": "alert:es"})
    translation = {"link_type": own_terms.TRANSLATION, "value": "Cerrado."}
    tables.add("attribute", {"link_id": "s", "taxonomy_term_id": "t", **translation})
    texts = texts_of({"alert": "Closed."}, tables)
    assert texts == {"alert": {"en": "Closed.", "es": "Cerrado."}}


def test_an_export_of_ours_says_in_which_language_a_text_is() -> None:
    tables = Tables()
    language = {"link_type": own_terms.TEXT_LANGUAGE, "value": "alert:es"}
    tables.add("attribute", {"link_id": "s", **language})
    assert texts_of({"alert": "Cerrado."}, tables) == {"alert": {"es": "Cerrado."}}
