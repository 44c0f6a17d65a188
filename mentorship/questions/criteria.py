"""The names of the programme's rules and criteria on pages, and of the answers they compare."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from mentorship import vocabulary
from mentorship.collation import collation_key
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
"""The question that a criterion compares, if the two have different names."""


def question_behind(criterion: str) -> Question:
    return QUESTIONS[QUESTION_OF.get(criterion, criterion)]


def has_question(criterion: str) -> bool:
    """Return whether a criterion is called like a question; one of a programme file may not be."""
    return QUESTION_OF.get(criterion, criterion) in QUESTIONS


def label(criterion: str) -> str:
    """Return the name of a criterion; one that a programme adds has its question's name.

    >>> label("language"), label("same_school")
    ('Languages', 'same school')
    """
    if criterion in LABELS:
        return str(LABELS[criterion])
    if has_question(criterion):
        return str(question_behind(criterion).short_label)
    return _in_words(criterion)


def rule_label(rule: str) -> str:
    """Return the name of a rule, to end a sentence with.

    >>> rule_label("mode"), rule_label("same_school")
    ('the same way to meet', 'same school')
    """
    return str(RULES.get(rule, _in_words(rule)))


def _in_words(name: str) -> str:
    """Return the name that a programme file gives to a rule or a criterion, as words."""
    return name.replace("_", " ")


def item_names(criterion: str, codes: Iterable[str]) -> list[str]:
    """Return the labels of what two people share, in the order of the question.

    A question that lists no choices, and the one about languages, have alphabetical order.
    """
    if not has_question(criterion):
        return sorted(map(_in_words, codes), key=collation_key)
    question, shared = question_behind(criterion), set(codes)
    if isinstance(question, MultipleChoiceQuestion):
        return vocabulary.labels(question.labels, shared)
    is_about_languages = isinstance(question, LanguagesQuestion)
    return sorted(
        map(vocabulary.language_name, shared) if is_about_languages else shared, key=collation_key
    )


def answer_name(column: str, code: str) -> str:
    """Return the label of an answer, by the column of the match table and its code."""
    return QUESTIONS[column].in_words([code])
