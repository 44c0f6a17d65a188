"""Every language of the site is complete: the catalogs against what the code says."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mentorship.config import ROOT, SITE_LANGUAGES

SOURCE, *TRANSLATED = SITE_LANGUAGES
CATALOGS = ROOT / "mentorship" / "translations"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
PLACES = (("mentorship", "**.py", "python"), ("templates", "**.html", "jinja2"))


def said() -> Iterator[str | tuple[str, ...]]:
    """Yield every sentence that code and templates ask to have translated."""
    for folder, pattern, method in PLACES:
        found = extract_from_dir(ROOT / folder, [(pattern, method)], keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            yield message if isinstance(message, str) else tuple(message)


def catalog(language: str) -> Catalog:
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str, kind: str) -> Path:
    return CATALOGS / language / "LC_MESSAGES" / f"messages.{kind}"


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    known = {message.id for message in messages(language)}
    assert set(said()) - known == set(), "call make translations"
    assert known - set(said()) == set(), "call make translations"
    assert not catalog(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_is_translated_and_nothing_half(language: str) -> None:
    for message in messages(language):
        strings = [message.string] if isinstance(message.string, str) else message.string
        assert all(strings or [""]), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_filled_in_and_begins_and_ends_alike(language: str) -> None:
    book = catalog(language)
    for message in messages(language):
        for check in checkers:
            check(book, message)
        if isinstance(message.id, str):
            assert message.id[-1] in ".:,?!" or message.string[-1] not in ".:", message.id
            assert message.id[0].isspace() == message.string[0].isspace(), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_served_is_what_was_translated(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog(language))
    assert path_of(language, "mo").read_bytes() == compiled.getvalue(), "call make translations"
