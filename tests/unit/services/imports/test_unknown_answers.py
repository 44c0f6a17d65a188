"""Answers that nobody has given a meaning are listed, those that decide first."""

from mentorship.services.imports import SurveyMapping
from mentorship.services.imports.unknown_answers import MOST_LISTED, to_explain
from tests.unit.services.imports.survey import ENTRIES, rows_of


def test_answers_that_decide_are_always_listed_and_first() -> None:
    rows = rows_of({"languages": "Tagalog, Klingon"}, {"languages": "Klingon", "adult": "No"})
    mapping = SurveyMapping.from_entries({**ENTRIES, "answers": {}})
    found = to_explain(mapping, rows)
    assert [(one.question, one.said, one.times, one.guess) for one in found.listed] == [
        ("adult", "yes", 1, ("yes",)),
        ("adult", "No", 1, ()),
        ("consent", "I AGREE", 2, ("yes",)),
        ("languages", "Klingon", 2, None),
    ]


def test_only_so_many_answers_are_listed_the_commonest_first() -> None:
    rows = rows_of(*({"languages": f"Tongue {number % 90}"} for number in range(100)))
    found = to_explain(SurveyMapping.from_entries({**ENTRIES, "answers": {}}), rows)
    assert len(found.listed) == MOST_LISTED
    assert found.further == 90 + 2 - MOST_LISTED
    tongues = {one.said for one in found.listed}
    assert {f"Tongue {number}" for number in range(10)} <= tongues
