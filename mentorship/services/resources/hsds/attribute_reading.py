"""The attributes and taxonomy terms of a service: topics, keywords, and what we write ourselves."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _

from mentorship.services.resources.entry import MAX_KEYWORDS, MAX_LINE_LENGTH
from mentorship.services.resources.hsds import own_terms, values
from mentorship.services.resources.hsds.known_topics import topics_named
from mentorship.services.resources.hsds.tables import Record, Tables
from mentorship.vocabulary import ALL_RESOURCE_TOPICS

NOT_TOPICS = frozenset({own_terms.TRANSLATION, own_terms.TEXT_LANGUAGE, own_terms.CHECKED_BY})


class AttributeReader:
    def __init__(self, tables: Tables, note: Callable[[str], None]) -> None:
        self._tables, self._note = tables, note
        self._attributes = tables.children("attribute", "link_id")
        self._service_taxonomy = tables.children("service_taxonomy", "service_id")

    def own(self, service: Record, kind: str) -> list[Record]:
        """Return the attributes of a kind that an export of ours has written."""
        return [
            item
            for item in self._attributes.get(service["id"], [])
            if item.get("link_type") == kind and item.get("value")
        ]

    def term(self, item: Record) -> Record:
        """Return the taxonomy term that an attribute, or its precursor, refers to."""
        id_ = item.get("taxonomy_term_id") or item.get("taxonomy_id") or ""
        found = self._tables.find("taxonomy_term", id_) or self._tables.find("taxonomy", id_)
        return found or {}

    def topics_and_keywords(self, service: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
        topics, keywords = list[str](), list[str]()
        for term, kind in self._terms(service):
            name = values.line_of(term.get("name"), MAX_LINE_LENGTH)
            if kind == own_terms.TOPIC and term.get("code") in ALL_RESOURCE_TOPICS:
                topics.append(str(term["code"]))
            elif kind == own_terms.KEYWORD:
                keywords.append(name)
            elif name:
                topics += (found := topics_named(name))
                keywords.append(name)
                if not found:
                    self._note(_("Unknown topic: %(name)s. It is kept as a keyword.", name=name))
        if not topics:
            self._note(_("No topic is known. Choose one before it is public."))
        return tuple(dict.fromkeys(topics)), tuple(dict.fromkeys(keywords))[:MAX_KEYWORDS]

    def _terms(self, service: Record) -> Iterable[tuple[Record, str]]:
        """Yield the terms of a service, and what an attribute says that it describes."""
        for item in self._attributes.get(service["id"], []):
            kind = str(item.get("link_type", ""))
            if kind not in NOT_TOPICS:
                yield self.term(item), kind
        for item in self._service_taxonomy.get(service["id"], []):
            yield self.term(item) or {"name": item.get("taxonomy_detail", "")}, ""
