"""What one module says in one language, and how much of it at most."""

from dataclasses import dataclass

MAX_TITLE_LENGTH = 80
MAX_TEXT_LENGTH = 4000
MAX_QUESTIONS = 8
MAX_QUESTION_LENGTH = 200
MAX_TASK_LENGTH = 600
MAX_LOCAL_LENGTH = 2000
"""Characters of what a programme writes about help nearby."""


@dataclass(frozen=True)
class ModuleText:
    """Public words of the programme; in the text, lines that begin with "- " are a list."""

    title: str
    text: str
    questions: tuple[str, ...]
    task: str
    local: str = ""


def question_lines(text: str) -> tuple[str, ...]:
    r"""Return the questions of a text with one on each line: each once, without empty lines.

    >>> question_lines("Who  votes?\n\nWho does not?\nWho votes?")
    ('Who votes?', 'Who does not?')
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def questions_fit(questions: tuple[str, ...]) -> bool:
    """Return whether there are not too many questions, and none that is too long."""
    return len(questions) <= MAX_QUESTIONS and all(
        len(question) <= MAX_QUESTION_LENGTH for question in questions
    )
