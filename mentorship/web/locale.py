"""The language of a page: as chosen here, else as the person's account says, else the browser."""

from babel import Locale
from flask import Flask, has_request_context, request, session

from mentorship.config import SITE_LANGUAGES
from mentorship.extensions import babel
from mentorship.web.access_control import current_person


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=chosen_language)


def chosen_language() -> str:
    if not has_request_context():
        return SITE_LANGUAGES[0]
    person = current_person()
    for language in (session.get("language"), person.language if person else None):
        if language in SITE_LANGUAGES:
            return str(language)
    return request.accept_languages.best_match(SITE_LANGUAGES) or SITE_LANGUAGES[0]


def language_tag(locale: Locale | None) -> str:
    """Write a locale as pages do.

    >>> language_tag(Locale("zh", script="Hans"))
    'zh-Hans'
    """
    return str(locale or SITE_LANGUAGES[0]).replace("_", "-")


def own_name(language: str) -> str:
    """Name a language in itself, as its speakers look for it.

    >>> own_name("es")
    'Español'
    """
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]
