"""Which words of a module a reader sees, in which language, and what the page says about them.

A translation belongs to a version of its source. When the source changes, a translation about
rights is withheld until somebody confirms it: an outdated sentence there can harm the reader.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.training.module_text import ModuleText

SOURCE_LANGUAGE = SITE_LANGUAGES[0]
NO_VERSION = 0
"""Of the words that come along, and of a language without words: what is stored counts from 1."""


@dataclass(frozen=True)
class TextVersion:
    """The newest words of a module in a language."""

    words: ModuleText
    version: int = NO_VERSION
    source_version: int = NO_VERSION
    confirmed_version: int | None = None

    @property
    def is_confirmation(self) -> bool:
        """Return whether somebody confirmed older words, which can be taken back."""
        return self.confirmed_version is not None


class TextState(enum.StrEnum):
    """How the words in one language stand to those in the source language."""

    CURRENT = "current"
    OUTDATED = "outdated"
    MISSING = "missing"


class Shown(enum.StrEnum):
    """Which words a reader sees."""

    OWN_LANGUAGE = "own_language"
    OUTDATED = "outdated"  # those in their language, with a sentence
    WITHHELD = "withheld"  # the source, since those in their language are about rights
    UNTRANSLATED = "untranslated"  # the source


@dataclass(frozen=True)
class ReaderText:
    words: ModuleText
    language: str
    shown: Shown


@dataclass(frozen=True)
class ModuleTexts:
    """The newest words of one module by language; the source language has some."""

    by_language: Mapping[str, TextVersion]
    is_about_rights: bool

    @property
    def source(self) -> TextVersion:
        return self.by_language[SOURCE_LANGUAGE]

    def state(self, language: str) -> TextState:
        own = self.by_language.get(language)
        if own is None:
            return TextState.MISSING
        is_current = language == SOURCE_LANGUAGE or own.source_version == self.source.version
        return TextState.CURRENT if is_current else TextState.OUTDATED

    def version(self, language: str) -> int:
        own = self.by_language.get(language)
        return NO_VERSION if own is None else own.version

    def has_local_part(self, language: str) -> bool:
        own = self.by_language.get(language)
        return own is not None and bool(own.words.local)

    def title(self, language: str) -> str:
        """Return the title in a language, also of words that are withheld: it is just a name."""
        return self.by_language[self.title_language(language)].words.title

    def title_language(self, language: str) -> str:
        return language if language in self.by_language else SOURCE_LANGUAGE

    def for_reader(self, language: str) -> ReaderText:
        match self.state(language):
            case TextState.CURRENT:
                return self._text_in(language, Shown.OWN_LANGUAGE)
            case TextState.OUTDATED if not self.is_about_rights:
                return self._text_in(language, Shown.OUTDATED)
            case TextState.OUTDATED:
                return self._text_in(SOURCE_LANGUAGE, Shown.WITHHELD)
            case TextState.MISSING:
                return self._text_in(SOURCE_LANGUAGE, Shown.UNTRANSLATED)

    def _text_in(self, language: str, shown: Shown) -> ReaderText:
        return ReaderText(self.by_language[language].words, language, shown)
