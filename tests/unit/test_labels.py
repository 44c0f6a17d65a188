"""Sentences for coordinators, made from the explanations of the matching library."""

import pytest
from flask import Flask

from matching import Program
from mentorship.clock import now
from mentorship.coordinate import labels
from mentorship.models import ApplicationState, Pair, PairState, Role, SuggestionState
from mentorship.questions import QUESTIONS

DIFFERENT = {"evidence": "answers", "mentee": "south", "mentor": "valley"}
SHARES = [
    {"criterion": "topics", "share": 1.0, "evidence": "common", "items": ["storytelling"]},
    {"criterion": "region", "share": 0.0, **DIFFERENT},
]


def explanation(score: float) -> dict[str, object]:
    return {"score": score, "max_score": 10.0, "shares": SHARES}


@pytest.fixture(autouse=True)
def gettext_context(app: Flask) -> None:
    """Provide the application that gettext needs."""


def test_strength_follows_the_share_of_the_possible_score() -> None:
    sentences = [labels.strength(explanation(score)) for score in (9, 6, 5, 2)]
    assert sentences == ["A strong match", "A strong match", "A good match", "A possible match"]


def test_criteria_that_fit_well_are_counted() -> None:
    assert labels.fits(explanation(5)) == "1 of 2 things fits well"


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [([1.0], "1 of 1 thing fits well"), ([0.0], "0 of 1 thing fit well"),
     ([1.0, 1.0, 0.0], "2 of 3 things fit well"), ([1.0, 0.0], "1 of 2 things fits well")],
)  # fmt: skip
def test_both_numbers_have_their_plural(shares: list[float], sentence: str) -> None:
    items = [{"criterion": "topics", "share": share, "evidence": "common"} for share in shares]
    assert labels.fits({"shares": items}) == sentence


@pytest.mark.parametrize(
    ("capacity", "sentence"), [(1, "1 of 1 spot taken"), (2, "1 of 2 spots taken")]
)
def test_spots_are_in_the_plural_of_how_many_there_are(capacity: int, sentence: str) -> None:
    state = ApplicationState.SUBMITTED
    assert labels.application_state(Role.MENTOR, state, 1, capacity) == sentence


@pytest.mark.parametrize(
    ("mentees", "capacity", "sentence"),
    [(0, 2, "Every mentee has"), (3, 0, "Every spot of every mentor"), (1, 1, "No match meets")],
)
def test_a_run_without_suggestions_says_why(mentees: int, capacity: int, sentence: str) -> None:
    assert labels.why_no_suggestions(mentees, capacity).startswith(sentence)


def test_unanswered_criteria_are_not_counted() -> None:
    blank = {"criterion": "dislikes", "share": 0.9, "evidence": "missing", "side": "mentee"}
    assert labels.fits({**explanation(5), "shares": [*SHARES, blank]}) == "1 of 2 things fits well"


def test_shared_items_are_named() -> None:
    assert labels.reason(SHARES[0]) == "Storytelling"


def test_nothing_in_common_and_missing_answers_are_stated() -> None:
    assert labels.reason({**SHARES[0], "items": [], "share": 0.0}) == "nothing in common"
    assert labels.reason(SHARES[1]) == "different parts"
    assert (
        labels.reason({"criterion": "topics", "evidence": "missing", "side": "mentor"})
        == "the mentor did not say; counts as average"
    )


def test_a_language_is_named() -> None:
    share = {"criterion": "language", "share": 0.5, "evidence": "common", "items": ["zap", "en"]}
    assert labels.reason(share) == "English, Zapotec"


def test_every_changeable_answer_of_the_programme_has_a_label() -> None:
    program = Program.shipped("cross-community")
    assert {*program.mentees.changeable, *program.mentors.changeable} <= set(QUESTIONS)


def test_bands_of_scores_are_named_by_their_limits() -> None:
    bands = labels.score_bands([1, 0, 0, 0, 0, 2, 0, 0, 0, 1])
    assert [name for name, count in bands if count] == ["0–10%", "50–60%", "90–100%"]
    assert sum(count for _, count in bands) == 4


def test_a_run_without_a_result_has_no_bands() -> None:
    assert labels.score_bands([]) == []


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (None, "Introduced"),
        (Pair(state=PairState.INTRODUCED), "Introduced"),
        (Pair(state=PairState.ACTIVE, started_at=now()), "Introduced: both have said yes"),
        (Pair(state=PairState.CLOSED), "Introduced, but the introduction has ended"),
        (Pair(state=PairState.CLOSED, started_at=now()), "Introduced, but the match has ended"),
    ],
)
def test_an_introduced_suggestion_says_what_became_of_the_pair(
    pair: Pair | None, sentence: str
) -> None:
    assert labels.suggestion_state(SuggestionState.INTRODUCED, pair) == sentence
