"""The final match follows the ratings of both sides, and invalid ratings are refused."""

import math

import numpy as np
import pytest

from matching import InvalidPinError, InvalidProblemError, Problem, final_problem, introduce, solve

PROBLEM = Problem([[10.0, 4.0, 2.0], [6.0, 8.0, 1.0]], mentor_capacity=[1, 2, 1])
INTRODUCED = ((0, 0), (0, 1), (1, 1))


def test_ratings_have_nine_tenths_of_the_weight_and_the_first_score_one():
    final = final_problem(
        PROBLEM, INTRODUCED, {(0, 0): (1, 0.25), (0, 1): (1, 1), (1, 1): (0.5, 0.5)}
    )
    assert final.scores[0, 0] == pytest.approx(9 * 0.5 + 1.0)
    assert final.scores[0, 1] == pytest.approx(9 * 1.0 + 0.4)
    assert final.scores[1, 1] == pytest.approx(9 * 0.5 + 0.8)
    assert final.mentor_capacity.tolist() == [1, 2, 1]


def test_only_introduced_pairs_are_eligible():
    final = final_problem(PROBLEM, INTRODUCED, {})
    assert final.eligible.tolist() == [[True, True, False], [False, True, False]]


def test_a_pair_that_has_become_ineligible_since_stays_so():
    final = final_problem(PROBLEM.without_pairs([(0, 1)]), INTRODUCED, {(0, 1): (1, 1)})
    assert not final.eligible[0, 1]


@pytest.mark.parametrize("both", [(0, 1), (1, 0), (0.0, None), (-0.0, 0)])
def test_a_rating_of_0_from_either_side_makes_a_pair_ineligible(both):
    final = final_problem(PROBLEM, INTRODUCED, {(0, 0): both})
    assert not final.eligible[0, 0]
    assert final.eligible[0, 1]


def test_a_missing_rating_counts_as_the_average_of_all_ratings():
    final = final_problem(
        PROBLEM, INTRODUCED, {(0, 0): (0.9, None), (0, 1): (0.6, 0.3), (1, 1): (0, None)}
    )
    average = (0.9 + 0.6 + 0.3 + 0) / 4
    assert final.scores[0, 0] == pytest.approx(9 * math.sqrt(0.9 * average) + 1.0)


@pytest.mark.parametrize("feedback", [{}, {(0, 0): (None, None)}])
def test_without_any_rating_the_first_scores_decide(feedback):
    final = final_problem(PROBLEM, INTRODUCED, feedback)
    assert final.scores[0, 0] == pytest.approx(9 * 0.5 + 1.0)
    assert final.scores[1, 1] == pytest.approx(9 * 0.5 + 0.8)


def test_ratings_decide_if_all_first_scores_are_0():
    final = final_problem(
        Problem(np.zeros((1, 2))), [(0, 0), (0, 1)], {(0, 1): (1, 1), (0, 0): (0.1, 1)}
    )
    assert solve(final).mentor_of.tolist() == [1]


def test_pins_stay_eligible_even_if_not_introduced():
    pinned = Problem(PROBLEM.scores, pinned=[(1, 2)])
    final = final_problem(pinned, INTRODUCED, {})
    assert final.pinned == ((1, 2),)
    assert solve(final).mentor_of[1] == 2


@pytest.mark.parametrize(("both", "role"), [((0, 1), "mentee"), ((None, 0), "mentor")])
def test_a_pin_that_either_side_rated_0_is_refused_and_named(both, role):
    pinned = Problem(PROBLEM.scores, pinned=[(0, 0)])
    with pytest.raises(
        InvalidPinError, match=rf"pinned pair \(0, 0\): the {role} rated the pair 0"
    ):
        final_problem(pinned, INTRODUCED, {(0, 0): both})


@pytest.mark.parametrize(
    "rating", [float("nan"), 1.01, -0.1, float("inf"), "1", True, [0.5], 1j, np.float64("nan")]
)
@pytest.mark.parametrize("side", [0, 1])
def test_an_invalid_rating_is_refused_and_its_pair_named(rating, side):
    both = (rating, 1) if side == 0 else (1, rating)
    with pytest.raises(
        InvalidProblemError, match=r"feedback on pair \(0, 1\) holds .* from 0 to 1"
    ):
        final_problem(PROBLEM, INTRODUCED, {(0, 1): both})


@pytest.mark.parametrize(
    ("feedback", "message"),
    [
        ({(1, 0): (1, 1)}, r"feedback on pair \(1, 0\): the pair was not introduced"),
        ({(0, 0): 1}, r"feedback on pair \(0, 0\) is 1, not two ratings"),
        ({(0, 0): (1, 1, 1)}, r"pair \(0, 0\) is \(1, 1, 1\), not two ratings"),
        ({(0, 0): None}, r"pair \(0, 0\) is None, not two ratings"),
        ({(0, 7): (1, 1)}, "names mentor 7; there are 3"),
        ({"ab": (1, 1)}, "names mentee 'a', not an index"),
        ({3: (1, 1)}, "is 3, not a pair"),
        ([((0, 0), (1, 1))], "feedback is not a mapping"),
        (None, "feedback is not a mapping"),
    ],
)
def test_invalid_feedback_is_refused(feedback, message):
    with pytest.raises(InvalidProblemError, match=message):
        final_problem(PROBLEM, INTRODUCED, feedback)


def test_an_introduced_pair_out_of_range_is_refused():
    with pytest.raises(InvalidProblemError, match=r"introduced\[0\] names mentee 2; there are 2"):
        final_problem(PROBLEM, [(2, 0)], {})


def test_inputs_never_change():
    feedback = {(0, 0): (1, None)}
    scores, eligible = PROBLEM.scores.copy(), PROBLEM.eligible.copy()
    final_problem(PROBLEM, INTRODUCED, feedback)
    assert feedback == {(0, 0): (1, None)}
    assert (PROBLEM.scores == scores).all()
    assert (PROBLEM.eligible == eligible).all()


@pytest.mark.parametrize("seed", range(20))
def test_the_final_match_holds_only_introduced_pairs_that_nobody_rated_0(seed):
    rng = np.random.default_rng(seed)
    problem = Problem(rng.random((12, 9)), mentor_capacity=rng.integers(0, 3, size=9))
    introduced = introduce(problem, 3, 4).pairs
    feedback = {
        pair: tuple(rng.choice([0, 0.25, 0.5, 1, None], size=2)) for pair in introduced[::2]
    }
    assignment = solve(final_problem(problem, introduced, feedback))
    for mentee, mentor in enumerate(assignment.mentor_of.tolist()):
        assert mentor == -1 or (mentee, mentor) in introduced
        assert mentor == -1 or 0 not in feedback.get((mentee, mentor), ())
