"""What pages call the rules and criteria of the programme, and the answers they compare."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from mentorship import vocabulary
from mentorship.questions.registry import QUESTIONS
from mentorship.questions.types import LanguagesQuestion, MultipleChoiceQuestion, Question

LABELS: vocabulary.Labels = {
    "time": _l("Times in common"),
    "interests": _l("Interests"),
    "dislikes": _l("Things both avoid"),
    "region": _l("Part of the city"),
    "topics": _l("Topics"),
}
RULES: vocabulary.Labels = {
    "oneself": _l("a different person"),
    "cross_community": _l("another community"),
    "language": _l("a language that both speak comfortably"),
    "mode": _l("the same way to meet"),
    "time": _l("a time when both are free"),
}
QUESTION_OF = {"time": "availability", "language": "languages", "region": "area"}
"""The question behind a criterion, where the programme calls it otherwise."""


def question_behind(criterion: str) -> Question:
    return QUESTIONS[QUESTION_OF.get(criterion, criterion)]


def label(criterion: str) -> str:
    """Name a criterion; one that a programme adds is named like its question.

    >>> label("language")
    'Languages'
    """
    return str(LABELS.get(criterion) or question_behind(criterion).short_label)


def item_names(criterion: str, codes: Iterable[str]) -> list[str]:
    """Put what two people share under a criterion into words, in the order of the question."""
    question, shared = question_behind(criterion), set(codes)
    if isinstance(question, LanguagesQuestion):
        return [vocabulary.language_name(code) for code in codes]
    if isinstance(question, MultipleChoiceQuestion):
        return vocabulary.labels(question.labels, shared)
    return sorted(shared)


def answer_name(column: str, code: str) -> str:
    """Name one answer to the question that a column of the match table holds."""
    return QUESTIONS[column].in_words([code])
