"""Answers that a mapping has no codes for, and which of them a coordinator has to explain."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mentorship.services.imports.answer_labels import Codes
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.known_words import ANSWER_WORDS
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.rows import SurveyRow
from mentorship.text_cleaning import fold_text

# An answer never counts as consent unless a coordinator has seen it.
YES_NO_QUESTIONS = frozenset({"adult", "consent"})
MAX_LISTED_ANSWERS = 60


@dataclass(frozen=True)
class UnknownAnswer:
    """An answer as it is in the sheet, and the codes it probably stands for."""

    question: str
    column: str
    text: str = field(repr=False)
    count: int
    guess: Codes | None


@dataclass(frozen=True)
class UnknownAnswers:
    """The answers to explain, the most important first, and how many others are not listed."""

    listed: list[UnknownAnswer]
    unlisted: int


def common_words(mapping: SurveyMapping, rows: list[SurveyRow]) -> dict[str, dict[str, list[str]]]:
    """Return the answers that are common words, with their codes, as entries of a mapping."""
    entries: dict[str, dict[str, list[str]]] = {}
    for answer in _unknown(mapping, rows):
        if answer.guess and answer.question not in YES_NO_QUESTIONS:
            entries.setdefault(answer.question, {})[answer.text] = list(answer.guess)
    return entries


def list_unknown_answers(mapping: SurveyMapping, rows: list[SurveyRow]) -> UnknownAnswers:
    """List the answers that only a coordinator can explain, grouped by question."""
    unknown = [
        answer
        for answer in _unknown(mapping, rows)
        if answer.question in YES_NO_QUESTIONS or answer.guess is None
    ]
    most_important = sorted(
        unknown, key=lambda answer: (answer.question not in YES_NO_QUESTIONS, -answer.count)
    )[:MAX_LISTED_ANSWERS]
    listed = sorted(
        most_important,
        key=lambda answer: (answer.question not in YES_NO_QUESTIONS, answer.question),
    )
    return UnknownAnswers(listed, len(unknown) - len(listed))


def _unknown(mapping: SurveyMapping, rows: list[SurveyRow]) -> Iterator[UnknownAnswer]:
    """Yield each answer that the mapping has no codes for, counted without regard to case."""
    for question, sources in _sources_by_question(mapping).items():
        texts = {fold_text(text): text for text in _answers(sources, question, rows)}
        counts = Counter(fold_text(text) for text in _answers(sources, question, rows))
        words = ANSWER_WORDS.get(question, {})
        for folded, count in counts.most_common():
            if folded not in mapping.answers[question]:
                yield UnknownAnswer(question, sources[0].column, texts[folded], count, words.get(folded))


def _sources_by_question(mapping: SurveyMapping) -> dict[str, list[ColumnSource]]:
    sources: dict[str, list[ColumnSource]] = {}
    for question, source in mapping.answer_sources:
        sources.setdefault(question, []).append(source)
    return sources


def _answers(sources: list[ColumnSource], question: str, rows: list[SurveyRow]) -> Iterator[str]:
    for row in rows:
        for source in sources:
            cell = source.answer_in(row.cells[source.column])
            if question in YES_NO_QUESTIONS:
                yield from [cell] * bool(cell)
            else:
                yield from row.answers_in(source, cell)
