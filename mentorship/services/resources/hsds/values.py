"""Single values of a file as the directory has them: texts, times, days, languages, addresses."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from mentorship.programme import SITE_LANGUAGES, Programme
from mentorship.runtime import current_runtime
from mentorship.services.name_folding import fold_name
from mentorship.text_cleaning import clean_text
from mentorship.vocabulary import OTHER_LANGUAGE_NAMES

TAG = re.compile(r"<[a-zA-Z/!][^>]{0,500}>")
LINE_END_TAG = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^>]{0,500}>", re.IGNORECASE)
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
# Without what a link to it would take for another recipient or a text.
EMAIL = re.compile(r"[^@\s?&%,]+@[^@\s?&%,]+\.[^@\s?&%,]+")


def text_of(value: Any, maximum: int) -> str:
    """Return a value as clean text, without the markup that descriptions may have."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    text = str(value)
    if TAG.search(text):
        lines = LINE_END_TAG.sub("\n", text).splitlines()
        text = "\n".join(Markup(line).striptags() for line in lines)  # noqa: S704
    return clean_text(text)[:maximum].strip()


def line_of(value: Any, maximum: int) -> str:
    return " ".join(text_of(value, maximum).split())


def time_of_day(value: Any) -> str:
    """Return a time as "HH:MM"; "" for what is none. An offset from UTC is left out.

    >>> time_of_day("09:00-08:00"), time_of_day("5 pm"), time_of_day("noon"), time_of_day("25:00")
    ('09:00', '17:00', '', '')
    """
    found = TIME.match(line_of(value, 40))
    if not found:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def day_of(value: Any) -> str:
    """Return a day in ISO format; "" for what is none.

    >>> day_of("2026-03-01T10:30:00Z"), day_of("March")
    ('2026-03-01', '')
    """
    try:
        return date.fromisoformat(line_of(value, 40)[:10]).isoformat()
    except ValueError:
        return ""


def whole_number(value: Any) -> int | None:
    text = line_of(value, 20)
    return int(float(text)) if re.fullmatch(r"\d{1,6}(\.0+)?", text) else None


def web_address(value: Any, maximum: int) -> str:
    """Return a web address; "" for anything else, since a link must run nothing.

    >>> web_address("www.example.org/help", 99), web_address("javascript:alert(1)", 99)
    ('https://www.example.org/help', '')
    """
    text = line_of(value, maximum)
    if text.startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in text
    return text if is_web else ""


def email_address(value: Any, maximum: int) -> str:
    text = line_of(value, maximum)
    return text if EMAIL.fullmatch(text) else ""


def language_code(code: Any, name: Any) -> str:
    """Return our code for a language; "" for one that nobody here has a name for."""
    given = line_of(code, 20).lower().replace("_", "-").partition("-")[0]
    by_name = _languages_by_name(current_runtime().programme)
    known = frozenset(by_name.values())
    alias = get_global("language_aliases").get(given, "")
    return next((item for item in (given, alias) if item in known), "") or by_name.get(
        fold_name(line_of(name, 100)), ""
    )


@cache
def _cldr_languages() -> dict[str, str]:
    by_name = {}
    for language in SITE_LANGUAGES:
        for code, name in Locale(language).languages.items():
            by_name[fold_name(name)] = code
    return by_name


@lru_cache(maxsize=2)
def _languages_by_name(programme: Programme) -> dict[str, str]:
    """Return the codes of all languages by their folded names, in every language of the site."""
    own = {
        fold_name(name): code
        for code, texts in programme.language_names.items()
        for name in texts.values()
    }
    ours = {fold_name(str(name)): code for code, name in OTHER_LANGUAGE_NAMES.items()}
    offered = {code: code for code in programme.offered_languages}
    return {**offered, **_cldr_languages(), **ours, **own}
