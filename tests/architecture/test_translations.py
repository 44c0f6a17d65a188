"""The translation catalogs are complete and match the messages in code and templates."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mentorship.config import ROOT
from mentorship.programme import SITE_LANGUAGES

SOURCE, *TRANSLATED = SITE_LANGUAGES
CATALOGS = ROOT / "mentorship" / "translations"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
SOURCES = (("mentorship", "**.py", "python"), ("templates", "**.html", "jinja2"))


def source_messages() -> Iterator[str | tuple[str, ...]]:
    """Yield every message that code and templates pass to gettext."""
    for folder, pattern, method in SOURCES:
        extracted = extract_from_dir(ROOT / folder, [(pattern, method)], keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in extracted:
            yield message if isinstance(message, str) else tuple(message)


def catalog(language: str) -> Catalog:
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str, kind: str) -> Path:
    return CATALOGS / language / "LC_MESSAGES" / f"messages.{kind}"


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_holds_exactly_the_messages_of_the_code(language: str) -> None:
    translated = {message.id for message in messages(language)}
    assert set(source_messages()) - translated == set(), "run make translations"
    assert translated - set(source_messages()) == set(), "run make translations"
    assert not catalog(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_none_is_fuzzy(language: str) -> None:
    for message in messages(language):
        strings = [message.string] if isinstance(message.string, str) else message.string
        assert all(strings or [""]), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders_and_outer_punctuation(language: str) -> None:
    translations = catalog(language)
    for message in messages(language):
        for check in checkers:
            check(translations, message)
        if isinstance(message.id, str):
            assert message.id[-1] in ".:,?!" or message.string[-1] not in ".:", message.id
            assert message.id[0].isspace() == message.string[0].isspace(), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalog_is_up_to_date(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog(language))
    assert path_of(language, "mo").read_bytes() == compiled.getvalue(), "run make translations"
