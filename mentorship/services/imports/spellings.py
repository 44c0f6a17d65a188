"""What answers are called: our own labels in the languages that sheets are written in."""

import re
import unicodedata
from collections.abc import Mapping

from flask_babel import force_locale

from mentorship import vocabulary
from mentorship.questions import (
    QUESTIONS,
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
)

LOCALES = ("en", "es")
Codes = tuple[str, ...]
Spellings = Mapping[str, Codes]
# Forms part check boxes by a comma, a semicolon or a line; what stands in brackets is one answer.
BETWEEN_ANSWERS = re.compile(r"[,;\n、，；]")
IN_BRACKETS = re.compile(r"\([^()]*\)")
ACCENTS = re.compile("[\u0300-\u036f]")


def fold(answer: str) -> str:
    """Make alike what people type differently and mean alike.

    >>> fold(" SI ") == fold("Sí")
    True
    """
    plain = ACCENTS.sub("", unicodedata.normalize("NFD", answer))
    return " ".join(unicodedata.normalize("NFC", plain).split()).casefold()


def parts(cell: str) -> list[str]:
    """Part the check boxes of a cell.

    >>> parts("Chinese (Mandarin, Cantonese), Spanish;")
    ['Chinese (Mandarin, Cantonese)', 'Spanish']
    """
    covered = IN_BRACKETS.sub(lambda found: "_" * len(found[0]), cell)
    ends = [found.start() for found in BETWEEN_ANSWERS.finditer(covered)]
    found = (cell[start:end] for start, end in zip([0, *(end + 1 for end in ends)],
                                                   [*ends, len(cell)], strict=True))  # fmt: skip
    return [part.strip() for part in found if part.strip()]


def labels(question: str) -> dict[str, str]:
    """Return the codes of a question, each with its label in the language at hand."""
    if question == "days":
        return {code: str(label) for code, label in vocabulary.DAYS.items()}
    asked = QUESTIONS.get(question)
    if isinstance(asked, ChoiceQuestion):
        # Only what may stand in a sheet: "online only" is said by the ways to meet.
        return {
            code: label for code, label in asked.choices().items() if code not in asked.ungrouped
        }
    if isinstance(asked, MultipleChoiceQuestion | LanguagesQuestion):
        return asked.choices()
    return {}


def own_spellings(question: str) -> dict[str, Codes]:
    """Return every spelling that needs no explanation, folded, with the codes it stands for."""
    known: dict[str, Codes] = {}
    for locale in LOCALES:
        with force_locale(locale):
            known |= {fold(label): (code,) for code, label in labels(question).items()}
    return known
