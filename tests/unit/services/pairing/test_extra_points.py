"""Points for having waited or for the training: who gets them; they stay beside the score."""

import copy

import pandas as pd
import pytest

import matching
from mentorship.services.pairing import extra_points
from mentorship.services.pairing.extra_points import KINDS, ExtraPoints
from tests.factories import EXPLANATION

ADDED = {"criterion": "waited", "share": 0.5, "weight": 4.0, "evidence": "answers",
         "mentee": "yes", "mentor": "no"}  # fmt: skip


EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@EACH
def test_whoever_gets_them_is_marked(kind: ExtraPoints) -> None:
    table = kind.mark(pd.DataFrame({"id": ["7", "8"]}), {8, 9})
    assert table[kind.name].tolist() == ["no", "yes"]


def test_an_explanation_without_the_points_stays_as_it_is() -> None:
    assert extra_points.set_apart(EXPLANATION) is EXPLANATION


def test_the_points_change_neither_the_score_nor_its_share_of_the_best() -> None:
    with_points = copy.deepcopy(EXPLANATION)
    with_points["shares"].append(ADDED)
    with_points["score"] += 2.0
    with_points["max_score"] += 4.0
    apart = extra_points.set_apart(with_points)
    assert apart["score"] == sum(item["share"] * item["weight"] for item in EXPLANATION["shares"])
    assert {**apart, "score": EXPLANATION["score"]} == {
        **EXPLANATION,
        "waiting_points": 2.0,
        "waited": ["mentee"],
    }


def test_the_points_of_both_kinds_are_set_apart() -> None:
    with_points = copy.deepcopy(EXPLANATION)
    with_points["shares"] += [ADDED, {**ADDED, "criterion": "trained", "share": 1, "mentor": "yes"}]
    apart = extra_points.set_apart(with_points)
    assert apart["shares"] == EXPLANATION["shares"]
    assert (apart["waited"], apart["trained"]) == (["mentee"], ["mentee", "mentor"])
    assert extra_points.total(apart) == 6.0
    assert extra_points.total(EXPLANATION) == 0.0


@EACH
def test_of_two_who_suit_a_mentor_alike_the_one_with_points_is_matched(kind: ExtraPoints) -> None:
    row = {"communities": "asian", "languages": "en", "modes": "online", "topics": "voting",
           "availability": "mon", "interests": "", "dislikes": "", "region": ""}  # fmt: skip
    mentees = pd.DataFrame([{**row, "id": str(id_), "person": str(id_)} for id_ in (1, 2, 3)])
    mentor = {**row, "communities": "latino", "id": "4", "person": "4", "capacity": "1"}
    criterion = kind.criterion(2.0)
    program = matching.Program.shipped("cross-community").with_criterion(criterion)
    for first in (1, 2, 3):
        result = matching.match(
            program,
            kind.mark(mentees, {first}),
            kind.mark(pd.DataFrame([mentor]), {first}),
        )
        assert [int(pair.mentee_id) for pair in result.pairs] == [first]
