"""The share of phrases that is found, by language and disguise, is what the documentation says."""

import pytest

from mentorship.config import ROOT
from mentorship.sensitive_text.status_terms import LANGUAGES as LISTED_LANGUAGES
from tests.unit.sensitive_text.measure_phrases import (
    DISGUISES,
    LANGUAGES,
    PHRASES,
    applies,
    false_alarms,
    found_unseen,
    missed_spellings,
    phrases,
    share,
    table,
)

MIN_SHARES = {"as it is": 0.8, "spaced": 0.5}
MIN_SHARE_OF_ANY_OTHER_DISGUISE = 0.75
MIN_SHARE_OF_SPELLINGS = 0.8
MIN_PHRASES = 20
MIN_HARMLESS_TEXTS = 12


def test_every_language_of_the_list_has_phrases() -> None:
    assert set(LANGUAGES) == set(LISTED_LANGUAGES) == PHRASES.keys() - {"disguised"}
    assert min(len(PHRASES[language]["sensitive"]) for language in LANGUAGES) >= MIN_PHRASES
    assert min(len(PHRASES[language]["harmless"]) for language in PHRASES) >= MIN_HARMLESS_TEXTS
    for language in LANGUAGES:
        assert all(phrase.count("[") == 1 for phrase in phrases(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_phrases_are_found_also_in_disguise(language: str) -> None:
    shares = {name: share(language, name) for name in DISGUISES if applies(name, language)}
    too_low = {
        name: found
        for name, found in shares.items()
        if found < MIN_SHARES.get(name, MIN_SHARE_OF_ANY_OTHER_DISGUISE)
    }
    assert too_low == {}


@pytest.mark.parametrize("language", PHRASES)
def test_harmless_texts_cause_no_warning(language: str) -> None:
    assert false_alarms(language) == []


def test_most_spellings_that_people_use_are_found() -> None:
    spellings = PHRASES["disguised"]["sensitive"]
    assert 1 - len(missed_spellings()) / len(spellings) >= MIN_SHARE_OF_SPELLINGS


def test_the_documentation_shows_the_measured_shares() -> None:
    page = (ROOT / "docs" / "sensitive-words.md").read_text("utf-8")
    assert "\n".join(table()) in page
    found = len(PHRASES["disguised"]["sensitive"]) - len(missed_spellings())
    assert f"{found} of {len(PHRASES['disguised']['sensitive'])} spellings" in page
    unseen = sum(len(PHRASES[language]["unseen"]) for language in LANGUAGES)
    assert f"{sum(map(found_unseen, LANGUAGES))} of {unseen}" in page
