"""Labels of criteria and of the answers that they compare."""

import pytest

from mentorship.questions import QUESTIONS, criteria


@pytest.mark.parametrize(
    ("criterion", "label"),
    [("time", "Times in common"), ("language", "Languages"), ("heritage", "Heritage")],
)
def test_a_criterion_has_its_own_label_or_that_of_its_question(criterion: str, label: str) -> None:
    assert criteria.label(criterion) == label


@pytest.mark.usefixtures("app")
def test_shared_items_are_named_in_the_order_of_the_question() -> None:
    shared = criteria.item_names("topics", ["storytelling", "know_your_rights"])
    assert shared == ["Know your rights", "Storytelling"]


def test_languages_are_named_in_alphabetical_order() -> None:
    assert criteria.item_names("language", ["zap", "en"]) == ["English", "Zapotec"]


def test_a_single_answer_is_named() -> None:
    assert criteria.answer_name("availability", "sat_morning") == "Saturday morning"


def test_criteria_named_differently_refer_to_existing_questions() -> None:
    assert set(criteria.QUESTION_OF.values()) <= set(QUESTIONS)
