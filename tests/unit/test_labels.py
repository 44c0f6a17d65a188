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


@pytest.mark.parametrize(
    ("unmatched", "expected"),
    [
        ({"kind": "nobody_there"}, "No mentor has an open spot left."),
        ({"kind": "all_taken", "allowed": 1}, "1 mentor would fit, but was needed"),
        ({"kind": "all_taken", "allowed": 4}, "4 mentors would fit, but all were needed"),
        (
            {"kind": "none_allowed", "passing": {"language": 0, "time": 4}},
            "No mentor offers: a language that both speak comfortably.",
        ),
        (
            {"kind": "none_allowed", "passing": {"mode": 3, "time": 2}},
            "The hardest to find: a time when both are free.",
        ),
    ],
)
def test_a_mentee_without_a_suggestion_has_a_reason(
    unmatched: dict[str, object], expected: str
) -> None:
    assert expected in labels.why_no_mentor(unmatched)


@pytest.mark.parametrize(
    ("unmatched", "expected"),
    [
        ({"kind": "no_capacity"}, "All their spots are taken."),
        ({"kind": "nobody_there"}, "No mentee is waiting."),
        ({"kind": "all_taken", "allowed": 2}, "2 mentees would fit"),
        ({"kind": "none_allowed", "passing": {"mode": 0, "time": 0}}, "way to meet; a time when"),
        ({"kind": "none_allowed", "passing": {"mode": 3, "time": 2}}, "fit in some ways"),
    ],
)
def test_a_mentor_without_a_suggestion_has_a_reason(
    unmatched: dict[str, object], expected: str
) -> None:
    assert expected in labels.why_no_mentee(unmatched)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ([], ""),
        (
            [["availability", "sat_morning"]],
            "It would have worked with one more answer: Saturday morning.",
        ),
        (
            [["modes", "online"], ["topics", "media"]],
            "with 2 more answers: Online or by phone; Media and communications.",
        ),
    ],
)
def test_answers_that_would_have_led_to_a_match_are_named(
    change: list[list[str]], expected: str
) -> None:
    sentence = labels.what_would_help({"change": change})
    assert (sentence == expected) if not expected else expected in sentence


def test_a_run_without_counterfactuals_has_no_sentence_about_them() -> None:
    assert labels.what_would_help({}) == ""


def test_every_changeable_answer_of_the_programme_has_a_label() -> None:
    program = Program.shipped("cross-community")
    assert {*program.mentees.changeable, *program.mentors.changeable} <= set(QUESTIONS)


def test_bands_of_scores_are_named_by_their_limits() -> None:
    bands = labels.score_bands([1, 0, 0, 0, 0, 2, 0, 0, 0, 1])
    assert [name for name, count in bands if count] == ["0–10%", "50–60%", "90–100%"]
    assert sum(count for _, count in bands) == 4


def test_a_run_without_a_result_has_no_bands() -> None:
    assert labels.score_bands([]) == []


@pytest.mark.parametrize("role", Role)
def test_whoever_lost_their_match_while_it_was_computed_is_told_so(role: Role) -> None:
    assert "left while the matching ran" in labels.why_unmatched(role, {"kind": "partner_left"})


def test_what_would_have_helped_follows_the_reason() -> None:
    reason = {"kind": "nobody_there", "change": [["availability", "sat_morning"]]}
    sentence = labels.why_unmatched(Role.MENTEE, reason)
    assert sentence.startswith("No mentor has an open spot left. It would have worked")
    assert labels.why_unmatched(Role.MENTOR, {"kind": "nobody_there"}) == "No mentee is waiting."


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
