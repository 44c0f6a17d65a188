"""The final match follows what both sides say, and refuses what nobody can have said."""

import math

import numpy as np
import pytest

from matching import InvalidPinError, InvalidProblemError, Problem, final_problem, introduce, solve

PROBLEM = Problem([[10.0, 4.0, 2.0], [6.0, 8.0, 1.0]], mentor_capacity=[1, 2, 1])
MET = ((0, 0), (0, 1), (1, 1))


def test_points_are_nine_parts_what_both_want_and_one_part_the_first_score():
    final = final_problem(PROBLEM, MET, {(0, 0): (1, 0.25), (0, 1): (1, 1), (1, 1): (0.5, 0.5)})
    assert final.scores[0, 0] == pytest.approx(9 * 0.5 + 1.0)
    assert final.scores[0, 1] == pytest.approx(9 * 1.0 + 0.4)
    assert final.scores[1, 1] == pytest.approx(9 * 0.5 + 0.8)
    assert final.mentor_capacity.tolist() == [1, 2, 1]


def test_only_those_who_met_may_be_paired():
    final = final_problem(PROBLEM, MET, {})
    assert final.eligible.tolist() == [[True, True, False], [False, True, False]]


def test_a_pair_that_has_become_ineligible_since_stays_so():
    final = final_problem(PROBLEM.without_pairs([(0, 1)]), MET, {(0, 1): (1, 1)})
    assert not final.eligible[0, 1]


@pytest.mark.parametrize("both", [(0, 1), (1, 0), (0.0, None), (-0.0, 0)])
def test_not_this_person_from_either_side_parts_a_pair(both):
    final = final_problem(PROBLEM, MET, {(0, 0): both})
    assert not final.eligible[0, 0]
    assert final.eligible[0, 1]


def test_silence_counts_as_the_average_of_all_that_was_said():
    final = final_problem(
        PROBLEM, MET, {(0, 0): (0.9, None), (0, 1): (0.6, 0.3), (1, 1): (0, None)}
    )
    average = (0.9 + 0.6 + 0.3 + 0) / 4
    assert final.scores[0, 0] == pytest.approx(9 * math.sqrt(0.9 * average) + 1.0)


@pytest.mark.parametrize("feedback", [{}, {(0, 0): (None, None)}])
def test_where_nobody_says_anything_the_first_scores_decide(feedback):
    final = final_problem(PROBLEM, MET, feedback)
    assert final.scores[0, 0] == pytest.approx(9 * 0.5 + 1.0)
    assert final.scores[1, 1] == pytest.approx(9 * 0.5 + 0.8)


def test_ratings_count_where_all_first_scores_are_nothing():
    final = final_problem(
        Problem(np.zeros((1, 2))), [(0, 0), (0, 1)], {(0, 1): (1, 1), (0, 0): (0.1, 1)}
    )
    assert solve(final).mentor_of.tolist() == [1]


def test_pins_are_kept_even_if_they_have_not_met():
    pinned = Problem(PROBLEM.scores, pinned=[(1, 2)])
    final = final_problem(pinned, MET, {})
    assert final.pinned == ((1, 2),)
    assert solve(final).mentor_of[1] == 2


@pytest.mark.parametrize(("both", "who"), [((0, 1), "mentee"), ((None, 0), "mentor")])
def test_a_pin_that_either_side_refuses_is_refused_by_name(both, who):
    pinned = Problem(PROBLEM.scores, pinned=[(0, 0)])
    with pytest.raises(InvalidPinError, match=rf"pinned pair \(0, 0\): the {who} has said"):
        final_problem(pinned, MET, {(0, 0): both})


@pytest.mark.parametrize(
    "rating", [float("nan"), 1.01, -0.1, float("inf"), "1", True, [0.5], 1j, np.float64("nan")]
)
@pytest.mark.parametrize("side", [0, 1])
def test_a_broken_rating_is_refused_with_its_pair(rating, side):
    both = (rating, 1) if side == 0 else (1, rating)
    with pytest.raises(
        InvalidProblemError, match=r"feedback on pair \(0, 1\) holds .* from 0 to 1"
    ):
        final_problem(PROBLEM, MET, {(0, 1): both})


@pytest.mark.parametrize(
    ("feedback", "message"),
    [
        ({(1, 0): (1, 1)}, r"feedback on pair \(1, 0\): they were not introduced"),
        ({(0, 0): 1}, r"feedback on pair \(0, 0\) is 1, not two ratings"),
        ({(0, 0): (1, 1, 1)}, r"pair \(0, 0\) is \(1, 1, 1\), not two ratings"),
        ({(0, 0): None}, r"pair \(0, 0\) is None, not two ratings"),
        ({(0, 7): (1, 1)}, "names mentor 7; there are 3"),
        ({"ab": (1, 1)}, "names mentee 'a', not an index"),
        ({3: (1, 1)}, "is 3, not a pair"),
        ([((0, 0), (1, 1))], "feedback is no mapping"),
        (None, "feedback is no mapping"),
    ],
)
def test_broken_feedback_is_refused(feedback, message):
    with pytest.raises(InvalidProblemError, match=message):
        final_problem(PROBLEM, MET, feedback)


def test_pairs_beyond_the_lists_cannot_have_met():
    with pytest.raises(InvalidProblemError, match=r"introduced\[0\] names mentee 2; there are 2"):
        final_problem(PROBLEM, [(2, 0)], {})


def test_inputs_never_change():
    feedback = {(0, 0): (1, None)}
    before = PROBLEM.scores.copy(), PROBLEM.eligible.copy()
    final_problem(PROBLEM, MET, feedback)
    assert feedback == {(0, 0): (1, None)}
    assert (PROBLEM.scores == before[0]).all()
    assert (PROBLEM.eligible == before[1]).all()


@pytest.mark.parametrize("seed", range(20))
def test_a_whole_round_is_introduced_heard_and_matched(seed):
    random = np.random.default_rng(seed)
    problem = Problem(random.random((12, 9)), mentor_capacity=random.integers(0, 3, size=9))
    met = introduce(problem, 3, 4).pairs
    feedback = {pair: tuple(random.choice([0, 0.25, 0.5, 1, None], size=2)) for pair in met[::2]}
    answer = solve(final_problem(problem, met, feedback))
    for mentee, mentor in enumerate(answer.mentor_of.tolist()):
        assert mentor == -1 or (mentee, mentor) in met
        assert mentor == -1 or 0 not in feedback.get((mentee, mentor), ())
