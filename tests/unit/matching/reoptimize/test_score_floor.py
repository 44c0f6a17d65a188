"""The frontier and the automatic floor, compared with a new solution for every floor."""

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import InvalidPinError, Problem, solve, verify
from matching.problem.solve_options import SolveOptions
from matching.reoptimize import score_floor
from matching.reoptimize.score_floor import highest_floor, score_floor_frontier
from tests.unit.matching.brute_force import random_problem


def solve_with_floor(problem, options, floor):
    try:
        return solve(problem, **{**options, "floor": float(floor)})
    except InvalidPinError:
        return None


def solve_every_floor(problem, options):
    """Return the solutions for 0 and every score of an eligible pair, if pins permit."""
    floors = [0.0, *np.unique(problem.scores[problem.eligible])]
    assignments = {float(floor): solve_with_floor(problem, options, floor) for floor in floors}
    return {
        floor: assignment for floor, assignment in assignments.items() if assignment is not None
    }


def row_at(frontier, floor):
    """Return (people, total) at a floor; between two rows it is that of the higher one."""
    rows = frontier[frontier.floor >= floor * (1 - 1e-12)]
    return tuple(rows.iloc[0][["people", "total"]]) if len(rows) else (0, 0.0)


@pytest.mark.parametrize("seed", range(120))
def test_the_frontier_equals_a_new_solution_for_every_floor(seed):
    problem, options = random_problem(seed, max_size=7)
    del options["floor"]
    frontier = score_floor_frontier(problem, **options)
    assert frontier.floor.is_monotonic_increasing
    assert frontier.floor.is_unique
    for floor, assignment in solve_every_floor(problem, options).items():
        people, total = row_at(frontier, floor)
        assert assignment.total == pytest.approx(total, rel=1e-9)
        assert options["objective"] == "best_total" or assignment.people == people


@pytest.mark.parametrize("seed", range(120))
def test_the_automatic_floor_is_the_highest_without_losing_people(seed):
    problem, options = random_problem(seed, max_size=7)
    options["objective"] = "most_people"
    del options["floor"]
    automatic = solve(problem, floor="auto", **options)
    assignments = solve_every_floor(problem, options)
    people = assignments[0.0].people
    assert automatic.people == people
    feasible = [floor for floor, other in assignments.items() if other.people >= people]
    assert automatic.floor == (max(feasible) if people else 0.0)
    verify(problem, automatic)


@pytest.mark.parametrize("seed", range(0, 120, 2))
def test_bisection_finds_the_same_automatic_floor(seed, monkeypatch):
    problem, options = random_problem(seed, max_size=7)
    del options["floor"]
    if 0 in problem.shape:
        return
    automatic = solve(problem, floor="auto", **options)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    recomputed = solve(problem, floor="auto", **options)
    assert (recomputed.floor, recomputed.people) == (automatic.floor, automatic.people)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_the_frontier_is_the_same_if_values_are_not_held_in_memory(seed, monkeypatch):
    problem, options = random_problem(seed, max_size=7)
    del options["floor"]
    if 0 in problem.shape:
        return
    frontier = score_floor_frontier(problem, **options)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    recomputed = score_floor_frontier(problem, **options)
    assert recomputed.floor.tolist() == frontier.floor.tolist()
    assert recomputed.people.tolist() == frontier.people.tolist()
    assert recomputed.total.tolist() == pytest.approx(frontier.total.tolist())


@pytest.mark.parametrize("seed", range(1, 81, 2))
def test_the_automatic_floor_loses_nobody_under_best_total(seed):
    problem, options = random_problem(seed, max_size=7)
    del options["floor"]
    automatic = solve(problem, floor="auto", **options)
    assert automatic.people >= solve(problem, **options).people
    verify(problem, automatic)


@pytest.mark.parametrize("is_dense", [True, False])
def test_a_pin_limits_the_automatic_floor(is_dense, monkeypatch):
    monkeypatch.setattr(
        matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if is_dense else 0
    )
    problem = Problem([[2.0, 9.0], [9.0, 9.0]], pinned=[(0, 0)])
    assignment = solve(problem, floor="auto")
    assert (assignment.floor, assignment.people) == (2.0, 2)


@pytest.mark.parametrize("is_dense", [True, False])
def test_the_automatic_floor_is_0_if_nobody_can_be_matched(is_dense, monkeypatch):
    monkeypatch.setattr(
        matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if is_dense else 0
    )
    assignment = solve(Problem(np.ones((2, 3)), mentor_capacity=[0, 0, 0]), floor="auto")
    assert (assignment.floor, assignment.people) == (0.0, 0)


def test_one_floor_may_exclude_a_hundred_people():
    capacity = np.ones(101, dtype=int)
    capacity[50] = 0
    scores = np.ones((100, 101))
    scores[:5] = 2.0
    frontier = score_floor_frontier(Problem(scores, mentor_capacity=capacity))
    assert frontier.values.tolist() == [[1.0, 100, 105.0], [2.0, 5, 10.0]]


def test_progress_counts_people_lost():
    reports = []
    score_floor_frontier(Problem([[9, 5], [6, 1]]), progress=lambda *report: reports.append(report))
    assert reports == [("raising the floor", 0, 2), ("raising the floor", 1, 2)]


@pytest.fixture
def count_steps(monkeypatch):
    """Make the search for floors fail after so many steps; return how to set their number."""
    steps_left = 0

    def allow(steps):
        nonlocal steps_left
        steps_left = steps

    def counted(function):
        def call(*arguments):
            nonlocal steps_left
            steps_left -= 1
            assert steps_left >= 0, "more steps than pairs"
            return function(*arguments)

        return call

    for name in ("with_higher_floor", "find_optimum"):
        monkeypatch.setattr(score_floor, name, counted(getattr(score_floor, name)))
    return allow


def scores_of_survey(rng, mentees, mentors):
    """Return scores as a programme gives them: sums of weights times shares of short lists."""
    shares = rng.integers(0, 5, (4, mentees, mentors)) / rng.integers(1, 8, (4, mentees, 1))
    weights = rng.choice([0.071, 0.3, 1, 2, 3.5, 10], (4, 1, 1))
    return (np.minimum(shares, 1) * weights).sum(axis=0)


def test_a_round_of_one_pair_has_one_floor_whatever_its_score(count_steps):
    for score in np.arange(2, 1000, 3) / 1000:  # 0.071 among them
        count_steps(2)
        problem = Problem([[score]])
        assert score_floor_frontier(problem).floor.tolist() == [score]
        count_steps(2)
        assert highest_floor(problem, SolveOptions()) == score


@pytest.mark.parametrize("seed", range(8))
def test_a_floor_is_found_in_no_more_steps_than_there_are_pairs(seed, count_steps):
    rng = np.random.default_rng(seed)
    for _ in range(250):
        shape = rng.integers(1, 7, size=2)
        problem = Problem(scores_of_survey(rng, *shape), rng.random(shape) < 0.8)
        pairs = int(problem.eligible.sum())
        count_steps(1 + pairs)
        frontier = score_floor_frontier(problem)
        assert frontier.floor.is_monotonic_increasing
        count_steps(1 + pairs)
        floor = highest_floor(problem, SolveOptions())
        assert floor in {0.0, *frontier.floor[frontier.people == frontier.people.max()]}


@pytest.mark.parametrize("seed", range(12))
def test_a_round_of_25_people_ends(seed, count_steps):
    problem = Problem(scores_of_survey(np.random.default_rng(seed), 25, 25))
    count_steps(1 + 25 * 25)
    verify(problem, solve(problem, floor="auto"))


@pytest.mark.parametrize("seed", range(3))
def test_bisection_halves_the_floors_in_question(seed, count_steps, monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    problem = Problem(scores_of_survey(np.random.default_rng(seed), 3, 4))
    count_steps(1 + 60)  # bits of a score in quanta
    highest_floor(problem, SolveOptions())
