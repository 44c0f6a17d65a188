"""The modules that come along are complete, and name nothing that is local or could be wrong."""

import re

import pytest

from mentorship.errors import ConfigurationError
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.starting_set import FOLDER, read_module, shipped_modules

CODES = [
    "being_a_mentor",
    "being_a_mentee",
    "listening_across_cultures",
    "telling_your_story",
    "know_your_rights",
    "family_preparedness_plan",
    "digital_safety",
    "interpreting_for_a_neighbor",
    "meeting_an_official",
    "organizing_a_joint_forum",
]
# A law, an amendment, a year, a phone number, an address on the internet.
NOT_GENERAL = re.compile(
    r"\d{3}|\bU\.?S\.?C|§|amendment|enmienda|statute|\bact of\b|ley de|www|http|@|\.org",
    re.IGNORECASE,
)


def words_of(text: ModuleText) -> str:
    return "\n".join([text.title, text.text, *text.questions, text.task])


def test_the_ten_modules_come_in_their_order() -> None:
    assert list(shipped_modules()) == CODES
    assert [module.position for module in shipped_modules().values()] == list(range(1, 11))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_each_is_written_in_each_language_and_general(code: str, language: str) -> None:
    text = shipped_modules()[code].texts[language]
    assert 150 <= len(text.text.split()) <= 300
    assert 3 <= len(text.questions) <= 5
    assert text.local == "", "what is local is left for the programme"
    assert NOT_GENERAL.findall(words_of(text)) == []


def test_nothing_is_required_and_rights_texts_say_that_they_are_no_legal_advice() -> None:
    for module in shipped_modules().values():
        assert "required" not in {module.for_mentees, module.for_mentors}
        if module.is_about_rights:
            assert "not legal advice" in module.texts["en"].text
            assert "no es asesoría legal" in module.texts["es"].text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("position = 7\n", ""),
        ('title = "Digital safety"', 'title = ""'),
        ('title = "Digital safety"', f'title = "{"x" * 81}"'),
        ('title = "Digital safety"', 'title = "Digital safety"\nlocal = "Ask Ana"'),
        ("[es]", "[ko]"),
    ],
)
def test_a_mistake_in_a_file_is_refused(old: str, new: str) -> None:
    document = (FOLDER / "digital_safety.toml").read_text("utf-8")
    assert old in document
    with pytest.raises(ConfigurationError):
        read_module("digital_safety", document.replace(old, new, 1))
