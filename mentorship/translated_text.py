"""A text that is written in several languages, as somebody reads it in one of them."""

from collections.abc import Mapping
from typing import NamedTuple


class TranslatedText(NamedTuple):
    """A text and the language that it is in."""

    text: str
    language: str


def text_in(texts: Mapping[str, str], language: str) -> TranslatedText:
    """Return a text in a language, else in the first language that has it.

    >>> text_in({"en": "", "es": "Una mesa"}, "en"), text_in({}, "en").text
    (TranslatedText(text='Una mesa', language='es'), '')
    """
    if not texts.get(language):
        language = next((code for code, text in texts.items() if text), language)
    return TranslatedText(texts.get(language, ""), language)
