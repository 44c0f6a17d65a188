"""Tied pairs are those of all optima; and the seed draws these evenly where they are alike."""

import dataclasses
from collections import Counter
from itertools import product

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import InvalidAssignmentError, Problem, solve, tied_pairs
from tests.unit.matching.brute_force import random_problem


def all_optima(problem, objective="most_people", floor=0.0, load_penalty=0.0, **_):
    """Return every assignment that is as good as the best, by trying all."""
    mentees, mentors = problem.shape
    allowed = problem.eligible & (problem.scores >= floor)
    pinned = dict(problem.pinned)
    choices = [
        [pinned[mentee]] if mentee in pinned else [-1, *np.flatnonzero(allowed[mentee]).tolist()]
        for mentee in range(mentees)
    ]
    best, optima = None, []
    for mentor_of in product(*choices):
        used = np.bincount([j for j in mentor_of if j >= 0], minlength=mentors)
        if (used > problem.mentor_capacity).any():
            continue
        scores = [problem.scores[i, j] for i, j in enumerate(mentor_of) if j >= 0]
        total = sum(scores) - load_penalty * int((used * (used - 1) // 2).sum())
        value = (len(scores), total) if objective == "most_people" else (total, len(scores))
        if best is None or value > best:
            best, optima = value, []
        if value == best:
            optima.append(mentor_of)
    return optima


def expected_ties(assignment, optima):
    mentors = [set(column) for column in zip(*optima, strict=True)]
    own = assignment.mentor_of.tolist()
    return [tuple(sorted(tied - {j})) for tied, j in zip(mentors, own, strict=True)]


@pytest.mark.parametrize("seed", range(150))
def test_tied_pairs_are_those_of_all_other_optima(seed):
    problem, options = random_problem(seed, max_size=4, units=(1.0, 0.5))
    scores = np.round(problem.scores / 4) * 2  # few different scores, many ties
    kept = [pin for pin in problem.pinned if scores[pin] >= options["floor"]]
    problem = Problem(scores, problem.eligible, problem.mentor_capacity, kept)
    assignment = solve(problem, **options)
    assert tied_pairs(assignment) == expected_ties(assignment, all_optima(problem, **options))


def test_ties_are_found_after_changes_and_without_values_in_memory(monkeypatch):
    assignment = solve(Problem(np.ones((4, 3)), mentor_capacity=[1, 1, 2])).without_pairs([(0, 0)])
    optima = all_optima(assignment.problem)
    assert tied_pairs(assignment) == expected_ties(assignment, optima)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    assert tied_pairs(assignment) == expected_ties(assignment, optima)


def test_fewer_people_with_the_same_total_are_no_tie_under_best_total():
    assert tied_pairs(solve(Problem([[0.0]]), "best_total")) == [()]
    fewer = solve(Problem([[0.0]], [[False]]), "best_total").with_pairs([(0, 0)])
    assert (fewer.people, tied_pairs(fewer)) == (0, [(0,)])


def test_nobody_is_tied_in_an_empty_round():
    assert tied_pairs(solve(Problem(np.ones((0, 2))))) == []
    assert tied_pairs(solve(Problem(np.ones((2, 0))))) == [(), ()]


def test_ties_of_an_unproven_assignment_are_refused():
    assignment = solve(Problem(np.ones((2, 2))))
    with pytest.raises(InvalidAssignmentError, match="short of the optimum"):
        tied_pairs(dataclasses.replace(assignment, bound=assignment.total + 1))


CYCLE = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
# Problems whose optima are alike, with the number of these and a value that chi-square with one
# degree of freedom fewer exceeds in one of a thousand fair draws.
ALIKE = [
    (Problem(np.ones((2, 2))), 2, 10.83),
    (Problem(np.ones((3, 1))), 3, 13.82),
    (Problem(np.ones((3, 2))), 6, 20.52),
    (Problem(np.ones((4, 2)), mentor_capacity=[2, 2]), 6, 20.52),
    (Problem(np.ones((3, 3)), CYCLE), 2, 10.83),
    (Problem([[3, 2, 2], [2, 1, 1], [2, 1, 1]]), 6, 20.52),
]


def draws(problem, number):
    return Counter(tuple(solve(problem, seed=seed).mentor_of.tolist()) for seed in range(number))


@pytest.mark.parametrize(("problem", "number", "limit"), ALIKE)
def test_the_seed_draws_optima_that_are_alike_evenly(problem, number, limit):
    optima, drawn = all_optima(problem), draws(problem, 60 * number)
    assert len(optima) == number
    assert set(drawn) <= set(optima)
    assert sum((drawn[optimum] - 60) ** 2 / 60 for optimum in optima) < limit


# Problems with optima of different structure: a chain of choices, and mentors with spare capacity.
UNLIKE = [
    Problem(np.ones((3, 4)), np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], dtype=bool)),
    Problem(np.ones((3, 4)), np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0]], dtype=bool)),
    Problem(np.ones((3, 2)), mentor_capacity=[3, 3]),
]


@pytest.mark.parametrize("problem", UNLIKE)
def test_the_seed_draws_every_optimum_often_enough(problem):
    optima = all_optima(problem)
    drawn = draws(problem, 60 * len(optima))
    assert set(drawn) == set(optima)
    assert 60 / 3 < min(drawn.values()) <= max(drawn.values()) < 60 * 2
