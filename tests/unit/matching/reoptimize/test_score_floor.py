"""The frontier and the automatic floor, against a new solution for every floor there is."""

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import InvalidPinError, Problem, solve, verify
from matching.reoptimize.score_floor import score_floor_frontier
from tests.unit.matching.brute_force import drawn


def under(problem, options, floor):
    try:
        return solve(problem, **{**options, "floor": float(floor)})
    except InvalidPinError:
        return None


def every_floor(problem, options):
    """Solve afresh for 0 and every distinct score of an allowed pair, as pins permit."""
    floors = [0.0, *np.unique(problem.scores[problem.eligible])]
    answers = {float(floor): under(problem, options, floor) for floor in floors}
    return {floor: answer for floor, answer in answers.items() if answer is not None}


def row_at(levels, floor):
    """Give what the frontier says of a floor: a floor between two rows is as the higher one."""
    above = levels[levels.floor >= floor * (1 - 1e-12)]
    return tuple(above.iloc[0][["people", "total"]]) if len(above) else (0, 0.0)


@pytest.mark.parametrize("seed", range(120))
def test_the_frontier_tells_the_outcome_of_every_floor(seed):
    problem, options = drawn(seed, most=7)
    del options["floor"]
    levels = score_floor_frontier(problem, **options)
    assert levels.floor.is_monotonic_increasing
    assert levels.floor.is_unique
    for floor, answer in every_floor(problem, options).items():
        people, total = row_at(levels, floor)
        assert answer.total == pytest.approx(total, rel=1e-9)
        assert options["objective"] == "best_total" or answer.people == people


@pytest.mark.parametrize("seed", range(120))
def test_the_automatic_floor_is_the_highest_that_matches_as_many(seed):
    problem, options = drawn(seed, most=7)
    options["objective"] = "most_people"
    del options["floor"]
    automatic = solve(problem, floor="auto", **options)
    floors = every_floor(problem, options)
    most = floors[0.0].people
    assert automatic.people == most
    kept = [floor for floor, answer in floors.items() if answer.people >= most]
    assert automatic.floor == (max(kept) if most else 0.0)
    verify(problem, automatic)


@pytest.mark.parametrize("seed", range(0, 120, 2))
def test_a_round_that_is_not_kept_has_the_same_automatic_floor(seed, monkeypatch):
    problem, options = drawn(seed, most=7)
    del options["floor"]
    if 0 in problem.shape:
        return
    automatic = solve(problem, floor="auto", **options)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    again = solve(problem, floor="auto", **options)
    assert (again.floor, again.people) == (automatic.floor, automatic.people)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_a_round_that_is_not_kept_has_the_same_frontier(seed, monkeypatch):
    problem, options = drawn(seed, most=7)
    del options["floor"]
    if 0 in problem.shape:
        return
    levels = score_floor_frontier(problem, **options)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    again = score_floor_frontier(problem, **options)
    assert again.floor.tolist() == levels.floor.tolist()
    assert again.people.tolist() == levels.people.tolist()
    assert again.total.tolist() == pytest.approx(levels.total.tolist())


@pytest.mark.parametrize("seed", range(1, 81, 2))
def test_under_best_total_the_automatic_floor_loses_nobody(seed):
    problem, options = drawn(seed, most=7)
    del options["floor"]
    automatic = solve(problem, floor="auto", **options)
    assert automatic.people >= solve(problem, **options).people
    verify(problem, automatic)


@pytest.mark.parametrize("kept", [True, False])
def test_a_pin_limits_the_automatic_floor(kept, monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if kept else 0)
    problem = Problem([[2.0, 9.0], [9.0, 9.0]], pinned=[(0, 0)])
    answer = solve(problem, floor="auto")
    assert (answer.floor, answer.people) == (2.0, 2)


@pytest.mark.parametrize("kept", [True, False])
def test_where_nobody_can_be_matched_there_is_no_floor(kept, monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if kept else 0)
    answer = solve(Problem(np.ones((2, 3)), mentor_capacity=[0, 0, 0]), floor="auto")
    assert (answer.floor, answer.people) == (0.0, 0)


def test_a_hundred_people_may_fall_under_one_floor():
    capacity = np.ones(101, dtype=int)
    capacity[50] = 0
    scores = np.ones((100, 101))
    scores[:5] = 2.0
    levels = score_floor_frontier(Problem(scores, mentor_capacity=capacity))
    assert levels.values.tolist() == [[1.0, 100, 105.0], [2.0, 5, 10.0]]


def test_progress_is_told_by_people_lost():
    told = []
    score_floor_frontier(Problem([[9, 5], [6, 1]]), progress=lambda *what: told.append(what))
    assert told == [("raising the floor", 0, 2), ("raising the floor", 1, 2)]
