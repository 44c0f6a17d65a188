"""What insisting on a pair would cost is what a new solution with that pair loses."""

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import InvalidPinError, InvalidProblemError, Problem, solve
from tests.unit.matching.brute_force import drawn


def with_pin(problem, options, pair):
    """Solve afresh with one pair more, or give None where it cannot be."""
    try:
        more = Problem(
            problem.scores,
            problem.eligible,
            problem.mentor_capacity,
            dict.fromkeys([*problem.pinned, pair]),
        )
        return solve(more, **options)
    except InvalidPinError:
        return None


def expected(answer, options, pair):
    insisting = with_pin(answer.problem, options, pair)
    if insisting is None:
        return 0, np.inf
    lost = answer.people - insisting.people if answer.objective == "most_people" else 0
    return lost, pytest.approx(
        answer.total - insisting.total, rel=1e-9, abs=1e-9 * (abs(answer.total) + 1e-200)
    )


def assert_true_costs(answer, options):
    for mentee in range(answer.problem.shape[0]):
        costs = answer.opportunity_costs(mentee)
        for mentor in range(answer.problem.shape[1]):
            told = int(costs.people[mentor]), float(costs.points[mentor])
            assert told == expected(answer, options, (mentee, mentor)), (mentee, mentor)


@pytest.mark.parametrize("seed", range(150))
def test_every_pair_costs_what_a_new_solution_loses(seed):
    problem, options = drawn(seed, most=6)
    answer = solve(problem, **options)
    before = answer.mentor_of.copy(), answer.scaled.matrix.copy()
    assert_true_costs(answer, options)
    assert np.array_equal(answer.mentor_of, before[0])
    assert np.array_equal(answer.scaled.matrix, before[1])


@pytest.mark.parametrize("seed", range(12))
def test_the_costs_are_as_true_in_a_larger_round(seed):
    problem, options = drawn(seed, most=14)
    assert_true_costs(solve(problem, **options), options)


@pytest.mark.parametrize("seed", range(1, 60))
def test_a_round_that_is_not_kept_in_memory_tells_the_same_costs(seed, monkeypatch):
    problem, options = drawn(seed, most=8)
    dense = solve(problem, **options)
    told = [dense.opportunity_costs(mentee) for mentee in range(problem.shape[0])]
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    answer = solve(problem, **options)
    for mentee, costs in enumerate(told):
        again = answer.opportunity_costs(mentee)
        if options["objective"] == "most_people":
            assert again.people.tolist() == costs.people.tolist()
        assert again.points == pytest.approx(costs.points, rel=1e-9, abs=1e-9 * dense.total)


@pytest.mark.parametrize("seed", range(30))
def test_the_costs_stay_true_after_rejecting_and_withdrawing(seed):
    problem, options = drawn(seed, most=6)
    answer = solve(problem, **options)
    own = [(i, int(j)) for i, j in enumerate(answer.mentor_of) if j >= 0]
    answer = answer.without_pairs([pair for pair in own if pair not in problem.pinned][:2])
    kept = {mentor for _, mentor in problem.pinned}
    for mentor in list(set(range(problem.shape[1])) - kept)[:1]:
        answer = answer.without_mentor(mentor)
    assert_true_costs(answer, options)


def test_a_pinned_mentee_can_have_nobody_else():
    costs = solve(Problem([[3.0, 9.0], [1.0, 1.0]], pinned=[(0, 0)])).opportunity_costs(0)
    assert costs.people.tolist() == [0, 0]
    assert costs.points.tolist() == [0.0, np.inf]


def test_a_mentor_without_places_can_be_had_by_nobody():
    answer = solve(Problem([[3.0, 9.0]], mentor_capacity=[1, 0]))
    assert answer.opportunity_costs(0).points.tolist() == [0.0, np.inf]


@pytest.mark.parametrize("mentee", [2, -1, True, 0.0, "0", None, np.float64(0), np.bool_(False)])
def test_nobody_but_a_mentee_of_the_round_has_costs(mentee):
    with pytest.raises(InvalidProblemError, match="mentee"):
        solve(Problem([[1.0], [2.0]])).opportunity_costs(mentee)


def test_a_mentee_may_be_counted_by_numpy():
    costs = solve(Problem([[1.0], [2.0]])).opportunity_costs(np.int32(1))
    assert costs.points.tolist() == [0.0]
