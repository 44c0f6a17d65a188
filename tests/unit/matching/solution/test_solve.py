"""Every feature at once, against the best of all answers."""

import numpy as np
import pytest

from matching import Problem, solve, verify
from tests.unit.matching.brute_force import best, drawn, outcome


@pytest.mark.parametrize("seed", range(300))
def test_solve_is_as_good_as_trying_everything(seed):
    problem, terms = drawn(seed, most=5 if seed % 10 else 6)
    answer = solve(problem, **terms)
    people, total, _ = best(problem, **terms)
    assert outcome(answer) == (people, pytest.approx(total, rel=1e-9))
    assert answer.gap == 0.0
    assert verify(problem, answer) == (answer.people, answer.total)


@pytest.mark.parametrize("seed", range(1, 120, 2))
def test_no_place_is_filled_at_a_loss_under_best_total(seed):
    problem, terms = drawn(seed)
    answer = solve(problem, **terms)
    for mentor in range(problem.shape[1]):
        theirs = np.flatnonzero(answer.mentor_of == mentor)
        free = [mentee for mentee in theirs if (mentee, mentor) not in problem.pinned]
        dearest = terms["load_penalty"] * (len(theirs) - 1)
        assert all(problem.scores[mentee, mentor] >= dearest for mentee in free)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("floor", [9.5, 1e50, 1e100])
@pytest.mark.parametrize("unit", [1.0, 1e-300, 1e9])
def test_a_floor_above_every_score_matches_nobody(objective, floor, unit):
    problem = Problem(np.arange(9.0).reshape(3, 3) * min(unit, 1.0))
    answer = solve(problem, objective, floor=floor)
    assert verify(problem, answer) == (0, 0.0)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("load_penalty", [5e-324, 1e-200, 1e50, 1e100])
def test_a_load_penalty_of_any_size_is_harmless_where_nobody_takes_two(objective, load_penalty):
    problem = Problem([[3.0, 1.0], [2.0, 2.0]])
    answer = solve(problem, objective, load_penalty=load_penalty)
    assert verify(problem, answer) == (2, 5.0)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
def test_the_places_of_one_mentor_may_be_worth_more_than_an_int64_holds(objective):
    scores = np.random.default_rng(0).random((200, 2))
    problem = Problem(scores, mentor_capacity=[100, 10])
    answer = solve(problem, objective)
    assert answer.people == 110
    assert answer.gap == 0.0
    verify(problem, answer)


def test_places_without_end_do_not_fill_the_memory():
    problem = Problem(np.ones((1000, 300)), mentor_capacity=[10**12] * 300)
    assert solve(problem).people == 1000


def test_a_penalty_on_places_without_end_spreads_the_load():
    problem = Problem(np.ones((60, 20)), mentor_capacity=[10**12] * 20)
    answer = solve(problem, load_penalty=0.25)
    assert np.bincount(answer.mentor_of).tolist() == [3] * 20
    verify(problem, answer)
