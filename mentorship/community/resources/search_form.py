"""The search of the directory: a form that is sent by GET, so that a page can be kept and shared.

It needs no cookie, and its fields are about what helps, never about who asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import request
from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.models import TagKind
from mentorship.programme import Programme
from mentorship.runtime import current_runtime
from mentorship.services.resources.search import MAX_QUERY_CHARACTERS, ResourceQuery
from mentorship.text_cleaning import clean_text
from mentorship.vocabulary import page_language

Options = dict[str, dict[str, str]]
"""The labels of codes, by the heading of their group; "" for those without one."""

TAGS_BY_NAME = {
    "topic": TagKind.TOPIC,
    "speaks": TagKind.LANGUAGE,
    "cost": TagKind.COST,
    "way": TagKind.WAY,
}


@dataclass(frozen=True)
class SearchField:
    """A list to choose from: its name in the URL, its label, its options and the code chosen."""

    name: str
    label: str
    options: Options
    chosen: str


@dataclass(frozen=True)
class SearchForm:
    """What a URL asks for; a code that is not offered is ignored."""

    words: str
    fields: list[SearchField]

    def chosen(self, name: str) -> str:
        return next(field.chosen for field in self.fields if field.name == name)

    def query(self) -> ResourceQuery:
        codes = {tag: self.chosen(name) for name, tag in TAGS_BY_NAME.items()}
        topic = codes[TagKind.TOPIC]
        if topic in vocabulary.RESOURCE_CATEGORIES:
            codes = {**codes, TagKind.TOPIC: "", TagKind.CATEGORY: topic}
        return ResourceQuery(self.words, self.chosen("area"), codes)

    def url_values(self) -> dict[str, str]:
        """Return what a link to another page of the same search holds."""
        values = {"q": self.words, **{field.name: field.chosen for field in self.fields}}
        return {name: value for name, value in values.items() if value}

    def values_without(self, left_out: str) -> dict[str, str]:
        """Return what a link to the same search holds that leaves a field out."""
        return {name: value for name, value in self.url_values().items() if name != left_out}


def search_form(languages_spoken: Iterable[str]) -> SearchForm:
    """Return the form as the URL of the request fills it, with the languages to choose from."""
    words = " ".join(clean_text(request.args.get("q", "")).split())[:MAX_QUERY_CHARACTERS]
    languages = tuple(sorted(languages_spoken))
    offered = _offered(current_runtime().programme, page_language(), languages)
    return SearchForm(
        words,
        [
            SearchField(name, label, options, _chosen(name, options))
            for name, (label, options) in offered.items()
        ],
    )


def _chosen(name: str, options: Options) -> str:
    code = request.args.get(name, "")
    return code if any(code in group for group in options.values()) else ""


@lru_cache(maxsize=8)
def _offered(
    programme: Programme, language: str, languages_spoken: tuple[str, ...]
) -> Mapping[str, tuple[str, Options]]:
    """Return the label and the options of each list: sorting them takes longer than a search."""
    languages = {code: vocabulary.language_name(code) for code in languages_spoken}
    return {
        "topic": (_("What kind of help?"), _topics()),
        "area": (_("Near which area?"), _areas(programme, language)),
        "speaks": (_("In which language?"), {"": sort_labels(languages)}),
        "cost": (_("Cost"), {"": _in_words(vocabulary.RESOURCE_COSTS)}),
        "way": (_("How to reach it"), {"": _in_words(vocabulary.WAYS_TO_REACH)}),
    }


def _in_words(labels: vocabulary.Labels) -> dict[str, str]:
    return {code: str(label) for code, label in labels.items()}


def _topics() -> Options:
    return {
        str(label): {
            category: _("%(category)s: everything", category=label),
            **_in_words(vocabulary.RESOURCE_TOPICS[category]),
        }
        for category, label in vocabulary.RESOURCE_CATEGORIES.items()
    }


def _areas(programme: Programme, language: str) -> Options:
    return {
        programme.region_name(code, language): {
            code: _("%(region)s: everywhere", region=programme.region_name(code, language)),
            **sort_labels(region.areas),
        }
        for code, region in programme.regions.items()
    }
