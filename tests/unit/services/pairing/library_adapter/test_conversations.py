"""The scores that count what people said, and how an explanation says so."""

from dataclasses import replace

import numpy as np
import pytest

from matching import Problem
from mentorship.models import MatchRun
from mentorship.services.conversations.ratings import Ratings
from mentorship.services.pairing.library_adapter import conversations
from mentorship.services.pairing.library_adapter.match_input import MatchInput

RUN = MatchRun(
    seed=1,
    settings={
        "program": "cross-community",
        "objective": "most_people",
        "floor": None,
        "load_penalty": 0.0,
        "waiting_points": 2.0,
    },
)
# Ids as text are in another order than as numbers: mentees 10 and 9, mentors 20, 21 and 3.
GIVEN = MatchInput(
    ("id",), [["9"], ["10"]], [["3"], ["20"], ["21"]], banned=[], pinned=[], waited=[]
)
FIRST = [[8.0, 6.0, 2.0], [7.0, 7.0, 1.0]]


def scores(*ratings: Ratings, **changes: object) -> list[list[float]]:
    given = replace(GIVEN, conversations=list(ratings), **changes)  # type: ignore[arg-type]
    eligible = np.ones((2, 3), dtype=np.bool_)
    for mentee, mentor in given.banned:
        eligible[{10: 0, 9: 1}[mentee], {20: 0, 21: 1, 3: 2}[mentor]] = False
    counted = conversations.rescored(RUN, given)(Problem(FIRST, eligible))
    assert isinstance(counted, Problem)
    assert (counted.eligible == eligible).all()
    values: list[list[float]] = counted.scores.tolist()
    return values


def test_without_ratings_the_problem_stays_the_same() -> None:
    problem = Problem(FIRST)
    assert conversations.rescored(RUN, GIVEN)(problem) is problem


def test_two_who_talked_count_what_both_said_and_others_come_after_them() -> None:
    counted = scores((10, 21, 5, 5))
    assert counted[0] == pytest.approx([0.8, 0.9 * 8 + 0.1 * 6, 0.2])
    assert counted[1] == pytest.approx([7.0, 0.7, 1.0])


def test_a_missing_rating_counts_as_the_average() -> None:
    (row, _other) = scores((10, 21, 3, None))
    assert row[1] == pytest.approx(0.9 * 8 * 0.5 + 0.6)


def test_whoever_was_kept_apart_from_everybody_keeps_their_first_scores() -> None:
    assert scores((10, 21, 1, 5), banned=[(10, 21)]) == FIRST


def test_points_for_waiting_are_added_unchanged() -> None:
    with_points = scores((9, 20, 5, 5), waited=[9])
    without = scores((9, 20, 5, 5))
    # The points are in the first scores too: here 2 of the 7 of the pair that talked.
    assert with_points[1][0] == pytest.approx(0.9 * 8 + 0.1 * 5 + 2)
    assert without[1][0] == pytest.approx(0.9 * 8 + 0.1 * 7)


def test_points_for_the_training_are_added_as_well() -> None:
    run = MatchRun(seed=1, settings={**RUN.settings, "training_points": 1.5})
    ratings: list[Ratings] = [(9, 20, 5, 5)]
    counted = conversations.rescored(run, replace(GIVEN, conversations=ratings, trained=[9, 20]))
    scores = counted(Problem(FIRST)).scores  # type: ignore[attr-defined]
    # 3 of the 7 first points of the two are for the training, and 1.5 of the highest, 8.
    assert scores[1][0] == pytest.approx(0.9 * 6.5 + 0.1 * 4 + 3)


def test_an_explanation_says_the_lowest_rating_and_not_whose_it_is() -> None:
    given = replace(GIVEN, conversations=[(10, 21, 2, 4)])
    first = {"score": 6.0, "max_score": 11.0}
    explained = {(10, 21): first, (10, 3): first, (9, 20): first}
    counted = conversations.counted(explained, [3.0, 0.6, 6.0], given)
    assert counted[10, 21] == {
        "score": 3.0,
        "max_score": 11.0,
        "first_score": 6.0,
        "conversation": {"answers": 2, "lowest": 2},
    }
    assert counted[10, 3]["conversation"] == {"answers": 0, "lowest": None}
    assert counted[9, 20] is first
