"""The text of each module in each language, and what is still to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.training.modules import Module
from mentorship.services.training.translations import ModuleTexts, TextState


@dataclass(frozen=True)
class LanguageText:
    """The text of a module in one language, which may still be missing."""

    module: Module
    texts: ModuleTexts = field(repr=False)
    language: str

    @property
    def state(self) -> TextState:
        return self.texts.state(self.language)

    @property
    def is_withheld(self) -> bool:
        return self.state is TextState.OUTDATED and self.texts.is_about_rights

    @property
    def lacks_local_part(self) -> bool:
        """Return whether the text exists and does not say who helps near its readers."""
        is_missing = self.state is TextState.MISSING
        return not is_missing and not self.texts.has_local_part(self.language)


def language_texts(
    modules: Iterable[Module], texts: Mapping[str, ModuleTexts]
) -> list[LanguageText]:
    """Return the text of each module in each language of the site, in the order of the path."""
    return [
        LanguageText(module, texts[module.code], language)
        for module in modules
        for language in SITE_LANGUAGES
    ]


def in_state(texts: Iterable[LanguageText], state: TextState) -> list[LanguageText]:
    return [text for text in texts if text.state is state]
