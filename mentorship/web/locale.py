"""The language of a page: the one chosen here, else the account's, else the browser's.

Times are those of the programme's time zone.
"""

from babel import Locale
from flask import Flask, has_request_context, request, session

from mentorship.extensions import babel
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.web.access_control import current_person


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=select_locale, timezone_selector=select_time_zone)


def select_locale() -> str:
    if not has_request_context():
        return SITE_LANGUAGES[0]
    person = current_person()
    for language in (session.get("language"), person.language if person else None):
        if language in SITE_LANGUAGES:
            return str(language)
    return request.accept_languages.best_match(SITE_LANGUAGES) or SITE_LANGUAGES[0]


def select_time_zone() -> str:
    return current_runtime().programme.zone


def language_tag(locale: Locale | None) -> str:
    """Return a locale as an HTML ``lang`` tag.

    >>> language_tag(Locale("zh", script="Hans"))
    'zh-Hans'
    """
    return str(locale or SITE_LANGUAGES[0]).replace("_", "-")


def own_name(language: str) -> str:
    """Return a language's name in that language.

    >>> own_name("es")
    'Español'
    """
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]
