"""The opportunity cost of a pair is what a new solution with that pair loses."""

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import InvalidPinError, InvalidProblemError, Problem, solve
from matching.optimize.dual_prices import minimal_dual_prices
from matching.optimize.optimum import find_optimum
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from matching.reoptimize.opportunity_costs import opportunity_costs
from tests.unit.matching.brute_force import random_problem


def solve_with_pin(problem, options, pair):
    """Return a new solution with one more pin, or None if the pin is infeasible."""
    try:
        pinned = Problem(
            problem.scores,
            problem.eligible,
            problem.mentor_capacity,
            dict.fromkeys([*problem.pinned, pair]),
        )
        return solve(pinned, **options)
    except InvalidPinError:
        return None


def expected_cost(assignment, options, pair):
    pinned = solve_with_pin(assignment.problem, options, pair)
    if pinned is None:
        return 0, np.inf
    lost = assignment.people - pinned.people if assignment.objective == "most_people" else 0
    return lost, pytest.approx(
        assignment.total - pinned.total, rel=1e-9, abs=1e-9 * (abs(assignment.total) + 1e-200)
    )


def assert_exact_costs(assignment, options):
    for mentee in range(assignment.problem.shape[0]):
        costs = assignment.opportunity_costs(mentee)
        for mentor in range(assignment.problem.shape[1]):
            cost = int(costs.people[mentor]), float(costs.points[mentor])
            assert cost == expected_cost(assignment, options, (mentee, mentor)), (mentee, mentor)


@pytest.mark.parametrize("seed", range(150))
def test_every_pair_costs_what_a_new_solution_loses(seed):
    problem, options = random_problem(seed, max_size=6)
    assignment = solve(problem, **options)
    mentor_of, values = assignment.mentor_of.copy(), assignment.scaled.values.copy()
    assert_exact_costs(assignment, options)
    assert np.array_equal(assignment.mentor_of, mentor_of)
    assert np.array_equal(assignment.scaled.values, values)


@pytest.mark.parametrize("seed", range(12))
def test_costs_are_exact_in_a_larger_problem(seed):
    problem, options = random_problem(seed, max_size=14)
    assert_exact_costs(solve(problem, **options), options)


@pytest.mark.parametrize("seed", range(1, 60))
def test_costs_are_the_same_if_values_are_not_held_in_memory(seed, monkeypatch):
    problem, options = random_problem(seed, max_size=8)
    dense = solve(problem, **options)
    dense_costs = [dense.opportunity_costs(mentee) for mentee in range(problem.shape[0])]
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    assignment = solve(problem, **options)
    for mentee, costs in enumerate(dense_costs):
        recomputed = assignment.opportunity_costs(mentee)
        if options["objective"] == "most_people":
            assert recomputed.people.tolist() == costs.people.tolist()
        assert recomputed.points == pytest.approx(costs.points, rel=1e-9, abs=1e-9 * dense.total)


@pytest.mark.parametrize("seed", range(30))
def test_costs_stay_exact_after_removing_pairs_and_a_mentor(seed):
    problem, options = random_problem(seed, max_size=6)
    assignment = solve(problem, **options)
    pairs = [(i, int(j)) for i, j in enumerate(assignment.mentor_of) if j >= 0]
    assignment = assignment.without_pairs(
        [pair for pair in pairs if pair not in problem.pinned][:2]
    )
    pinned_mentors = {mentor for _, mentor in problem.pinned}
    for mentor in list(set(range(problem.shape[1])) - pinned_mentors)[:1]:
        assignment = assignment.without_mentor(mentor)
    assert_exact_costs(assignment, options)


@pytest.mark.parametrize("is_dense", [True, False])
@pytest.mark.parametrize("seed", range(60))
def test_mentees_cost_a_mentor_what_the_mentor_costs_them(seed, is_dense, monkeypatch):
    monkeypatch.setattr(
        matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if is_dense else 0
    )
    problem, options = random_problem(seed, max_size=8)
    assignment = solve(problem, **options)
    costs = [assignment.opportunity_costs(mentee) for mentee in range(problem.shape[0])]
    for mentor in range(problem.shape[1]):
        people, points = assignment.mentee_costs(mentor)
        assert people.tolist() == [int(cost.people[mentor]) for cost in costs]
        assert points.tolist() == [float(cost.points[mentor]) for cost in costs]


def assignment_value(problem, mentor_of, options):
    """Return people and total of a feasible assignment."""
    matched = np.flatnonzero(mentor_of >= 0)
    used = np.bincount(mentor_of[matched], minlength=problem.shape[1])
    assert (used <= problem.mentor_capacity).all()
    assert problem.eligible[matched, mentor_of[matched]].all()
    assert all(mentor_of[mentee] == mentor for mentee, mentor in problem.pinned)
    scores = problem.scores[matched, mentor_of[matched]]
    assert (scores >= options["floor"]).all()
    return len(matched), scores.sum() - options["load_penalty"] * (used * (used - 1) // 2).sum()


@pytest.mark.parametrize("seed", range(60))
def test_the_reassignments_give_the_pair_at_its_cost(seed):
    problem, options = random_problem(seed, max_size=7, units=(1.0, 0.5))
    assignment = solve(problem, **options)
    for mentee in range(problem.shape[0]):
        costs = assignment.opportunity_costs(mentee)
        for mentor in range(problem.shape[1]):
            if np.isinf(costs.points[mentor]):
                with pytest.raises(InvalidPinError, match="no assignment contains"):
                    assignment.reassignments(mentee, mentor)
                continue
            after = assignment.mentor_of.copy()
            for moved, destination in assignment.reassignments(mentee, mentor):
                assert after[moved] != destination
                after[moved] = destination
            assert after[mentee] == mentor
            people, total = assignment_value(problem, after, options)
            assert total == assignment.total - costs.points[mentor]
            if assignment.objective == "most_people":
                assert people == assignment.people - costs.people[mentor]


def test_moves_between_two_assignments_are_listed():
    before = solve(Problem([[9.0, 4.0], [4.0, 3.0], [1.0, 1.0]]))
    after = before.with_pins([(2, 1)])
    assert after.moves_from(before) == [(1, 1, -1), (2, -1, 1)]
    assert before.moves_from(after) == [(1, -1, 1), (2, 1, -1)]
    assert before.moves_from(before) == []
    with pytest.raises(InvalidProblemError, match=r"\(3, 2\) and \(2, 1\)"):
        before.moves_from(solve(Problem([[1.0], [2.0]])))


def test_a_pinned_mentee_can_have_no_other_mentor():
    costs = solve(Problem([[3.0, 9.0], [1.0, 1.0]], pinned=[(0, 0)])).opportunity_costs(0)
    assert costs.people.tolist() == [0, 0]
    assert costs.points.tolist() == [0.0, np.inf]


def test_a_mentor_without_capacity_is_impossible():
    assignment = solve(Problem([[3.0, 9.0]], mentor_capacity=[1, 0]))
    assert assignment.opportunity_costs(0).points.tolist() == [0.0, np.inf]


@pytest.mark.parametrize("index", [2, -1, True, 0.0, "0", None, np.float64(0), np.bool_(False)])
def test_an_invalid_index_is_refused(index):
    assignment = solve(Problem([[1.0, 1.0], [2.0, 1.0]]))
    with pytest.raises(InvalidProblemError, match="mentee"):
        assignment.opportunity_costs(index)
    with pytest.raises(InvalidProblemError, match="mentor"):
        assignment.mentee_costs(index)
    with pytest.raises(InvalidProblemError, match="mentee"):
        assignment.reassignments(index, 0)
    with pytest.raises(InvalidProblemError, match="mentor"):
        assignment.reassignments(0, index)


def test_a_mentee_may_be_a_numpy_integer():
    costs = solve(Problem([[1.0], [2.0]])).opportunity_costs(np.int32(1))
    assert costs.points.tolist() == [0.0]


@pytest.mark.parametrize("size", [2, 5, 40])
def test_prices_that_prove_nothing_end_the_search_for_a_path(size):
    scores = np.random.default_rng(size).integers(1, 9, (size, size)).astype(float)
    scaled = ScaledProblem.from_problem(Problem(scores), SolveOptions())
    solution = find_optimum(scaled)
    free = solution._replace(
        mentee_prices=0 * solution.mentee_prices, mentor_prices=0 * solution.mentor_prices
    )
    with pytest.raises(RuntimeError, match="do not support"):
        opportunity_costs(scaled, free, 0)


def test_an_assignment_that_is_not_optimal_ends_the_search_for_prices():
    scaled = ScaledProblem.from_problem(Problem([[9.0, 1.0], [1.0, 9.0]]), SolveOptions())
    with pytest.raises(RuntimeError, match="not optimal"):
        minimal_dual_prices(scaled, np.array([1, 0]))
