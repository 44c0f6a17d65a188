"""What pages say of an event: its words in the language of the page, its area, its time zone."""

from babel import Locale
from babel.dates import get_timezone_name
from flask_babel import get_locale

from mentorship.models import Event
from mentorship.runtime import current_runtime
from mentorship.services.events.event_areas import area_name
from mentorship.translated_text import TranslatedText, text_in
from mentorship.vocabulary import page_language


def title(event: Event) -> TranslatedText:
    return text_in(event.titles, page_language())


def description(event: Event) -> TranslatedText:
    return text_in(event.descriptions, page_language())


def area(event: Event) -> str:
    return area_name(event.area)


def time_zone(event: Event) -> str:
    """Return what the programme's time is called when an event begins, "Pacific Standard Time"."""
    starts_at = event.starts_at.astimezone(current_runtime().programme.time_zone)
    return str(get_timezone_name(starts_at, locale=get_locale() or Locale("en")))
