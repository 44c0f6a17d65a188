"""Answers that a mapping has no codes for, and which of them a coordinator has to explain."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mentorship.questions import QUESTIONS, NumberQuestion
from mentorship.questions.types import BOTH_ROLES
from mentorship.roles import Role
from mentorship.services.imports.answer_labels import (
    Codes,
    CodesByAnswer,
    whole_number,
)
from mentorship.services.imports.answer_phrases import codes_of_phrase, is_weekly
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.known_words import answer_words
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.rows import SurveyRow
from mentorship.services.imports.split_options import join_options
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
        if answer.guess and not _is_asked_about(answer):
            entries.setdefault(answer.question, {})[answer.text] = list(answer.guess)
    return entries


def list_unknown_answers(mapping: SurveyMapping, rows: list[SurveyRow]) -> UnknownAnswers:
    """List the answers that only a coordinator can explain, grouped by question."""
    unknown = [answer for answer in _unknown(mapping, rows) if _is_asked_about(answer)]
    most_important = sorted(
        unknown, key=lambda answer: (answer.question not in YES_NO_QUESTIONS, -answer.count)
    )[:MAX_LISTED_ANSWERS]
    listed = sorted(
        most_important,
        key=lambda answer: (answer.question not in YES_NO_QUESTIONS, answer.question),
    )
    return UnknownAnswers(listed, len(unknown) - len(listed))


def _is_asked_about(answer: UnknownAnswer) -> bool:
    """Return whether a coordinator has to see an answer, even if its meaning can be guessed."""
    return answer.question in YES_NO_QUESTIONS or is_weekly(answer.question) or answer.guess is None


def _unknown(mapping: SurveyMapping, rows: list[SurveyRow]) -> Iterator[UnknownAnswer]:
    """Yield each answer that the mapping has no codes for, counted without regard to case."""
    known = {
        question: {**answer_words(question), **mapping.answers[question]}
        for question in mapping.answers
    }
    for question, sources in _sources_by_question(mapping).items():
        answers = _answers(sources, question, rows, known)
        texts = {fold_text(text): text for text in answers}
        counts = Counter(map(fold_text, answers))
        words = answer_words(question)
        for folded, count in counts.most_common():
            if folded in mapping.answers[question] or _is_a_number_asked_for(question, folded):
                continue
            guess = words.get(folded)
            if guess is None and question not in YES_NO_QUESTIONS:
                guess = codes_of_phrase(question, folded, known)
            yield UnknownAnswer(question, sources[0].column, texts[folded], count, guess)


def _is_a_number_asked_for(question: str, text: str) -> bool:
    """Return whether an answer is a number of places; under other questions, 1 is a code."""
    registered = QUESTIONS.get(question)
    return isinstance(registered, NumberQuestion) and whole_number(text) in registered.choices()


def _sources_by_question(mapping: SurveyMapping) -> dict[str, list[ColumnSource]]:
    sources: dict[str, list[ColumnSource]] = {}
    for question, source in mapping.answer_sources:
        sources.setdefault(question, []).append(source)
    return sources


def _answers(
    sources: list[ColumnSource],
    question: str,
    rows: list[SurveyRow],
    known: Mapping[str, CodesByAnswer],
) -> list[str]:
    asked = [row for row in rows if _is_asked_of(row, question, known["role"])]
    cells = [
        (row, source, cell)
        for row in asked
        for source in sources
        if (cell := source.answer_in(row.cells[source.column]))
    ]
    if question in YES_NO_QUESTIONS:
        return [cell for _row, _source, cell in cells]
    answers = (row.answers_in(source, cell, known[question]) for row, source, cell in cells)
    return [answer for joined in join_options(answers, known[question]) for answer in joined]


def _is_asked_of(row: SurveyRow, question: str, roles: CodesByAnswer) -> bool:
    """Return whether a row is of a role that a question is for, or of one that is not clear."""
    registered = QUESTIONS.get(question)
    if registered is None or registered.roles == BOTH_ROLES:
        return True
    codes = row.mapping.default_role or roles.get(fold_text(row.text("role")), ())
    return not codes or not registered.roles.isdisjoint(map(Role, codes))
