"""What pages call criteria, and the answers they compare."""

import pytest

from mentorship.questions import QUESTIONS, criteria


@pytest.mark.parametrize(
    ("criterion", "label"),
    [("time", "Times in common"), ("language", "Languages"), ("heritage", "Heritage")],
)
def test_a_criterion_is_named_as_such_or_else_like_its_question(criterion: str, label: str) -> None:
    assert criteria.label(criterion) == label


def test_shared_items_are_named_in_the_order_of_the_question() -> None:
    shared = criteria.item_names("topics", ["storytelling", "know_your_rights"])
    assert shared == ["Know your rights", "Storytelling"]


def test_languages_are_named() -> None:
    assert criteria.item_names("language", ["zap", "en"]) == ["Zapotec", "English"]


def test_a_single_answer_is_named() -> None:
    assert criteria.answer_name("availability", "sat_morning") == "Saturday morning"


def test_every_criterion_called_otherwise_has_a_question() -> None:
    assert set(criteria.QUESTION_OF.values()) <= set(QUESTIONS)
