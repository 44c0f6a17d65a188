"""The labels of answers, in the languages that sheets are written in, and their codes."""

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
    NumberQuestion,
)
from mentorship.text_cleaning import fold_text

LOCALES = ("en", "es")
Codes = tuple[str, ...]
CodesByAnswer = Mapping[str, Codes]
"""The codes that an answer stands for, by the answer's folded text."""

# Forms separate check boxes by a comma, a semicolon or a line; text in brackets is not split.
SEPARATOR = re.compile(r"[,;\n、，；]")
BRACKETS = re.compile(r"\([^()]*\)")


def split_answers(cell: str) -> list[str]:
    """Return the checked boxes of a cell.

    >>> split_answers("Chinese (Mandarin, Cantonese), Spanish;")
    ['Chinese (Mandarin, Cantonese)', 'Spanish']
    """
    masked = BRACKETS.sub(lambda brackets: "_" * len(brackets[0]), cell)
    separators = [separator.start() for separator in SEPARATOR.finditer(masked)]
    starts = [0, *(position + 1 for position in separators)]
    ends = [*separators, len(cell)]
    answers = (cell[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [answer for answer in answers if answer]


def answer_labels(name: str, locale: Locale | None = None) -> dict[str, str]:
    """Return the label of each code of a question, in a locale or in that of the page."""
    if name == "days":
        return {code: str(label) for code, label in vocabulary.DAYS.items()}
    if name == "parts":
        return {code: str(label) for code, label in vocabulary.PARTS_OF_DAY.items()}
    question = QUESTIONS.get(name)
    if isinstance(question, ChoiceQuestion):
        # A sheet has no column for "online only": the ways to meet tell it.
        return {
            code: label
            for code, label in question.choices().items()
            if code not in question.ungrouped
        }
    if isinstance(question, LanguagesQuestion):
        return question.choices(locale)
    if isinstance(question, MultipleChoiceQuestion | NumberQuestion):
        return question.choices()
    return {}


def codes_by_label(name: str) -> dict[str, Codes]:
    """Return the code of each label in every locale: no mapping need name these answers."""
    codes: dict[str, Codes] = {}
    for locale in LOCALES:
        with force_locale(locale):
            codes |= {
                fold_text(label): (code,)
                for code, label in answer_labels(name, Locale(locale)).items()
            }
    return codes
