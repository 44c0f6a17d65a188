"""A reoptimized assignment is as good as a new one and reassigns as few mentees as possible."""

import dataclasses

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import (
    Assignment,
    InvalidAssignmentError,
    InvalidPinError,
    InvalidProblemError,
    Problem,
    SolveOptions,
    solve,
    verify,
)
from matching.reoptimize import reassign
from tests.unit.matching.brute_force import brute_force_optimum, objective_value, random_problem

EXACT_UNITS = (1.0, 0.5)


def options_of(assignment):
    return {
        "objective": assignment.objective,
        "floor": assignment.floor,
        "load_penalty": assignment.load_penalty,
        "seed": assignment.seed,
    }


def assert_as_good_as_new(assignment):
    assert assignment.gap == 0.0
    assert verify(assignment.problem, assignment) == (assignment.people, assignment.total)
    new = solve(assignment.problem, **options_of(assignment))
    assert assignment.total == pytest.approx(new.total, rel=1e-9)
    assert assignment.objective == "best_total" or assignment.people == new.people


def assert_fewest_reassigned(before, after):
    people, total, reassigned = brute_force_optimum(
        after.problem, initial=before.mentor_of, **options_of(after)
    )
    assert objective_value(after) == (people, total)
    assert -reassigned == (after.mentor_of != before.mentor_of).sum()


def unpinned_pairs(assignment):
    pairs = [(i, int(j)) for i, j in enumerate(assignment.mentor_of) if j >= 0]
    return [pair for pair in pairs if pair not in assignment.problem.pinned]


@pytest.mark.parametrize("seed", range(100))
def test_removing_pairs_reassigns_as_few_as_possible(seed):
    problem, options = random_problem(seed, max_size=5, units=EXACT_UNITS)
    assignment = solve(problem, **options)
    rng = np.random.default_rng(seed)
    removable = list(
        rng.permutation(np.array(unpinned_pairs(assignment), dtype=int).reshape(-1, 2))
    )
    for pairs in (removable[:1], removable[:3], removable):
        after = assignment.without_pairs(pairs)
        assert_fewest_reassigned(assignment, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(100))
def test_pinning_reassigns_as_few_as_possible(seed):
    problem, options = random_problem(seed, max_size=5, units=EXACT_UNITS)
    assignment = solve(problem, **options)
    rng = np.random.default_rng(seed)
    for _ in range(4):
        order = rng.permutation(problem.shape[0])[: rng.integers(1, 4)]
        if not problem.shape[1]:
            return
        pairs = [(mentee, rng.integers(problem.shape[1])) for mentee in order]
        try:
            after = assignment.with_pins(pairs)
        except InvalidPinError as error:
            assert (error.mentee, error.mentor) in pairs  # noqa: PT017
            continue
        assert set(pairs) <= set(enumerate(after.mentor_of))
        assert_fewest_reassigned(assignment, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(60))
def test_removing_a_mentor_reassigns_as_few_as_possible(seed):
    problem, options = random_problem(seed, max_size=5, units=EXACT_UNITS)
    assignment = solve(problem, **options)
    for mentor in range(problem.shape[1]):
        if mentor in {pinned for _, pinned in problem.pinned}:
            with pytest.raises(InvalidPinError):
                assignment.without_mentor(mentor)
            continue
        after = assignment.without_mentor(np.int64(mentor))
        assert not (after.mentor_of == mentor).any()
        assert_fewest_reassigned(assignment, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(60))
def test_allowing_pairs_reassigns_as_few_as_possible(seed):
    problem, options = random_problem(seed, max_size=5, units=EXACT_UNITS)
    assignment = solve(problem, **options)
    pairs = np.random.default_rng(seed).permutation(np.argwhere(~problem.eligible)).tolist()
    for allowed in (pairs[:1], pairs[:3], pairs):
        after = assignment.with_pairs(allowed)
        assert_fewest_reassigned(assignment, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(0, 180, 3))
def test_releasing_pins_reassigns_as_few_as_possible(seed):
    problem, options = random_problem(seed, max_size=5, units=EXACT_UNITS)
    assignment = solve(problem, **options)
    for pairs in (problem.pinned[:1], problem.pinned):
        after = assignment.without_pins(pairs)
        assert set(after.problem.pinned) == set(problem.pinned) - set(pairs)
        assert_fewest_reassigned(assignment, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize(("capacity", "load_penalty"), [(1, 0.0), (3, 0.0), (3, 2.0), (0, 0.0)])
def test_a_mentor_comes_back_in_no_more_steps_than_slots(capacity, load_penalty, monkeypatch):
    steps = []
    for name in ("augment", "reroute"):
        function = getattr(reassign, name)
        monkeypatch.setattr(
            reassign, name, lambda *args, f=function, **named: steps.append(f(*args, **named))
        )
    scores = np.random.default_rng(2).integers(0, 30, size=(40, 20)).astype(float)
    capacities = np.full(20, 1)
    capacities[7] = capacity
    before = solve(Problem(scores, mentor_capacity=capacities), load_penalty=load_penalty)
    pairs = [(mentee, 7) for mentee in range(40)]
    without = before.without_pairs(pairs)
    steps.clear()
    after = without.with_pairs(pairs)
    assert len(steps) <= capacity
    assert (after.people, after.total) == (before.people, before.total)
    assert_as_good_as_new(after)


@pytest.mark.parametrize("is_dense", [True, False])
@pytest.mark.parametrize("factor", [3.0, 1e3, 2.0**30, 1e12])
@pytest.mark.parametrize("seed", range(10))
def test_pairs_that_exceed_the_scale_may_come_and_go(seed, factor, is_dense, monkeypatch):
    monkeypatch.setattr(
        matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if is_dense else 0
    )
    problem, options = random_problem(seed, max_size=5, units=(1.0, 1 / 3))
    scores = np.where(problem.eligible, problem.scores, problem.scores * factor)
    problem = Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned)
    options["load_penalty"] = min(options["load_penalty"], 1.0)
    pairs = np.argwhere(~problem.eligible).tolist()
    allowed = solve(problem, **options).with_pairs(pairs)
    assert_as_good_as_new(allowed)
    assert_as_good_as_new(allowed.without_pairs(pairs))


def test_the_first_pairs_that_score_anything_get_a_scale_of_their_own():
    problem = Problem([[0.3, 0.2], [0.2, 0.0]], np.zeros((2, 2), dtype=bool))
    assignment = solve(problem).with_pairs([(0, 0), (0, 1), (1, 0)])
    assert (assignment.people, assignment.total) == (2, 0.4)
    assert_as_good_as_new(assignment)


def test_a_new_scale_keeps_the_price_of_a_mentor_without_capacity_in_range():
    problem = Problem([[2e6], [1.5]], mentor_capacity=[0])
    assignment = solve(problem).without_pairs([(0, 0)])
    options = SolveOptions()
    assert Assignment.restore(assignment.problem, options, assignment.state).people == 0
    assert_as_good_as_new(assignment.with_pairs([(0, 0)]))


def test_a_pair_below_the_floor_stays_out():
    assignment = solve(Problem([[1.0, 9.0]], [[False, True]], [1, 0]), floor=2.0)
    assert assignment.with_pairs([(0, 0)]).people == 0


def test_releasing_what_is_not_pinned_is_refused():
    with pytest.raises(InvalidProblemError, match=r"\(0, 0\) is not pinned"):
        solve(Problem(np.ones((2, 2)), pinned=[(1, 0)])).without_pins([(1, 0), (0, 0)])


def random_change(rng, assignment):
    """Return a random reoptimization, or the assignment itself if it is infeasible."""
    mentees, mentors = assignment.problem.shape
    mentee, mentor = int(rng.integers(mentees)), int(rng.integers(mentors))
    kind, pairs = rng.random(), unpinned_pairs(assignment)
    try:
        if kind < 0.45 and pairs:
            return assignment.without_pairs([pairs[rng.integers(len(pairs))], (mentee, mentor)])
        if kind < 0.85:
            return assignment.with_pins([(mentee, mentor)])
        return assignment.without_mentor(mentor)
    except InvalidPinError:
        return assignment


@pytest.mark.parametrize("is_dense", [True, False])
@pytest.mark.parametrize("seed", range(24))
def test_thirty_changes_in_a_row_stay_proven(seed, is_dense, monkeypatch):
    monkeypatch.setattr(
        matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if is_dense else 0
    )
    rng = np.random.default_rng(seed)
    unit = float(rng.choice([1.0, 1 / 3, 1e-9, 1e90]))
    problem = Problem(
        rng.integers(0, 30, size=(12, 10)) * unit,
        rng.random((12, 10)) < 0.8,
        rng.integers(0, 4, size=10),
    )
    options = {"load_penalty": float(rng.choice([0, 2, 40])) * unit, "seed": seed}
    assignment = solve(problem, ["most_people", "best_total"][seed % 2], floor=3 * unit, **options)
    for step in range(30):
        assignment = random_change(rng, assignment)
        verify(assignment.problem, assignment)
        if step % 6 == 5:
            assert_as_good_as_new(assignment)


def diagonal_problem(people=100):
    """Each mentee has one eligible mentor, and another without capacity."""
    eligible = np.eye(people, dtype=bool)
    eligible[:, 50] = True
    capacity = np.ones(people, dtype=int)
    capacity[50] = 0
    scores = np.random.default_rng(0).random((people, people))
    return Problem(scores, eligible, capacity, pinned=[(0, 0)])


def test_a_hundred_mentees_may_lose_their_only_mentor_at_once():
    removed = [(mentee, mentee) for mentee in range(1, 100)]
    after = solve(diagonal_problem()).without_pairs(removed)
    assert after.people == 1
    assert_as_good_as_new(after)


def test_a_hundred_mentors_may_be_removed_one_by_one():
    assignment = solve(diagonal_problem())
    for mentor in range(1, 100):
        assignment = assignment.without_mentor(mentor)
    assert assignment.people == 1
    assert_as_good_as_new(assignment)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
def test_a_mentor_with_a_hundred_mentees_may_be_removed(objective):
    scores = np.random.default_rng(1).random((150, 4))
    assignment = solve(Problem(scores, mentor_capacity=[100, 10**12, 0, 2]), objective)
    for mentor in (1, 3):
        assignment = assignment.without_mentor(mentor)
        assert_as_good_as_new(assignment)


@pytest.mark.parametrize("seed", range(20))
def test_pins_may_swap_two_mentees(seed):
    scores = np.random.default_rng(seed).integers(0, 9, size=(6, 6)).astype(float)
    assignment = solve(Problem(scores), seed=seed)
    first, second = assignment.mentor_of[:2]
    after = assignment.with_pins([(0, second), (1, first)])
    assert after.mentor_of.tolist() == [second, first, *assignment.mentor_of[2:]]
    assert_as_good_as_new(after)


def test_pins_may_form_a_cycle():
    assignment = solve(Problem(np.eye(6) + 1))
    cycle = [(mentee, (mentee + 1) % 6) for mentee in range(6)]
    assert assignment.with_pins(cycle).mentor_of.tolist() == [1, 2, 3, 4, 5, 0]


def test_pairs_may_be_lists_or_arrays_and_repeat():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    wanted = [[1, 0], (np.int64(1), np.int8(0)), np.array([1, 0])]
    assert assignment.with_pins(wanted).mentor_of.tolist() == [1, 0]
    unwanted = [[0, 0], (np.int64(0), np.int8(0)), np.array([0, 0])]
    assert assignment.without_pairs(iter(unwanted)).mentor_of.tolist() == [1, 0]


def test_removing_pairs_that_are_not_chosen_changes_nothing():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    after = assignment.without_pairs([(0, 1), (1, 0)])
    assert after.mentor_of.tolist() == assignment.mentor_of.tolist()
    assert_as_good_as_new(after)


def test_pinning_chosen_pairs_changes_nothing():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    after = assignment.with_pins([(0, 0)]).with_pins([(0, 0), (1, 1)])
    assert after.mentor_of.tolist() == assignment.mentor_of.tolist()
    assert after.problem.pinned == ((0, 0), (1, 1))
    assert_as_good_as_new(after)


def test_reoptimizing_does_not_change_the_original():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    values = assignment.scaled.values.copy()
    after = assignment.without_pairs([(0, 0)]).scaled
    after.with_floor_value(after.max_value)
    assignment.with_pins([(0, 1)])
    assert np.array_equal(assignment.scaled.values, values)
    assert assignment.mentor_of.tolist() == [0, 1]
    assert assignment.opportunity_costs(0).points.tolist() == [0.0, 4.0]


def test_the_score_of_a_removed_pair_costs_a_new_solution_no_precision():
    after = solve(Problem([[1.0, 2.0, 1e90], [2.0, 1.0, 1e90]])).without_pairs([(0, 2), (1, 2)])
    assert solve(after.problem).mentor_of.tolist() == [1, 0]


CONTRADICTIONS = [
    ([(0, 2)], (0, 2), "not eligible"),
    ([(0, 0), (0, 1)], (0, 1), "pinned twice"),
    ([(0, 0), (1, 0)], (1, 0), "has more pins"),
    ([(2, 3)], (2, 3), "takes 0"),
    ([(2, 2)], (2, 2), "below the floor"),
    ([(3, 1)], (3, 1), "has more pins"),
]


@pytest.mark.parametrize(("pairs", "named", "reason"), CONTRADICTIONS)
def test_a_contradictory_pin_is_refused_and_named(pairs, named, reason):
    eligible = np.ones((5, 4), dtype=bool)
    eligible[0, 2] = False
    scores = np.full((5, 4), 5.0)
    scores[2, 2] = 1.0
    problem = Problem(scores, eligible, [1, 1, 1, 0], pinned=[(4, 1)])
    with pytest.raises(InvalidPinError, match=reason) as raised:
        solve(problem, floor=2.0).with_pins(pairs)
    assert (raised.value.mentee, raised.value.mentor) == named


def test_removing_a_pin_is_refused_and_named():
    assignment = solve(Problem(np.ones((2, 2)), pinned=[(1, 0)]))
    with pytest.raises(InvalidPinError) as raised:
        assignment.without_pairs([(0, 0), (1, 0)])
    assert (raised.value.mentee, raised.value.mentor) == (1, 0)


def test_pinning_a_removed_pair_is_refused():
    assignment = solve(Problem(np.ones((2, 2)))).without_pairs([(1, 0)])
    with pytest.raises(InvalidPinError, match="not eligible"):
        assignment.with_pins([(1, 0)])


@pytest.mark.parametrize("pair", [(2, 0), (0, -1), (0.0, 1), (True, 0), (0,), 7, "0", None])
@pytest.mark.parametrize("change", ["without_pairs", "with_pairs", "with_pins", "without_pins"])
def test_an_invalid_pair_is_refused_by_its_index(change, pair):
    assignment = solve(Problem(np.ones((2, 2))))
    with pytest.raises(InvalidProblemError, match=r"pairs\[1\]"):
        getattr(assignment, change)([(0, 0), pair])


@pytest.mark.parametrize("mentor", [2, -1, 0.0, True, "0", None])
def test_removing_an_unknown_mentor_is_refused(mentor):
    with pytest.raises(InvalidProblemError, match="mentor"):
        solve(Problem(np.ones((2, 2)))).without_mentor(mentor)


def test_an_unproven_assignment_cannot_be_reoptimized():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    unproven = dataclasses.replace(assignment, bound=assignment.total + 1)
    for reoptimize in (
        lambda: unproven.without_pairs([(0, 0)]),
        lambda: unproven.with_pairs([(0, 0)]),
        lambda: unproven.with_pins([(0, 1)]),
        lambda: unproven.without_mentor(0),
        lambda: unproven.opportunity_costs(0),
    ):
        with pytest.raises(InvalidAssignmentError, match=r"1 points short .* without a tolerance"):
            reoptimize()
