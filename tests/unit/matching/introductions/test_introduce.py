"""Introductions compared with brute force and an integer solver, and their verification."""

import dataclasses
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import Bounds, LinearConstraint, milp

from matching import (
    InvalidAssignmentError,
    InvalidPinError,
    InvalidProblemError,
    Problem,
    check_introductions,
    introduce,
    solve,
)
from matching.introductions import b_matching_solver


def random_problem(seed, max_size=4):
    """Return up to 4×4 with ties, zeros, ineligible pairs and pins, and arguments of introduce."""
    rng = np.random.default_rng(seed)
    shape = rng.integers(0, max_size + 1, size=2)
    unit = rng.choice([1.0, 3.0, 1e-6, 1e9])
    scores = rng.integers(0, rng.choice([2, 8]), size=shape) / unit
    eligible = rng.random(shape) < rng.choice([0.3, 0.7, 1.0])
    capacity = rng.integers(0, 3, size=shape[1])
    limits = tuple(int(limit) for limit in rng.integers(1, 5, size=2))
    floor = rng.choice([0.0, 0.0, 2.0]) / unit
    possible = np.argwhere(eligible & (capacity > 0) & (scores >= floor))
    pins = [tuple(pin) for pin in possible[:1].tolist()] if seed % 3 == 0 else []
    return Problem(scores, eligible, capacity, pins), *limits, floor


@cache
def all_subsets(mentees, mentors):
    """Return all subsets of the pairs, shape (subsets, mentees, mentors)."""
    cells = mentees * mentors
    bits = np.arange(2**cells)[:, np.newaxis] >> np.arange(cells) & 1
    return bits.astype(np.int8).reshape(len(bits), mentees, mentors)


def brute_force_optimum(problem, per_mentee, per_mentor, floor):
    """Return the highest total of all subsets, and the most pairs of a subset that has it."""
    subsets = all_subsets(*problem.shape)
    allowed = problem.eligible & (problem.mentor_capacity > 0) & (problem.scores >= floor)
    feasible = (subsets.sum(axis=2) <= per_mentee).all(axis=1)
    feasible &= (subsets.sum(axis=1) <= per_mentor).all(axis=1)
    feasible &= (subsets <= allowed).all(axis=(1, 2))
    for mentee, mentor in problem.pinned:
        feasible &= subsets[:, mentee, mentor] == 1
    totals = (subsets[feasible] * problem.scores).sum(axis=(1, 2))
    is_optimal = totals >= totals.max() * (1 - 1e-12)
    return totals.max(), subsets[feasible][is_optimal].sum(axis=(1, 2)).max()


@pytest.mark.parametrize("seed", range(400))
def test_introductions_equal_brute_force(seed):
    problem, per_mentee, per_mentor, floor = random_problem(seed)
    introductions = introduce(problem, per_mentee, per_mentor, floor=floor, seed=seed)
    total, pairs = brute_force_optimum(problem, per_mentee, per_mentor, floor)
    assert introductions.total == pytest.approx(total, rel=1e-12)
    assert len(introductions.pairs) == pairs
    assert introductions.bound == pytest.approx(total, rel=1e-9)
    check_introductions(problem, introductions, per_mentee, per_mentor, floor=floor)


def milp_optimum(problem, per_mentee, per_mentor, floor):
    """Return the highest total by mixed-integer programming over all pairs."""
    shape = problem.shape
    variables = np.arange(problem.scores.size).reshape(shape)
    rows = np.zeros((sum(shape), problem.scores.size))
    for mentee in range(shape[0]):
        rows[mentee, variables[mentee]] = 1
    for mentor in range(shape[1]):
        rows[shape[0] + mentor, variables[:, mentor]] = 1
    limits = np.repeat([per_mentee, per_mentor], shape)
    limits[shape[0] :] *= problem.mentor_capacity > 0
    minimum = np.zeros(shape)
    minimum[tuple(np.array(problem.pinned, dtype=int).reshape(-1, 2).T)] = 1
    allowed = problem.eligible & (problem.scores >= floor)
    bounds = Bounds(minimum.ravel(), allowed.ravel().astype(float))
    constraints = LinearConstraint(rows, ub=limits)
    return -milp(-problem.scores.ravel(), bounds=bounds, constraints=constraints, integrality=1).fun


@pytest.mark.parametrize("seed", range(24))
def test_larger_introductions_equal_an_integer_solver(seed):
    rng = np.random.default_rng(seed)
    shape = (30, 40) if seed % 2 else (40, 30)
    scores = [
        rng.random(shape),
        rng.integers(0, 4, size=shape).astype(float),
        rng.random((shape[0], 1)) * rng.random(shape[1]),
        rng.random(shape) + 5 * rng.random(shape[1]),
    ][seed % 4]
    eligible = rng.random(shape) < 0.6
    pinned = [(0, int(np.flatnonzero(eligible[0])[0]))]
    capacity = np.where(rng.random(shape[1]) < 0.9, 2, 0)
    capacity[pinned[0][1]] = 1
    problem = Problem(scores, eligible, capacity, pinned if seed % 3 else [])
    per_mentee, per_mentor = (int(limit) for limit in rng.integers(1, 6, size=2))
    introductions = introduce(problem, per_mentee, per_mentor, seed=seed)
    assert introductions.total == pytest.approx(
        milp_optimum(problem, per_mentee, per_mentor, 0.0), rel=1e-7
    )
    assert introductions.gap == pytest.approx(0, abs=1e-7 * introductions.total)
    check_introductions(problem, introductions, per_mentee, per_mentor)


@pytest.mark.parametrize("seed", range(6))
def test_pairs_that_are_no_candidates_at_first_are_found(seed, monkeypatch):
    monkeypatch.setattr(b_matching_solver, "MAX_CANDIDATE_RESETS", seed % 2)
    rng = np.random.default_rng(seed)
    problem = Problem(rng.random((60, 4)) @ rng.random((4, 60)))
    introductions = introduce(problem, 1, 1, seed=seed)
    check_introductions(problem, introductions, 1, 1)
    assert introductions.total == pytest.approx(solve(problem, "best_total").total, rel=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_one_introduction_each_is_the_assignment_with_the_best_total(seed):
    problem, _, _, floor = random_problem(seed, max_size=8)
    problem = Problem(
        problem.scores, problem.eligible, np.minimum(problem.mentor_capacity, 1), problem.pinned
    )
    assignment = solve(problem, "best_total", floor)
    introductions = introduce(problem, 1, 1, floor=floor)
    assert introductions.total == pytest.approx(assignment.total, rel=1e-12)
    assert len(introductions.pairs) == assignment.people


@pytest.mark.parametrize("limit", [3, 10**30, np.int32(5)])
def test_with_high_limits_all_pairs_are_introduced(limit):
    introductions = introduce(Problem(np.zeros((2, 3))), limit, limit)
    assert introductions.pairs == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))
    assert (introductions.total, introductions.bound) == (0.0, 0.0)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_has_no_introductions(shape):
    problem = Problem(np.zeros(shape))
    introductions = introduce(problem, 2, 2)
    assert (introductions.pairs, introductions.total, introductions.bound) == ((), 0.0, 0.0)
    check_introductions(problem, introductions, 2, 2)


@pytest.mark.parametrize("value", [0.0, 5e-324, 1 / 3, 1e99])
def test_constant_scores_reach_every_limit(value):
    problem = Problem(np.full((50, 40), value))
    introductions = introduce(problem, 4, 5)
    assert len(introductions.pairs) == 200
    check_introductions(problem, introductions, 4, 5)


@pytest.mark.parametrize("score", [1 / 17, 1 / 19, np.pi])
def test_the_gap_does_not_grow_with_the_pairs_that_are_not_chosen(score):
    problem = Problem(np.full((300, 300), score))
    introductions = introduce(problem, 3, 3)
    assert introductions.gap == pytest.approx(0, abs=1e-9 * introductions.total)
    check_introductions(problem, introductions, 3, 3)


@settings(deadline=None, max_examples=60)
@given(arrays(float, (5, 6), elements=st.integers(0, 9)), st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_no_total(scores, random):
    rows, columns = random.sample(range(5), 5), random.sample(range(6), 6)
    original = introduce(Problem(scores), 2, 3)
    shuffled = introduce(Problem(scores[np.ix_(rows, columns)]), 2, 3)
    assert original.total == shuffled.total
    assert len(original.pairs) == len(shuffled.pairs)


def test_the_seed_alone_breaks_ties_between_mentees():
    problem = Problem(np.ones((4, 1)))
    pairs_by_seed = [introduce(problem, 1, 1, seed=seed).pairs for seed in range(40)]
    assert {pairs[0][0] for pairs in pairs_by_seed} == {0, 1, 2, 3}
    assert pairs_by_seed == [introduce(problem, 1, 1, seed=seed).pairs for seed in range(40)]


def test_inputs_never_change_and_prices_are_read_only():
    scores = np.array([[2.0, 1.0], [1.0, 1.0]])
    problem = Problem(scores, pinned=[(0, 1)])
    scores_before, eligible_before = scores.copy(), problem.eligible.copy()
    introductions = introduce(problem, 1, 1)
    assert introductions.pairs == ((0, 1), (1, 0))
    assert (scores == scores_before).all()
    assert (problem.eligible == eligible_before).all()
    with pytest.raises(ValueError, match="read-only"):
        introductions.mentee_prices[0] = 1.0


@pytest.mark.parametrize("name", ["per_mentee", "per_mentor"])
@pytest.mark.parametrize("value", [0, -1, 1.0, 2.5, True, None, "2", float("nan"), [1], 1j])
def test_an_invalid_limit_is_refused_by_name(name, value):
    options = {"per_mentee": 1, "per_mentor": 1, name: value}
    with pytest.raises(
        InvalidProblemError, match=f"^{name} is .*; expected a whole number, 1 or more"
    ):
        introduce(Problem([[1.0]]), **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"floor": -1}, "^floor is -1"),
        ({"floor": float("nan")}, "^floor is nan"),
        ({"floor": "auto"}, "^floor is 'auto'"),
        ({"seed": -1}, "^seed is -1"),
        ({"seed": 0.5}, "^seed is 0.5"),
    ],
)
def test_an_invalid_floor_or_seed_is_refused_by_name(options, message):
    with pytest.raises(InvalidProblemError, match=message):
        introduce(Problem([[1.0]]), 1, 1, **options)


@pytest.mark.parametrize(("score", "floor"), [(1.0, 1.5), (1.0, 1e99), (0.0, 1e-9), (1e-9, 1e9)])
def test_a_floor_above_all_scores_leaves_no_introductions(score, floor):
    assert introduce(Problem([[score]]), 1, 1, floor=floor).pairs == ()


def test_a_mentor_with_more_pins_than_introductions_is_refused():
    problem = Problem(np.ones((3, 1)), mentor_capacity=[3], pinned=[(0, 0), (1, 0), (2, 0)])
    with pytest.raises(
        InvalidPinError,
        match=r"pinned pair \(2, 0\): the mentor has more pins than per_mentor allows: 2",
    ):
        introduce(problem, 1, 2)


def test_a_pin_below_the_floor_is_refused():
    with pytest.raises(InvalidPinError, match=r"\(0, 0\): the pair scores 1, below the floor"):
        introduce(Problem([[1.0, 3.0]], pinned=[(0, 0)]), 1, 1, floor=2)


def test_without_an_exact_linear_program_no_result_is_returned(monkeypatch):
    monkeypatch.setattr(b_matching_solver, "METHODS", ())
    with pytest.raises(RuntimeError, match="exactly"):
        introduce(Problem([[1.0]]), 1, 1)


def test_the_simplex_method_is_used_if_the_interior_point_method_fails(monkeypatch):
    linprog, tried = b_matching_solver.linprog, []

    def fail_interior_point(*arguments, method, **options):
        tried.append(method)
        result = linprog(*arguments, method=method, **options)
        return type(result)(result, status=4, x=None) if method == "highs-ipm" else result

    monkeypatch.setattr(b_matching_solver, "linprog", fail_interior_point)
    assert introduce(Problem([[1.0]]), 1, 1).pairs == ((0, 0),)
    assert tried == ["highs-ipm", "highs-ds"]


PROBLEM = Problem(
    scores=[[5.0, 4.0, 3.0], [5.0, 1.0, 0.0], [2.0, 2.0, 9.0]],
    eligible=[[True, True, True], [True, True, False], [True, True, True]],
    mentor_capacity=[1, 1, 0],
    pinned=[(1, 1)],
)


def test_the_introductions_of_the_tampering_tests_are_valid():
    introductions = introduce(PROBLEM, 1, 2)
    assert (introductions.pairs, introductions.total) == (((0, 0), (1, 1), (2, 0)), 8.0)
    check_introductions(PROBLEM, introductions, 1, 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pairs": ((1, 1), (0, 0), (2, 0))}, "not in ascending order"),
        ({"pairs": ((0, 0), (0, 0), (1, 1))}, "each once"),
        ({"pairs": ((0, 0), (1, 1), (2, 3))}, r"pairs\[2\] names mentor 3"),
        ({"pairs": ((0, 0), (1, 1), 7)}, r"pairs\[2\] is 7"),
        ({"pairs": ((0, 0), (2, 0))}, r"pinned pair \(1, 1\) is missing"),
        ({"pairs": ((0, 0), (1, 1), (2, 2))}, r"pair \(2, 2\) is not allowed"),
        ({"pairs": ((0, 0), (1, 0), (1, 1))}, r"pair \(1, 0\) is not allowed"),
        ({"pairs": ((0, 0), (0, 1), (1, 1))}, "mentee 0 has too many"),
        ({"pairs": ((0, 1), (1, 1), (2, 1))}, "mentor 1 has too many"),
        ({"pairs": ((1, 1),)}, "total is 8.0; counted 1.0"),
        ({"total": 9.0}, "total is 9.0; counted 8.0"),
        ({"total": float("nan")}, "total is nan"),
        ({"bound": 7.0}, "bound is 7.0; the prices prove 8.0"),
        ({"bound": float("nan")}, "bound is nan"),
        ({"mentee_prices": np.zeros(2)}, "mentee_prices are not 3"),
        ({"mentor_prices": np.array([0.0, -1.0, 0.0])}, "mentor_prices are not 3"),
        ({"mentor_prices": np.array([0.0, np.nan, 0.0])}, "mentor_prices are not 3"),
        ({"mentor_prices": np.full(3, 9.0)}, "the prices prove"),
        ({"mentor_prices": np.full(3, 9.0), "bound": 34.0}, "gap is 26.0"),
        ({"pairs": ((0, 0), (1, 1)), "total": 6.0}, "gap is 2.0"),
    ],
)
def test_tampered_introductions_are_refused_by_their_first_violation(changes, message):
    introductions = dataclasses.replace(introduce(PROBLEM, 1, 2), **changes)
    with pytest.raises(InvalidAssignmentError, match=message):
        check_introductions(PROBLEM, introductions, 1, 2)


def test_introductions_with_other_limits_are_refused():
    introductions = introduce(PROBLEM, 1, 2)
    with pytest.raises(InvalidAssignmentError):
        check_introductions(PROBLEM, introductions, 1, 1)
    with pytest.raises(InvalidAssignmentError):
        check_introductions(PROBLEM, introductions, 2, 2)
