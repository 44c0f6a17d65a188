"""A text in the language of its reader, or in one that has it."""

from mentorship.translated_text import TranslatedText, text_in

BOTH = {"en": "One table", "es": "Una mesa"}


def test_a_text_is_in_the_language_asked_for_or_the_first_that_has_it() -> None:
    assert text_in(BOTH, "es") == TranslatedText("Una mesa", "es")
    assert text_in({"en": "One table", "es": ""}, "es") == TranslatedText("One table", "en")
    assert text_in({"es": "Una mesa"}, "en") == TranslatedText("Una mesa", "es")
    assert text_in({}, "es") == TranslatedText("", "es")
