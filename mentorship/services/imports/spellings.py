"""What answers are called: our own labels in the languages that sheets are written in."""

import re
from collections.abc import Mapping

from babel import Locale
from flask_babel import force_locale

from mentorship import vocabulary
from mentorship.questions import (
    QUESTIONS,
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
)
from mentorship.text_cleaning import fold_text

LOCALES = ("en", "es")
Codes = tuple[str, ...]
Spellings = Mapping[str, Codes]
# Forms separate check boxes by a comma, a semicolon or a line; text in brackets is not split.
BETWEEN_ANSWERS = re.compile(r"[,;\n、，；]")
IN_BRACKETS = re.compile(r"\([^()]*\)")


def split_answers(cell: str) -> list[str]:
    """Return the checked boxes of a cell.

    >>> split_answers("Chinese (Mandarin, Cantonese), Spanish;")
    ['Chinese (Mandarin, Cantonese)', 'Spanish']
    """
    masked = IN_BRACKETS.sub(lambda brackets: "_" * len(brackets[0]), cell)
    separators = [separator.start() for separator in BETWEEN_ANSWERS.finditer(masked)]
    starts = [0, *(place + 1 for place in separators)]
    ends = [*separators, len(cell)]
    answers = (cell[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [answer for answer in answers if answer]


def labels(question: str, locale: Locale | None = None) -> dict[str, str]:
    """Return the codes of a question, each with its label in a language, or in the page's."""
    if question == "days":
        return {code: str(label) for code, label in vocabulary.DAYS.items()}
    asked = QUESTIONS.get(question)
    if isinstance(asked, ChoiceQuestion):
        # Only what may stand in a sheet: "online only" is said by the ways to meet.
        return {
            code: label for code, label in asked.choices().items() if code not in asked.ungrouped
        }
    if isinstance(asked, LanguagesQuestion):
        return asked.choices(locale)
    if isinstance(asked, MultipleChoiceQuestion):
        return asked.choices()
    return {}


def own_spellings(question: str) -> dict[str, Codes]:
    """Return every spelling that needs no explanation, folded, with the codes it stands for."""
    known: dict[str, Codes] = {}
    for locale in LOCALES:
        with force_locale(locale):
            known |= {
                fold_text(label): (code,)
                for code, label in labels(question, Locale(locale)).items()
            }
    return known
