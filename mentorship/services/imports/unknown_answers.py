"""Answers as people spelled them: which of them need somebody to say what they mean."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mentorship.services.imports.known_words import ANSWER_WORDS
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.rows import SurveyRow
from mentorship.services.imports.spellings import Codes, parts
from mentorship.text_cleaning import fold_text

# What somebody agrees to is never taken as agreed unless a coordinator has seen the answer.
YES_NO_QUESTIONS = frozenset({"adult", "consent"})
MOST_LISTED = 60
NUMBERS = frozenset("12345")


@dataclass(frozen=True)
class Spelling:
    """An answer in the words of those who gave it, and what it seems to mean."""

    question: str
    column: str
    said: str = field(repr=False)
    times: int
    guess: Codes | None


@dataclass(frozen=True)
class Spellings:
    """The answers to explain, the weightiest first, and how many more are too rare to list."""

    listed: list[Spelling]
    further: int


def common_words(mapping: SurveyMapping, rows: list[SurveyRow]) -> dict[str, dict[str, list[str]]]:
    """Return the common words among the answers, with what they mean, as a mapping's entries."""
    known: dict[str, dict[str, list[str]]] = {}
    for one in _unknown(mapping, rows):
        if one.guess and one.question not in YES_NO_QUESTIONS:
            known.setdefault(one.question, {})[one.said] = list(one.guess)
    return known


def to_explain(mapping: SurveyMapping, rows: list[SurveyRow]) -> Spellings:
    """List what nobody would understand without a coordinator's word."""
    unknown = [
        one
        for one in _unknown(mapping, rows)
        if one.question in YES_NO_QUESTIONS or one.guess is None
    ]
    weightiest = sorted(unknown, key=lambda one: (one.question not in YES_NO_QUESTIONS, -one.times))
    listed = sorted(
        weightiest[:MOST_LISTED],
        key=lambda one: (one.question not in YES_NO_QUESTIONS, one.question),
    )
    return Spellings(listed, len(unknown) - len(listed))


def _unknown(mapping: SurveyMapping, rows: list[SurveyRow]) -> Iterator[Spelling]:
    """Count each spelling that the mapping does not know, however it is capitalized."""
    for question, columns in _columns_by_question(mapping).items():
        said = Counter(fold_text(one) for one in _said(columns, question, rows))
        written = {fold_text(one): one for one in _said(columns, question, rows)}
        words = ANSWER_WORDS.get(question, {})
        for folded, times in said.most_common():
            if folded not in mapping.answers[question] and folded not in NUMBERS:
                yield Spelling(question, columns[0], written[folded], times, words.get(folded))


def _columns_by_question(mapping: SurveyMapping) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question, column in mapping.answer_columns:
        found.setdefault(question, []).append(column)
    return found


def _said(columns: list[str], question: str, rows: list[SurveyRow]) -> Iterator[str]:
    for row in rows:
        for column in columns:
            cell = row.cells[column].strip()
            yield from [cell] * bool(cell) if question in YES_NO_QUESTIONS else parts(cell)
