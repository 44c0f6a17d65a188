"""The texts of a service, in the language of the file and in those of our own translations."""

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.entry import MAX_TEXT_LENGTH
from mentorship.services.resources.hsds import own_terms, values
from mentorship.services.resources.hsds.attribute_reading import AttributeReader
from mentorship.services.resources.hsds.tables import Record, Tables


class ServiceTextReader:
    def __init__(self, tables: Tables, attributes: AttributeReader, language: str) -> None:
        self._attributes, self._language = attributes, language
        self._eligibility = tables.children("eligibility", "service_id")

    def texts(self, service: Record) -> dict[str, dict[str, str]]:
        texts = self._texts_of_columns(service)
        for item in self._attributes.own(service, own_terms.TRANSLATION):
            term = self._attributes.term(item)
            name, _colon, language = str(term.get("code", "")).partition(":")
            if name in own_terms.HSDS_TEXTS and language in SITE_LANGUAGES:
                text = values.text_of(item["value"], MAX_TEXT_LENGTH)
                texts[name] = {**texts.get(name, {}), language: text}
        return texts

    def _texts_of_columns(self, service: Record) -> dict[str, dict[str, str]]:
        languages = dict(
            str(item["value"]).partition(":")[::2]
            for item in self._attributes.own(service, own_terms.TEXT_LANGUAGE)
        )
        texts: dict[str, dict[str, str]] = {}
        for name, column in own_terms.HSDS_TEXTS.items():
            given = service.get(column) or self._of_earlier_version(service, name)
            text = values.text_of(given, MAX_TEXT_LENGTH)
            language = languages.get(name, self._language)
            if text and language in SITE_LANGUAGES:
                texts[name] = {language: text}
        return texts

    def _of_earlier_version(self, service: Record, name: str) -> object:
        """Return what earlier versions have in another column or table."""
        if name == "cost_note":
            return service.get("fees")
        if name == "eligibility":
            records = self._eligibility.get(service["id"], [])
            given = (item.get("eligibility") for item in records)
            return ", ".join(str(text) for text in given if text)
        return None
