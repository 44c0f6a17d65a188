"""The areas and languages to choose from in the form of an event."""

from collections.abc import Callable, Collection

from flask_babel import gettext as _

from mentorship.collation import sort_labels
from mentorship.models import Event
from mentorship.runtime import current_runtime
from mentorship.services.events.event_areas import area_name
from mentorship.vocabulary import (
    ELSEWHERE,
    ONLINE_ONLY,
    language_groups,
    language_name,
    page_language,
)
from mentorship.web.fields import Choices, choices


def area_choices(event: Event | None) -> Choices:
    """Return the areas by region, that it is online or elsewhere, and what is stored already."""
    programme, language = current_runtime().programme, page_language()
    codes = (ONLINE_ONLY, ELSEWHERE)
    offered = choices({"": _("Choose"), **{code: area_name(code) for code in codes}})
    for code, region in programme.regions.items():
        offered += choices(sort_labels(region.areas), programme.region_name(code, language))
    return offered + stored_choices([event.area] if event else [], offered, area_name)


def language_choices(event: Event | None) -> Choices:
    offered = choices({"": _("Choose")})
    for heading, codes in language_groups().values():
        names = {code: language_name(code) for code in codes}
        offered += choices(sort_labels(names), heading)
    return offered + stored_choices(event.languages if event else [], offered, language_name)


def stored_choices(
    codes: Collection[str], offered: Choices, name_of: Callable[[str], str]
) -> Choices:
    """Return choices for codes that an event has and that are not offered any more."""
    known = {choice.value for choice in offered}
    return choices({code: name_of(code) for code in codes if code not in known})
