"""The answers of two people in aligned rows, with what they share."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mentorship.models import Application, Role
from mentorship.questions import Question, questions_for
from mentorship.questions.types import LanguagesQuestion, MultipleChoiceQuestion

HIDDEN = frozenset({"name", "phone"})


@dataclass(frozen=True)
class Item:
    """One thing that somebody answered."""

    text: str = field(repr=False)
    is_shared: bool = False


@dataclass(frozen=True)
class AnswerRow:
    """What both said to one question; ``labels`` differ if they were asked in other words."""

    name: str
    labels: tuple[str, str]
    is_free_text: bool
    mentee: list[Item] = field(repr=False)
    mentor: list[Item] = field(repr=False)


def answer_rows(mentee: Application, mentor: Application) -> Iterator[AnswerRow]:
    """Yield the answers of two people to each question that either was asked."""
    asked = {
        question.name: question
        for role in (Role.MENTEE, Role.MENTOR)
        for question in questions_for(role)
        if question.name not in HIDDEN
    }
    own, other = mentee.profile.answers, mentor.profile.answers
    for name, question in asked.items():
        items = [
            _items(question, answers[name], _codes(question, others[name]))
            if role in question.roles
            else []
            for role, answers, others in (
                (Role.MENTEE, own, other),
                (Role.MENTOR, other, own),
            )
        ]
        if any(items):
            labels = [str(question.short_label_for(role)) for role in (Role.MENTEE, Role.MENTOR)]
            yield AnswerRow(name, (labels[0], labels[1]), question.is_free_text, *items)


def _codes(question: Question, answer: Any) -> set[str]:
    """Return what can be compared of an answer."""
    match question:
        case LanguagesQuestion():
            return {spoken["language"] for spoken in answer}
        case MultipleChoiceQuestion():
            return set(answer)
        case _ if isinstance(answer, str) and not question.is_free_text:
            return {answer} - {""}
        case _:
            return set()


def _items(question: Question, answer: Any, others: set[str]) -> list[Item]:
    if not answer:
        return []
    if isinstance(question, LanguagesQuestion | MultipleChoiceQuestion):
        return [
            Item(question.in_words([part]), bool(_codes(question, [part]) & others))
            for part in answer
        ]
    return [Item(question.in_words(answer), bool(_codes(question, answer) & others))]
