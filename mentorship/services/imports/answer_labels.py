"""The labels of answers, in the languages that sheets are written in, and their codes."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from babel import Locale
from flask_babel import force_locale

from mentorship import vocabulary
from mentorship.programme import SITE_LANGUAGES, Programme
from mentorship.questions import (
    QUESTIONS,
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
)
from mentorship.runtime import current_runtime
from mentorship.text_cleaning import fold_text

WHOLE_NUMBER = re.compile(r"(\d{1,6})(?:[.,]0{1,6})?")
Codes = tuple[str, ...]
CodesByAnswer = Mapping[str, Codes]
"""The codes that an answer stands for, by the answer's folded text."""

MAX_CACHED_QUESTIONS = 64  # those of a few versions of the programme's words

# Forms separate check boxes by a comma, a semicolon or a line; text in brackets is not split.
BOX_SEPARATOR = re.compile(r"[;\n；]")
COMMA = re.compile(r"[,、，]")
BRACKETS = re.compile(r"\([^()]*\)")


def split_answers(cell: str, known: Collection[str] = ()) -> list[str]:
    """Return the checked boxes of a cell; ``known`` are folded answers that are never split.

    >>> split_answers("Chinese (Mandarin, Cantonese), Spanish;")
    ['Chinese (Mandarin, Cantonese)', 'Spanish']
    >>> split_answers("Rights, housing and eviction, Art", {"rights, housing and eviction"})
    ['Rights, housing and eviction', 'Art']
    """
    boxes = _split(cell, BOX_SEPARATOR)
    # Where semicolons separate the boxes, a comma belongs to an option, or separates what people
    # typed: only parts that are all known are answers of their own.
    is_sure = bool(known) and BOX_SEPARATOR.search(cell) is not None
    answers: list[str] = []
    for box in boxes:
        parts = _split_at_commas(box, known)
        is_one_answer = is_sure and not all(fold_text(part) in known for part in parts)
        answers += [box] if is_one_answer else parts
    return answers


def known_parts(cell: str, known: Collection[str]) -> list[str]:
    """Return all known answers in a cell, those within unknown ones too."""
    boxes = _split(cell, BOX_SEPARATOR)
    parts = (part for box in boxes for part in _split_at_commas(box, known))
    return [part for part in parts if fold_text(part) in known]


def _split_at_commas(text: str, known: Collection[str]) -> list[str]:
    spans = _spans(text, COMMA)
    longest = _most_parts(known) if len(spans) > 1 else 1
    answers, start = [], 0
    while start < len(spans):
        # The longest known spelling first: a shorter one may be the beginning of another answer.
        for end in range(min(start + longest, len(spans)), start, -1):
            answer = text[spans[start][0] : spans[end - 1][1]].strip()
            if end == start + 1 or fold_text(answer) in known:
                break
        answers.append(answer)
        start = end
    return answers


def _most_parts(known: Collection[str]) -> int:
    """Return into how many parts a known answer would be split at most."""
    if not COMMA.search("".join(known)):  # the common case, many times for each row
        return 1
    return max(1 + len(COMMA.findall(answer)) for answer in known)


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    return [text[start:end].strip() for start, end in _spans(text, separator)]


def _spans(text: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where the parts of a text start and end; blank parts are left out."""
    masked = BRACKETS.sub(lambda brackets: "_" * len(brackets[0]), text)
    separators = [match.start() for match in separator.finditer(masked)]
    starts = [0, *(position + 1 for position in separators)]
    ends = [*separators, len(text)]
    spans = zip(starts, ends, strict=True)
    return [(start, end) for start, end in spans if text[start:end].strip()]


def answer_labels(name: str, locale: Locale | None = None) -> dict[str, str]:
    """Return the label of each code of a question, in a locale or in that of the page.

    Former choices count too: a survey may have offered them.
    """
    if name == "days":
        return {code: str(label) for code, label in vocabulary.DAYS.items()}
    if name == "parts":
        return {code: str(label) for code, label in vocabulary.PARTS_OF_DAY.items()}
    question = QUESTIONS.get(name)
    if isinstance(question, ChoiceQuestion):
        # A sheet has no column for "online only": the ways to meet tell it.
        return {
            code: question.in_words(code)
            for code in question.choices() | question.former_choices()
            if code != vocabulary.ONLINE_ONLY
        }
    if isinstance(question, LanguagesQuestion):
        return question.choices(locale) | question.former_choices(locale)
    if isinstance(question, MultipleChoiceQuestion):
        return question.choices() | question.former_choices()
    if isinstance(question, NumberQuestion):
        return question.choices()
    return {}


def codes_by_label(name: str) -> CodesByAnswer:
    """Return the code of each label in every locale: no mapping need name these answers."""
    return _codes_by_label(name, current_runtime().programme)


@lru_cache(maxsize=MAX_CACHED_QUESTIONS)
def _codes_by_label(name: str, programme: Programme) -> CodesByAnswer:
    """Return what `codes_by_label` does with the words of a programme, the current one."""
    codes: dict[str, Codes] = {}
    for locale in SITE_LANGUAGES:
        with force_locale(locale):
            # The last code of a label counts: what is offered, before a former choice.
            labels = reversed(answer_labels(name, Locale(locale)).items())
            codes |= {fold_text(label): (code,) for code, label in labels}
    return codes


def whole_number(text: str) -> str:
    """Return the digits of a whole number, which a spreadsheet may write as "2.0"; "" for a text.

    >>> whole_number(" 2.0 "), whole_number("2.5")
    ('2', '')
    """
    number = WHOLE_NUMBER.fullmatch(text.strip())
    return str(int(number[1])) if number else ""
