"""The search of the directory: a form that is sent by GET, so that a page can be kept and shared.

It needs no cookie, and its fields are about what helps, never about who asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

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
    """A list to choose from: its name in the URL and its label, what is chosen, and the list."""

    name: str
    label: str
    chosen: str
    chosen_label: str
    html: Markup


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
    lists = current_runtime().programme, str(get_locale()), languages
    fields = [
        _field(*lists, name, _chosen(name, options))
        for name, (_label, options) in _offered(*lists).items()
    ]
    return SearchForm(words, fields)


def _chosen(name: str, options: Options) -> str:
    code = request.args.get(name, "")
    return code if any(code in group for group in options.values()) else ""


# Sorting and writing the lists takes longer than a search, and there are few of them.
@lru_cache(maxsize=512)
def _field(
    programme: Programme, locale: str, languages_spoken: tuple[str, ...], name: str, chosen: str
) -> SearchField:
    label, options = _offered(programme, locale, languages_spoken)[name]
    labels = {code: text for group in options.values() for code, text in group.items()}
    html = render_template(
        "community/search_field.html",
        name=name, label=label, options=options, chosen=chosen,
    )  # fmt: skip
    return SearchField(name, label, chosen, labels.get(chosen, ""), Markup(html))  # noqa: S704


@lru_cache(maxsize=8)
def _offered(
    programme: Programme, _locale: str, languages_spoken: tuple[str, ...]
) -> Mapping[str, tuple[str, Options]]:
    """Return the label and the options of each list."""
    languages = {code: vocabulary.language_name(code) for code in languages_spoken}
    return {
        "topic": (_("What kind of help?"), _topics()),
        "area": (_("Near which area?"), _areas(programme)),
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


def _areas(programme: Programme) -> Options:
    language = page_language()
    return {
        programme.region_name(code, language): {
            code: _("%(region)s: everywhere", region=programme.region_name(code, language)),
            **sort_labels(region.areas),
        }
        for code, region in programme.regions.items()
    }
