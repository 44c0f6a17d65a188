"""Introductions against brute force and a solver of whole numbers, with their proof."""

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
from matching.introductions import b_matching_solver as engine


def random_terms(seed, largest=4):
    """Up to 4×4, with ties, zeros, forbidden pairs, mentors without a place, pins and a floor."""
    random = np.random.default_rng(seed)
    shape = random.integers(0, largest + 1, size=2)
    unit = random.choice([1.0, 3.0, 1e-6, 1e9])
    scores = random.integers(0, random.choice([2, 8]), size=shape) / unit
    eligible = random.random(shape) < random.choice([0.3, 0.7, 1.0])
    capacity = random.integers(0, 3, size=shape[1])
    limits = tuple(int(limit) for limit in random.integers(1, 5, size=2))
    floor = random.choice([0.0, 0.0, 2.0]) / unit
    possible = np.argwhere(eligible & (capacity > 0) & (scores >= floor))
    pins = [tuple(pin) for pin in possible[:1].tolist()] if seed % 3 == 0 else []
    return Problem(scores, eligible, capacity, pins), *limits, floor


@cache
def every_choice(mentees, mentors):
    """Give all subsets of the pairs, shape (subsets, mentees, mentors)."""
    cells = mentees * mentors
    bits = np.arange(2**cells)[:, np.newaxis] >> np.arange(cells) & 1
    return bits.astype(np.int8).reshape(len(bits), mentees, mentors)


def best_by_brute_force(problem, per_mentee, per_mentor, floor):
    """Give the highest total of all subsets, and the most pairs among those that have it."""
    choices = every_choice(*problem.shape)
    allowed = problem.eligible & (problem.mentor_capacity > 0) & (problem.scores >= floor)
    right = (choices.sum(axis=2) <= per_mentee).all(axis=1)
    right &= (choices.sum(axis=1) <= per_mentor).all(axis=1)
    right &= (choices <= allowed).all(axis=(1, 2))
    for mentee, mentor in problem.pinned:
        right &= choices[:, mentee, mentor] == 1
    totals = (choices[right] * problem.scores).sum(axis=(1, 2))
    near = totals >= totals.max() * (1 - 1e-12)
    return totals.max(), choices[right][near].sum(axis=(1, 2)).max()


@pytest.mark.parametrize("seed", range(400))
def test_introductions_are_what_brute_force_finds(seed):
    problem, per_mentee, per_mentor, floor = random_terms(seed)
    found = introduce(problem, per_mentee, per_mentor, floor=floor, seed=seed)
    total, most = best_by_brute_force(problem, per_mentee, per_mentor, floor)
    assert found.total == pytest.approx(total, rel=1e-12)
    assert len(found.pairs) == most
    assert found.bound == pytest.approx(total, rel=1e-9)
    check_introductions(problem, found, per_mentee, per_mentor, floor=floor)


def best_by_milp(problem, per_mentee, per_mentor, floor):
    """Give the highest total over all pairs at once, in whole numbers."""
    shape = problem.shape
    numbers = np.arange(problem.scores.size).reshape(shape)
    rows = np.zeros((sum(shape), problem.scores.size))
    for mentee in range(shape[0]):
        rows[mentee, numbers[mentee]] = 1
    for mentor in range(shape[1]):
        rows[shape[0] + mentor, numbers[:, mentor]] = 1
    most = np.repeat([per_mentee, per_mentor], shape)
    most[shape[0] :] *= problem.mentor_capacity > 0
    lowest = np.zeros(shape)
    lowest[tuple(np.array(problem.pinned, dtype=int).reshape(-1, 2).T)] = 1
    allowed = problem.eligible & (problem.scores >= floor)
    bounds = Bounds(lowest.ravel(), allowed.ravel().astype(float))
    constraints = LinearConstraint(rows, ub=most)
    whole = np.ones(problem.scores.size)
    return -milp(
        -problem.scores.ravel(), bounds=bounds, constraints=constraints, integrality=whole
    ).fun


@pytest.mark.parametrize("seed", range(24))
def test_a_middling_round_is_what_a_solver_of_all_pairs_finds(seed):
    random = np.random.default_rng(seed)
    shape = (30, 40) if seed % 2 else (40, 30)
    scores = [
        random.random(shape),
        random.integers(0, 4, size=shape).astype(float),
        random.random((shape[0], 1)) * random.random(shape[1]),
        random.random(shape) + 5 * random.random(shape[1]),
    ][seed % 4]
    eligible = random.random(shape) < 0.6
    pinned = [(0, int(np.flatnonzero(eligible[0])[0]))]
    capacity = np.where(random.random(shape[1]) < 0.9, 2, 0)
    capacity[pinned[0][1]] = 1
    problem = Problem(scores, eligible, capacity, pinned if seed % 3 else [])
    per_mentee, per_mentor = (int(limit) for limit in random.integers(1, 6, size=2))
    found = introduce(problem, per_mentee, per_mentor, seed=seed)
    assert found.total == pytest.approx(
        best_by_milp(problem, per_mentee, per_mentor, 0.0), rel=1e-7
    )
    assert found.gap == pytest.approx(0, abs=1e-7 * found.total)
    check_introductions(problem, found, per_mentee, per_mentor)


@pytest.mark.parametrize("seed", range(6))
def test_pairs_that_did_not_promise_at_first_are_found_all_the_same(seed, monkeypatch):
    monkeypatch.setattr(engine, "AFRESH", seed % 2)
    random = np.random.default_rng(seed)
    problem = Problem(random.random((60, 4)) @ random.random((4, 60)))
    found = introduce(problem, 1, 1, seed=seed)
    check_introductions(problem, found, 1, 1)
    assert found.total == pytest.approx(solve(problem, "best_total").total, rel=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_one_meeting_each_is_the_round_with_the_best_total(seed):
    problem, _, _, floor = random_terms(seed, largest=8)
    problem = Problem(
        problem.scores, problem.eligible, np.minimum(problem.mentor_capacity, 1), problem.pinned
    )
    answer = solve(problem, "best_total", floor)
    found = introduce(problem, 1, 1, floor=floor)
    assert found.total == pytest.approx(answer.total, rel=1e-12)
    assert len(found.pairs) == answer.people


@pytest.mark.parametrize("limit", [3, 10**30, np.int32(5)])
def test_with_room_for_all_everybody_meets_everybody(limit):
    found = introduce(Problem(np.zeros((2, 3))), limit, limit)
    assert found.pairs == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))
    assert (found.total, found.bound) == (0.0, 0.0)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_meets_nobody(shape):
    problem = Problem(np.zeros(shape))
    found = introduce(problem, 2, 2)
    assert (found.pairs, found.total, found.bound) == ((), 0.0, 0.0)
    check_introductions(problem, found, 2, 2)


@pytest.mark.parametrize("value", [0.0, 5e-324, 1 / 3, 1e99])
def test_equal_scores_still_fill_every_place(value):
    problem = Problem(np.full((50, 40), value))
    found = introduce(problem, 4, 5)
    assert len(found.pairs) == 200
    check_introductions(problem, found, 4, 5)


@pytest.mark.parametrize("score", [1 / 17, 1 / 19, np.pi])
def test_what_rounding_costs_does_not_grow_with_the_pairs_that_do_not_meet(score):
    problem = Problem(np.full((300, 300), score))
    found = introduce(problem, 3, 3)
    assert found.gap == pytest.approx(0, abs=1e-9 * found.total)
    check_introductions(problem, found, 3, 3)


@settings(deadline=None, max_examples=60)
@given(arrays(float, (5, 6), elements=st.integers(0, 9)), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_no_total(scores, random):
    rows, columns = random.sample(range(5), 5), random.sample(range(6), 6)
    straight = introduce(Problem(scores), 2, 3)
    shuffled = introduce(Problem(scores[np.ix_(rows, columns)]), 2, 3)
    assert straight.total == shuffled.total
    assert len(straight.pairs) == len(shuffled.pairs)


def test_equal_mentees_take_turns_by_the_seed_and_the_seed_alone():
    problem = Problem(np.ones((4, 1)))
    first = [introduce(problem, 1, 1, seed=seed).pairs for seed in range(40)]
    assert {pairs[0][0] for pairs in first} == {0, 1, 2, 3}
    assert first == [introduce(problem, 1, 1, seed=seed).pairs for seed in range(40)]


def test_inputs_never_change_and_prices_cannot():
    scores = np.array([[2.0, 1.0], [1.0, 1.0]])
    problem = Problem(scores, pinned=[(0, 1)])
    before = scores.copy(), problem.eligible.copy()
    found = introduce(problem, 1, 1)
    assert found.pairs == ((0, 1), (1, 0))
    assert (scores == before[0]).all()
    assert (problem.eligible == before[1]).all()
    with pytest.raises(ValueError, match="read-only"):
        found.mentee_prices[0] = 1.0


@pytest.mark.parametrize("name", ["per_mentee", "per_mentor"])
@pytest.mark.parametrize("value", [0, -1, 1.0, 2.5, True, None, "2", float("nan"), [1], 1j])
def test_what_is_no_whole_number_of_meetings_is_refused_by_name(name, value):
    terms = {"per_mentee": 1, "per_mentor": 1, name: value}
    with pytest.raises(InvalidProblemError, match=f"^{name} is .*; it is a whole number from 1"):
        introduce(Problem([[1.0]]), **terms)


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"floor": -1}, "^floor is -1"),
        ({"floor": float("nan")}, "^floor is nan"),
        ({"floor": "auto"}, "^floor is 'auto'"),
        ({"seed": -1}, "^seed is -1"),
        ({"seed": 0.5}, "^seed is 0.5"),
    ],
)
def test_other_broken_terms_are_refused_by_name(terms, message):
    with pytest.raises(InvalidProblemError, match=message):
        introduce(Problem([[1.0]]), 1, 1, **terms)


@pytest.mark.parametrize(("score", "floor"), [(1.0, 1.5), (1.0, 1e99), (0.0, 1e-9), (1e-9, 1e9)])
def test_a_floor_above_all_scores_leaves_everybody_alone(score, floor):
    assert introduce(Problem([[score]]), 1, 1, floor=floor).pairs == ()


def test_a_mentor_with_more_pins_than_meetings_is_refused():
    problem = Problem(np.ones((3, 1)), mentor_capacity=[3], pinned=[(0, 0), (1, 0), (2, 0)])
    with pytest.raises(InvalidPinError, match=r"pinned pair \(2, 0\): .* may meet 2 and has more"):
        introduce(problem, 1, 2)


def test_a_pin_under_the_floor_is_refused():
    with pytest.raises(InvalidPinError, match=r"\(0, 0\): the pair scores 1, under the floor"):
        introduce(Problem([[1.0, 3.0]], pinned=[(0, 0)]), 1, 1, floor=2)


def test_without_an_exact_linear_program_there_is_no_answer(monkeypatch):
    monkeypatch.setattr(engine, "METHODS", ())
    with pytest.raises(RuntimeError, match="exactly"):
        introduce(Problem([[1.0]]), 1, 1)


def test_the_simplex_takes_over_where_the_first_method_fails(monkeypatch):
    linprog, tried = engine.linprog, []

    def failing_once(*arguments, method, **options):
        tried.append(method)
        result = linprog(*arguments, method=method, **options)
        return type(result)(result, status=4, x=None) if method == "highs-ipm" else result

    monkeypatch.setattr(engine, "linprog", failing_once)
    assert introduce(Problem([[1.0]]), 1, 1).pairs == ((0, 0),)
    assert tried == ["highs-ipm", "highs-ds"]


PROBLEM = Problem(
    scores=[[5.0, 4.0, 3.0], [5.0, 1.0, 0.0], [2.0, 2.0, 9.0]],
    eligible=[[True, True, True], [True, True, False], [True, True, True]],
    mentor_capacity=[1, 1, 0],
    pinned=[(1, 1)],
)


def test_the_tampered_introductions_are_right_before():
    found = introduce(PROBLEM, 1, 2)
    assert (found.pairs, found.total) == (((0, 0), (1, 1), (2, 0)), 8.0)
    check_introductions(PROBLEM, found, 1, 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pairs": ((1, 1), (0, 0), (2, 0))}, "not in order"),
        ({"pairs": ((0, 0), (0, 0), (1, 1))}, "each once"),
        ({"pairs": ((0, 0), (1, 1), (2, 3))}, r"pairs\[2\] names mentor 3"),
        ({"pairs": ((0, 0), (1, 1), 7)}, r"pairs\[2\] is 7"),
        ({"pairs": ((0, 0), (2, 0))}, r"pinned pair \(1, 1\) does not meet"),
        ({"pairs": ((0, 0), (1, 1), (2, 2))}, r"pair \(2, 2\) may not meet"),
        ({"pairs": ((0, 0), (1, 0), (1, 1))}, r"pair \(1, 0\) may not meet"),
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
    found = dataclasses.replace(introduce(PROBLEM, 1, 2), **changes)
    with pytest.raises(InvalidAssignmentError, match=message):
        check_introductions(PROBLEM, found, 1, 2)


def test_introductions_on_other_terms_are_refused():
    found = introduce(PROBLEM, 1, 2)
    with pytest.raises(InvalidAssignmentError):
        check_introductions(PROBLEM, found, 1, 1)
    with pytest.raises(InvalidAssignmentError):
        check_introductions(PROBLEM, found, 2, 2)
