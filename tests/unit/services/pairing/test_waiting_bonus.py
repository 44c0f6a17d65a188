"""The points for having waited: who gets them, and that they stay beside the score."""

import copy

import pandas as pd

import matching
from mentorship.services.pairing import waiting_bonus
from tests.factories import EXPLANATION

ADDED = {"criterion": "waited", "share": 0.5, "weight": 4.0, "evidence": "answers",
         "mentee": "yes", "mentor": "no"}  # fmt: skip


def test_whoever_waited_is_marked() -> None:
    table = waiting_bonus.mark(pd.DataFrame({"id": ["7", "8"]}), {8, 9})
    assert table["waited"].tolist() == ["no", "yes"]


def test_an_explanation_without_the_points_stays_as_it_is() -> None:
    assert waiting_bonus.set_apart(EXPLANATION) is EXPLANATION


def test_the_points_change_neither_the_score_nor_its_share_of_the_best() -> None:
    with_points = copy.deepcopy(EXPLANATION)
    with_points["shares"].append(ADDED)
    with_points["score"] += 2.0
    with_points["max_score"] += 4.0
    apart = waiting_bonus.set_apart(with_points)
    assert apart["score"] == sum(item["share"] * item["weight"] for item in EXPLANATION["shares"])
    assert {**apart, "score": EXPLANATION["score"]} == {
        **EXPLANATION,
        "waiting_points": 2.0,
        "waited": ["mentee"],
    }


def test_of_two_who_suit_a_mentor_alike_the_one_who_waited_is_matched() -> None:
    row = {"communities": "asian", "languages": "en", "modes": "online", "topics": "voting",
           "availability": "mon", "interests": "", "dislikes": "", "region": ""}  # fmt: skip
    mentees = pd.DataFrame([{**row, "id": str(id_), "person": str(id_)} for id_ in (1, 2, 3)])
    mentor = {**row, "communities": "latino", "id": "4", "person": "4", "capacity": "1"}
    criterion = waiting_bonus.criterion(waiting_bonus.POINTS)
    program = matching.Program.shipped("cross-community").with_criterion(criterion)
    for waited in (1, 2, 3):
        result = matching.match(
            program,
            waiting_bonus.mark(mentees, {waited}),
            waiting_bonus.mark(pd.DataFrame([mentor]), {waited}),
        )
        assert [int(pair.mentee_id) for pair in result.pairs] == [waited]
