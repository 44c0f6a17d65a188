"""The language of a page: the link's, else the one chosen here, the account's, the browser's.

Times are those of the programme's time zone.
"""

from urllib.parse import parse_qsl, urlencode

from babel import Locale
from flask import Flask, has_request_context, request, session

from mentorship.extensions import babel
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.web import sessions
from mentorship.web.access_control import current_person
from mentorship.web.nearest_page import current_page
from mentorship.web.transactions import SAFE_METHODS

LANGUAGE_PARAMETER = "lang"


def init_app(app: Flask) -> None:
    app.before_request(remember_language_in_url)
    babel.init_app(app, locale_selector=select_locale, timezone_selector=select_time_zone)


def select_locale() -> str:
    if not has_request_context():
        return SITE_LANGUAGES[0]
    person = current_person()
    chosen = (named_in_url(), session.get("language"), person.language if person else None)
    for language in chosen:
        if language in SITE_LANGUAGES:
            return str(language)
    return request.accept_languages.best_match(SITE_LANGUAGES) or SITE_LANGUAGES[0]


def named_in_url() -> str | None:
    """Return the language that a link names, for this page alone if somebody is signed in."""
    return request.args.get(LANGUAGE_PARAMETER) if request.method in SAFE_METHODS else None


def remember_language_in_url() -> None:
    """Keep the language of a link for the next pages of a visitor without an account.

    So a visitor gets no cookie until they have chosen a language, and then one that names it.
    """
    language = named_in_url()
    if language in SITE_LANGUAGES and current_person() is None:
        sessions.choose_language(language)


def url_in_language(language: str) -> str:
    """Return the URL of this page in another language."""
    path, _question_mark, query = current_page().partition("?")
    others = [item for item in parse_qsl(query) if item[0] != LANGUAGE_PARAMETER]
    return f"{path}?{urlencode([*others, (LANGUAGE_PARAMETER, language)])}"


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
