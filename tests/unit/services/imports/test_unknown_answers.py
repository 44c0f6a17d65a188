"""Unknown answers are listed, those about consent first."""

from mentorship.services.imports import SurveyMapping
from mentorship.services.imports.unknown_answers import MAX_LISTED_ANSWERS, list_unknown_answers
from tests.unit.services.imports.survey import ENTRIES, rows_of


def test_answers_about_consent_are_always_listed_and_first() -> None:
    rows = rows_of({"languages": "Tagalog, Klingon"}, {"languages": "Klingon", "adult": "No"})
    mapping = SurveyMapping.from_entries({**ENTRIES, "answers": {}})
    unknown = list_unknown_answers(mapping, rows)
    assert [
        (answer.question, answer.text, answer.count, answer.guess) for answer in unknown.listed
    ] == [
        ("adult", "yes", 1, ("yes",)),
        ("adult", "No", 1, ()),
        ("consent", "I AGREE", 2, ("yes",)),
        ("languages", "Klingon", 2, None),
    ]


def test_the_most_frequent_answers_are_listed_up_to_a_limit() -> None:
    rows = rows_of(*({"languages": f"Language {number % 90}"} for number in range(100)))
    unknown = list_unknown_answers(SurveyMapping.from_entries({**ENTRIES, "answers": {}}), rows)
    assert len(unknown.listed) == MAX_LISTED_ANSWERS
    assert unknown.unlisted == 90 + 2 - MAX_LISTED_ANSWERS
    texts = {answer.text for answer in unknown.listed}
    assert {f"Language {number}" for number in range(10)} <= texts
