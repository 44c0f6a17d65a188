"""Every feature at once, compared with brute force, and extreme numbers."""

import numpy as np
import pytest

from matching import Problem, solve, verify
from tests.unit.matching.brute_force import brute_force_optimum, objective_value, random_problem


@pytest.mark.parametrize("seed", range(300))
def test_the_optimum_equals_brute_force_on_every_feature(seed):
    problem, options = random_problem(seed, max_size=5 if seed % 10 else 6)
    assignment = solve(problem, **options)
    people, total, _ = brute_force_optimum(problem, **options)
    assert objective_value(assignment) == (people, pytest.approx(total, rel=1e-9))
    assert assignment.gap == 0.0
    assert verify(problem, assignment) == (assignment.people, assignment.total)


@pytest.mark.parametrize("seed", range(1, 120, 2))
def test_no_slot_is_filled_at_a_loss_under_best_total(seed):
    problem, options = random_problem(seed)
    assignment = solve(problem, **options)
    for mentor in range(problem.shape[1]):
        mentees = np.flatnonzero(assignment.mentor_of == mentor)
        unpinned = [mentee for mentee in mentees if (mentee, mentor) not in problem.pinned]
        last_slot_cost = options["load_penalty"] * (len(mentees) - 1)
        assert all(problem.scores[mentee, mentor] >= last_slot_cost for mentee in unpinned)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("floor", [9.5, 1e50, 1e100])
@pytest.mark.parametrize("unit", [1.0, 1e-300, 1e9])
def test_a_floor_above_every_score_matches_nobody(objective, floor, unit):
    problem = Problem(np.arange(9.0).reshape(3, 3) * min(unit, 1.0))
    assignment = solve(problem, objective, floor=floor)
    assert verify(problem, assignment) == (0, 0.0)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("load_penalty", [5e-324, 1e-200, 1e50, 1e100])
def test_a_load_penalty_of_any_size_is_valid_if_no_mentor_takes_two(objective, load_penalty):
    problem = Problem([[3.0, 1.0], [2.0, 2.0]])
    assignment = solve(problem, objective, load_penalty=load_penalty)
    assert verify(problem, assignment) == (2, 5.0)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
def test_the_slots_of_a_mentor_may_be_worth_more_than_an_int64_holds(objective):
    scores = np.random.default_rng(0).random((200, 2))
    problem = Problem(scores, mentor_capacity=[100, 10])
    assignment = solve(problem, objective)
    assert assignment.people == 110
    assert assignment.gap == 0.0
    verify(problem, assignment)


def test_huge_capacities_do_not_fill_the_memory():
    problem = Problem(np.ones((1000, 300)), mentor_capacity=[10**12] * 300)
    assert solve(problem).people == 1000


def test_a_load_penalty_spreads_mentees_over_huge_capacities():
    problem = Problem(np.ones((60, 20)), mentor_capacity=[10**12] * 20)
    assignment = solve(problem, load_penalty=0.25)
    assert np.bincount(assignment.mentor_of).tolist() == [3] * 20
    verify(problem, assignment)
