"""The questions of a module, as somebody types them: one on each line."""

import pytest

from mentorship.services.training.module_text import (
    MAX_QUESTION_LENGTH,
    MAX_QUESTIONS,
    question_lines,
    questions_fit,
)

LONGEST = "x" * MAX_QUESTION_LENGTH


def test_empty_lines_and_repetitions_are_left_out() -> None:
    assert question_lines("  Who   votes?\r\n\n\nWho does not?\nWho votes? ") == (
        "Who votes?",
        "Who does not?",
    )


@pytest.mark.parametrize(
    ("questions", "fit"),
    [
        ((), True),
        ((LONGEST,) * MAX_QUESTIONS, True),
        (("?",) * (MAX_QUESTIONS + 1), False),
        ((f"{LONGEST}x",), False),
    ],
)
def test_what_is_too_long_or_too_much_does_not_fit(questions: tuple[str, ...], fit: bool) -> None:
    assert questions_fit(questions) is fit
