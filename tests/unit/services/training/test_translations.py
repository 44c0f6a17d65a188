"""What a reader sees of a module, by the language they read and what has changed since."""

import pytest

from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.translations import ModuleTexts, Shown, TextState, TextVersion

ENGLISH, SPANISH = (ModuleText(title, "…", (), "…") for title in ("Rights", "Derechos"))


def texts(
    source_version: int, translation: TextVersion | None, *, is_about_rights: bool = True
) -> ModuleTexts:
    by_language = {"en": TextVersion(ENGLISH, source_version)}
    if translation is not None:
        by_language["es"] = translation
    return ModuleTexts(by_language, is_about_rights)


@pytest.mark.parametrize(
    ("source_version", "translation", "is_about_rights", "state", "shown"),
    [
        (0, TextVersion(SPANISH), True, TextState.CURRENT, Shown.OWN_LANGUAGE),
        (3, TextVersion(SPANISH, 1, 3), True, TextState.CURRENT, Shown.OWN_LANGUAGE),
        (3, TextVersion(SPANISH, 1, 2), True, TextState.OUTDATED, Shown.WITHHELD),
        (3, TextVersion(SPANISH, 1, 2), False, TextState.OUTDATED, Shown.OUTDATED),
        (3, None, True, TextState.MISSING, Shown.UNTRANSLATED),
        (3, None, False, TextState.MISSING, Shown.UNTRANSLATED),
    ],
)
def test_an_outdated_translation_about_rights_is_withheld(
    source_version: int,
    translation: TextVersion | None,
    is_about_rights: bool,
    state: TextState,
    shown: Shown,
) -> None:
    module = texts(source_version, translation, is_about_rights=is_about_rights)
    assert module.state("es") == state
    reader_text = module.for_reader("es")
    assert reader_text.shown == shown
    is_own = shown in (Shown.OWN_LANGUAGE, Shown.OUTDATED)
    assert (reader_text.language, reader_text.words) == (
        ("es", SPANISH) if is_own else ("en", ENGLISH)
    )


def test_the_source_is_always_current() -> None:
    module = texts(5, TextVersion(SPANISH))
    assert module.state("en") == TextState.CURRENT
    assert module.for_reader("en").shown == Shown.OWN_LANGUAGE


def test_a_title_is_shown_in_the_readers_language_if_there_is_one() -> None:
    assert texts(5, TextVersion(SPANISH)).title("es") == "Derechos"
    untranslated = texts(5, None)
    assert (untranslated.title("es"), untranslated.title_language("es")) == ("Rights", "en")


def test_a_local_part_is_there_once_it_is_written() -> None:
    module = texts(1, TextVersion(ModuleText("…", "…", (), "…", local="Ana"), 1, 1))
    assert module.has_local_part("es")
    assert not module.has_local_part("en")
