"""The words of an event in the language of the page: what coordinators wrote, and its area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from babel.dates import get_timezone_name
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.runtime import current_runtime
from mentorship.vocabulary import ELSEWHERE, ONLINE_ONLY, page_language


@dataclass(frozen=True)
class Wording:
    """A text and the language that it is in."""

    text: str
    language: str


def in_language(texts: Mapping[str, str]) -> Wording:
    """Return a text in the language of the page, else in the first language that has it."""
    language = page_language()
    if not texts.get(language):
        language = next((code for code, text in texts.items() if text), language)
    return Wording(texts.get(language, ""), language)


def area_name(code: str) -> str:
    """Return the name of the area of an event, for everybody to read."""
    if code == ONLINE_ONLY:
        return _("Online")
    if code == ELSEWHERE:
        return _("Somewhere else")
    return current_runtime().programme.area_names.get(code, code)


def zone_name(moment: datetime) -> str:
    """Return what the programme's time is called at a moment, such as "Pacific Standard Time"."""
    local = moment.astimezone(current_runtime().programme.time_zone)
    return str(get_timezone_name(local, locale=get_locale() or Locale("en")))
