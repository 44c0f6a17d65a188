"""Points of the frontier are exact, bounded in number, and lie where most is lost."""

import numpy as np
import pytest

from matching import InvalidProblemError, Problem, score_floor_frontier, solve
from matching.analysis.frontier_sample import frontier_sample
from tests.unit.matching.brute_force import random_problem


def options_without_floor(seed, max_size):
    problem, options = random_problem(seed, max_size=max_size)
    del options["floor"]
    return problem, options


@pytest.mark.parametrize("seed", range(16))
def test_each_point_is_a_new_solution_under_its_floor(seed):
    problem, options = options_without_floor(seed, 7)
    for point in frontier_sample(problem, **options):
        assignment = solve(problem, floor=point.floor, **options)
        assert assignment.total == pytest.approx(point.total, rel=1e-9)
        assert options["objective"] == "best_total" or assignment.people == point.people


@pytest.mark.parametrize("seed", range(16))
def test_with_enough_solutions_nothing_of_the_whole_frontier_is_missing(seed):
    problem, options = options_without_floor(seed, 7)
    whole = score_floor_frontier(problem, **options)
    sample = frontier_sample(problem, max_solutions=500, **options)
    ends = whole.groupby(["people", "total"], sort=False)["floor"].max()
    assert [point.floor for point in sample][-1:] == list(ends)[-1:]
    for end in ends.reset_index().to_dict("records"):
        reached = next(point for point in sample if point.floor >= end["floor"] * (1 - 1e-12))
        assert reached.total == pytest.approx(end["total"], rel=1e-9)
        assert options["objective"] == "best_total" or reached.people == end["people"]


def test_few_solutions_still_find_the_highest_floor_that_loses_nobody():
    random = np.random.default_rng(5)
    problem = Problem(random.random((70, 70)), random.random((70, 70)) < 0.4)
    automatic = solve(problem, floor="auto")
    sample = frontier_sample(problem, max_solutions=48)
    assert len(sample) <= 48 < len(score_floor_frontier(problem))
    kept = [point for point in sample if point.people == automatic.people]
    assert kept[-1].floor == automatic.floor


def test_floors_never_exceed_what_a_pin_scores():
    problem = Problem([[9, 5], [6, 1]], pinned=[(1, 1)])
    assert [point.floor for point in frontier_sample(problem)] == [1.0]


def test_the_optimum_under_a_wanted_floor_is_among_few_points():
    random = np.random.default_rng(5)
    problem = Problem(random.random((40, 40)), random.random((40, 40)) < 0.4)
    wanted = solve(problem, floor=0.77)
    found = frontier_sample(problem, floor=0.77, max_solutions=3)
    assert (wanted.people, wanted.total) in [(point.people, point.total) for point in found]
    assert next(point for point in found if point.floor >= 0.77).people == wanted.people


def test_nobody_to_match_gives_no_point():
    assert frontier_sample(Problem([[1.0]], [[False]])) == []


@pytest.mark.parametrize("count", [2, 3.0, True])
def test_too_few_solutions_are_refused(count):
    with pytest.raises(InvalidProblemError, match="max_solutions"):
        frontier_sample(Problem([[1.0]]), max_solutions=count)
