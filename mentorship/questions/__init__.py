"""The questions that applicants answer: one registry that every form, table and page reads.

`registry` declares the questions and the steps of the form, `types` the types of questions.
docs/developing/add-a-profile-question.md shows how to add one.
"""

from mentorship.questions.registry import (
    QUESTIONS,
    STEPS,
    blank_answers,
    match_columns,
    questions_for,
    steps_for,
)
from mentorship.questions.types import (
    Answers,
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Step,
    TextQuestion,
    Visibility,
)

__all__ = [
    "QUESTIONS",
    "STEPS",
    "Answers",
    "ChoiceQuestion",
    "LanguagesQuestion",
    "MultipleChoiceQuestion",
    "NumberQuestion",
    "Question",
    "Step",
    "TextQuestion",
    "Visibility",
    "blank_answers",
    "match_columns",
    "questions_for",
    "steps_for",
]
