"""The vocabulary is consistent: names, codes and times."""

import pytest
from babel import Locale

from mentorship import vocabulary
from mentorship.programme import shipped

pytestmark = pytest.mark.usefixtures("app")


def test_every_language_has_a_name_in_english_and_spanish() -> None:
    for locale in (Locale("en"), Locale("es")):
        unnamed = [
            code
            for code in shipped().offered_languages
            if vocabulary.language_name(code, locale) == code
        ]
        assert unnamed == []


def test_indigenous_languages_are_offered() -> None:
    _, indigenous = vocabulary.language_groups()["indigenous"]
    assert {"zap", "quc", "mix", "nah", "kjb", "qu"} <= set(indigenous)


def test_a_week_has_three_parts_a_day() -> None:
    assert len(vocabulary.TIMES) == 21


@pytest.mark.parametrize("kind", [vocabulary.TOPICS, vocabulary.INTERESTS, vocabulary.DISLIKES])
def test_no_code_contains_the_comma_that_separates_codes(
    kind: vocabulary.Labels,
) -> None:
    assert not [code for code in kind if "," in code]


def test_labels_are_in_the_order_of_the_question() -> None:
    assert vocabulary.labels(vocabulary.TOPICS, ["storytelling", "know_your_rights"]) == [
        "Know your rights",
        "Storytelling",
    ]
