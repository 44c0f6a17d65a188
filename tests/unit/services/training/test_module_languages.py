"""Which texts of the modules are to be checked, translated, and filled in."""

from dataclasses import replace

from mentorship.models import ScreeningUse
from mentorship.services.training.module_languages import LanguageText, in_state, language_texts
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.modules import Module, ModuleSettings
from mentorship.services.training.translations import ModuleTexts, TextState, TextVersion

SETTINGS = ModuleSettings(
    is_about_rights=True, for_mentees=ScreeningUse.OPTIONAL, for_mentors=ScreeningUse.OPTIONAL
)
MODULE = Module("rights", 1, SETTINGS)
WORDS = ModuleText("Rights", "Everybody has some.", (), "")
NEWER = TextVersion(replace(WORDS, local="Ask Ana."), version=1, source_version=1)
OLDER = TextVersion(WORDS)


def texts_in(**by_language: TextVersion) -> list[LanguageText]:
    texts = ModuleTexts(by_language, MODULE.settings.is_about_rights)
    return language_texts([MODULE], {MODULE.code: texts})


def test_an_older_translation_is_to_be_checked_and_about_rights_it_is_withheld() -> None:
    (spanish,) = in_state(texts_in(en=NEWER, es=OLDER), TextState.OUTDATED)
    assert (spanish.language, spanish.is_withheld) == ("es", True)


def test_what_is_missing_is_to_be_translated_and_not_to_be_filled_in() -> None:
    english, spanish = texts_in(en=OLDER)
    assert in_state([english, spanish], TextState.MISSING) == [spanish]
    assert english.lacks_local_part
    assert not spanish.lacks_local_part
    assert not spanish.is_withheld
