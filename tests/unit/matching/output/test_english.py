"""Evidence and reasons in English."""

import dataclasses

import pytest

from matching import (
    Answers,
    AnyAnswer,
    CommonItems,
    CriterionScore,
    Distance,
    MatchedPair,
    Missing,
    Numbers,
    OrdinalDifference,
    Reason,
    Rival,
    RuleCount,
    Texts,
)
from matching.output.english import explain_pair, explain_unmatched


@pytest.mark.parametrize(
    ("share", "evidence", "sentence"),
    [
        (
            1.0,
            OrdinalDifference("SEO", "Grade 6", 2),
            "x two steps above (SEO → Grade 6): 12 of 12",
        ),
        (0.75, OrdinalDifference("a", "b", 1), "x one step above (a → b): 9 of 12"),
        (0.0, OrdinalDifference("a", "b", -7), "x 7 steps below (a → b): 0 of 12"),
        (0.0, OrdinalDifference("a", "a", 0), "x the same (a → a): 0 of 12"),
        (1.0, Answers("Policy", "Policy"), "same x (Policy): 12 of 12"),
        (0.0, Answers("Policy", "HR"), "different x (Policy, HR): 0 of 12"),
        (1 / 3, CommonItems(("art", "food"), 6), "x in common (art, food): 4 of 12"),
        (0.0, CommonItems((), 6), "no x in common: 0 of 12"),
        (1.0, AnyAnswer("mentee"), "x (any suits the mentee): 12 of 12"),
        (1.0, AnyAnswer("both"), "x (any suits both): 12 of 12"),
        (0.0, Missing("mentor"), "x not given by the mentor: 0 of 12"),
        (0.0, Missing("both"), "x not given by either: 0 of 12"),
        (
            0.25,
            Missing("mentee"),
            "x not given by the mentee, which counts neither for nor against: 3 of 12",
        ),
        (0.3, Numbers("25–40", "43.5", 3.5), "x 3.5 apart (25–40, 43.5): 3.6 of 12"),
        (1.0, Numbers("25–40", "30", 0.0), "x meets (25–40, 30): 12 of 12"),
        (
            0.5,
            Distance("Westlake", "Koreatown", 2.7),
            "x 2.7 km apart (Westlake, Koreatown): 6 of 12",
        ),
        (1.0, Distance("Westlake", "Westlake", 0.0), "same x (Westlake): 12 of 12"),
        (
            0.5,
            Texts("To cook\n" * 9, "김치"),
            "x compared (“To cook To cook To cook To cook To cook…”, “김치”): 6 of 12",
        ),
    ],
)
def test_a_criterion_score_is_explained_with_evidence_and_points(share, evidence, sentence):
    scores = (CriterionScore("x", "x", share, 12.0, evidence),)
    assert explain_pair(MatchedPair("e", "E", "m", "M", 1, 1, False, scores)) == sentence


def reason(kind, allowed=0, banned=0, **passing):
    counts = tuple(RuleCount(rule, rule, count) for rule, count in passing.items())
    return Reason(kind, others=9, allowed=allowed, banned=banned, passing=counts)


@pytest.mark.parametrize(
    ("passing", "sentence"),
    [
        ({"a": 0, "b": 1}, "the only mentor does not pass: a"),
        ({"a": 1}, "the only mentor does not pass everything at once (1 passes: a, 1 banned)"),
    ],
)
def test_a_reason_with_one_other_person_is_in_the_singular(passing, sentence):
    unmatched_reason = dataclasses.replace(reason("none_allowed", banned=1, **passing), others=1)
    assert explain_unmatched(unmatched_reason, "mentor") == sentence


def test_whoever_scores_below_the_floor_is_named_with_the_score():
    best = Rival("m", "Mei", score=2.5, current_score=0.0, is_free=True)
    below = dataclasses.replace(reason("below_floor", 1), rivals=(best,))
    sentence = "no mentor who passes the rules scores enough (best: Mei with 2.5)"
    assert explain_unmatched(below, "mentor") == sentence


@pytest.mark.parametrize(
    ("unmatched_reason", "sentence"),
    [
        (reason("no_capacity"), "takes nobody: the capacity is 0"),
        (reason("nobody_there"), "nobody else is a mentee"),
        (reason("all_taken", 3), "all 3 mentees who pass the rules are in other pairs"),
        (reason("all_taken", 1), "the only mentee who passes the rules is in another pair"),
        (reason("none_allowed", a=0, b=2, c=0), "none of 9 mentees passes: a or c"),
        (
            reason("none_allowed", banned=1, a=1, b=2),
            "none of 9 mentees passes everything at once (1 passes: a, 2 pass: b, 1 banned)",
        ),
    ],
)
def test_a_reason_is_explained_with_rules_and_numbers(unmatched_reason, sentence):
    assert explain_unmatched(unmatched_reason, "mentee") == sentence
