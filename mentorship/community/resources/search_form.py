"""The search of the directory: a form that is sent by GET, so that a page can be kept and shared.

It needs no cookie, and its fields are about what helps, never about who asks.
"""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.models import TagKind
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


def search_form() -> SearchForm:
    """Return the form as the URL of the request fills it."""
    words = " ".join(clean_text(request.args.get("q", "")).split())[:MAX_QUERY_CHARACTERS]
    offered = {
        "topic": (_("What kind of help?"), _topics()),
        "area": (_("Near which area?"), _areas()),
        "speaks": (_("In which language?"), _languages()),
        "cost": (_("Cost"), {"": {code: str(label) for code, label in _costs().items()}}),
        "way": (_("How to reach it"), {"": _ways()}),
    }
    return SearchForm(
        words,
        [
            SearchField(name, label, options, _chosen(request.args, name, options))
            for name, (label, options) in offered.items()
        ],
    )


def _chosen(values: MultiDict[str, str], name: str, options: Options) -> str:
    code = values.get(name, "")
    return code if any(code in group for group in options.values()) else ""


def _topics() -> Options:
    return {
        str(label): {
            category: _("%(category)s: everything", category=label),
            **{code: str(topic) for code, topic in vocabulary.RESOURCE_TOPICS[category].items()},
        }
        for category, label in vocabulary.RESOURCE_CATEGORIES.items()
    }


def _areas() -> Options:
    programme, language = current_runtime().programme, page_language()
    return {
        programme.region_name(code, language): {
            code: _("%(region)s: everywhere", region=programme.region_name(code, language)),
            **sort_labels(region.areas),
        }
        for code, region in programme.regions.items()
    }


def _languages() -> Options:
    codes = current_runtime().programme.offered_languages
    return {"": sort_labels({code: vocabulary.language_name(code) for code in codes})}


def _costs() -> vocabulary.Labels:
    return vocabulary.RESOURCE_COSTS


def _ways() -> dict[str, str]:
    return {code: str(label) for code, label in vocabulary.WAYS_TO_REACH.items()}
