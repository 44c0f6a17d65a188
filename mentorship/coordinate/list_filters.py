"""Filters that several lists of the console have."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.extensions import db
from mentorship.runtime import current_runtime
from mentorship.services.accounts import staff
from mentorship.services.applications import rounds
from mentorship.services.applications.application_lists import NOBODY, OR_NOBODY
from mentorship.services.searched_lists import state_counts
from mentorship.web.access_control import require_person
from mentorship.web.lists import ListFilter, ShownList
from mentorship.web.staff_names import staff_name


def round_filter() -> ListFilter:
    every = rounds.all_rounds(db.session)
    return ListFilter("round", _("Round"), {str(item.id): item.name for item in every})


def coordinator_filter() -> ListFilter:
    reader = require_person()
    others = [item for item in staff.coordinators(db.session) if item.id != reader.id]
    choices = {
        str(reader.id): _("Me"),
        NOBODY: _("Nobody yet"),
        f"{reader.id}{OR_NOBODY}": _("Me or nobody"),
        **{str(item.id): staff_name(item) for item in others},
    }
    return ListFilter("coordinator", _("Looked after by"), choices)


def coordinator_names(shown: ShownList) -> dict[int | None, str]:
    """Return what to call each coordinator in the rows of a list, by id."""
    choices = shown.choices("coordinator")
    return {int(code): str(name) for code, name in choices.items() if code.isdecimal()}


def region_filter() -> ListFilter:
    programme, language = current_runtime().programme, get_locale().language
    regions = {code: programme.region_name(code, language) for code in programme.regions}
    return ListFilter("region", _("Part of the city"), regions)


def language_filter() -> ListFilter:
    programme, locale = current_runtime().programme, get_locale()
    codes = (*programme.offered_languages, *programme.former_languages)
    names = tuple((code, vocabulary.language_name(code, locale)) for code in codes)
    return ListFilter("language", _("Speaks"), _sorted_names(names, locale))


@lru_cache(maxsize=8)
def _sorted_names(names: tuple[tuple[str, str], ...], locale: Locale) -> Mapping[str, str]:
    """Return names by code, in order; to sort them takes as long as many rows."""
    return sort_labels(dict(names), locale)


@dataclass(frozen=True)
class StateLink:
    """A link to the rows in one state, or in all; the count is None where others filter too."""

    code: str | None
    label: str
    count: int | None


def state_links(shown: ShownList, names: Mapping[str, str]) -> list[StateLink]:
    """Return links to each state; without counts if names or answers filter the list too."""
    searched = shown.searched
    if shown.name or not searched.answer_conditions.keys().isdisjoint(shown.codes):
        links = [(None, _("All")), *names.items()]
        return [StateLink(code, label, None) for code, label in links]
    counts = state_counts(db.session, searched, shown.codes)
    every = StateLink(None, _("All"), counts.total())
    return [every, *(StateLink(code, label, counts[code]) for code, label in names.items())]
