"""A restored assignment goes on as if it had never been stored; an altered state is refused."""

import dataclasses

import numpy as np
import pytest

from matching import (
    Assignment,
    InvalidAssignmentError,
    InvalidPinError,
    Problem,
    SolveOptions,
    solve,
    verify,
)
from tests.unit.matching.brute_force import random_problem


def restore(assignment, state=None):
    """Restore an assignment from copies of plain arrays and numbers alone."""
    problem = assignment.problem
    copied = Problem(problem.scores, problem.eligible, problem.mentor_capacity, problem.pinned)
    state = dataclasses.asdict(assignment.state if state is None else state)
    stored = {
        name: value if np.isscalar(value) else value.tolist() for name, value in state.items()
    }
    arrays = ("mentor_of", "mentee_prices", "mentor_prices")
    stored |= {name: np.array(stored[name], dtype=np.int64) for name in arrays}
    options = SolveOptions(
        assignment.objective, assignment.floor, assignment.load_penalty, assignment.seed
    )
    return Assignment.restore(copied, options, dataclasses.replace(assignment.state, **stored))


def assert_same(first, second):
    assert first.mentor_of.tolist() == second.mentor_of.tolist()
    assert (first.people, first.total, first.bound) == (second.people, second.total, second.bound)
    assert first.scaled.scale == second.scaled.scale
    for side in (1, 2):
        assert first.solution[side].tolist() == second.solution[side].tolist()


@pytest.mark.parametrize("seed", range(80))
def test_a_restored_assignment_is_the_same_and_changes_in_the_same_way(seed):
    problem, options = random_problem(seed, max_size=6)
    assignment = solve(problem, **options)
    pairs = [(i, int(j)) for i, j in enumerate(assignment.mentor_of) if j >= 0]
    removed = [pair for pair in pairs if pair not in problem.pinned]
    for removal in (removed[:1], removed[1:3]):
        restored = restore(assignment)
        assert_same(restored, assignment)
        verify(restored.problem, restored)
        assignment = assignment.without_pairs(removal)
        assert_same(restored.without_pairs(removal), assignment)
    assert_same(restore(assignment).with_pairs(removed[:3]), assignment.with_pairs(removed[:3]))
    assert_same(
        restore(assignment).without_pins(problem.pinned), assignment.without_pins(problem.pinned)
    )


def test_a_restored_assignment_keeps_the_scale_of_a_score_that_was_removed():
    problem = Problem([[100.0, 4.0], [4.0, 3.0]])
    assignment = solve(problem).without_pairs([(0, 0)])
    assert restore(assignment).scaled.scale == solve(problem).scaled.scale
    assert restore(assignment).scaled.scale != solve(assignment.problem).scaled.scale


@pytest.fixture
def assignment():
    scores = np.random.default_rng(3).integers(1, 9, (6, 5)).astype(float)
    eligible = np.random.default_rng(4).random((6, 5)) < 0.7
    return solve(Problem(scores, eligible, [1, 1, 2, 1, 0], pinned=[(4, 2)]), load_penalty=1)


@pytest.mark.parametrize("name", ["mentor_of", "mentee_prices", "mentor_prices"])
def test_an_altered_entry_is_refused(assignment, name):
    array = getattr(assignment.state, name)
    quantum = assignment.state.quantum
    for position in range(len(array)):
        for change in (1, -1, quantum, -quantum, 2**62, -(2**62)):
            altered = array.copy()
            altered[position] += change
            if assignment.problem.mentor_capacity[4] == 0 and (name, position) == (
                "mentor_prices",
                4,
            ):
                continue  # any price that is high enough supports a mentor without capacity
            with pytest.raises(InvalidAssignmentError, match="does not belong"):
                restore(assignment, dataclasses.replace(assignment.state, **{name: altered}))


@pytest.mark.parametrize("name", ["mentor_of", "mentee_prices", "mentor_prices"])
@pytest.mark.parametrize("change", [lambda a: a[1:], lambda a: [a], lambda a: a + 0.5])
def test_an_array_of_another_kind_is_refused(assignment, name, change):
    state = dataclasses.replace(assignment.state, **{name: change(getattr(assignment.state, name))})
    with pytest.raises(InvalidAssignmentError, match=name):
        Assignment.restore(assignment.problem, SolveOptions(load_penalty=1), state)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("quanta_per_point", lambda value: 4 * value),
        ("quanta_per_point", lambda value: value / 4),
        ("quanta_per_point", lambda value: 0 * value),
        ("quanta_per_point", lambda value: -value),
        ("quanta_per_point", lambda value: float("nan")),
        ("quanta_per_point", lambda value: float("inf")),
        ("quantum", lambda value: 2 * value),
        ("quantum", lambda value: 0),
        ("person_weight", lambda value: 0),
        ("person_weight", lambda value: 4 * value),
        ("person_weight", lambda value: 2**61),
        ("person_weight", lambda value: value + 1),
        ("person_weight", lambda value: -value),
    ],
)
def test_another_scale_is_refused(assignment, name, change):
    state = dataclasses.replace(assignment.state, **{name: change(getattr(assignment.state, name))})
    with pytest.raises(InvalidAssignmentError, match="does not belong"):
        restore(assignment, state)


def test_another_objective_is_refused(assignment):
    with pytest.raises(InvalidAssignmentError, match="scale"):
        Assignment.restore(
            assignment.problem, SolveOptions("best_total", load_penalty=1), assignment.state
        )


def test_another_problem_is_refused():
    assignment = solve(Problem([[9.0, 4.0], [4.0, 3.0], [1.0, 1.0]], pinned=[(0, 1)]))
    assert assignment.mentor_of.tolist() == [1, 0, -1]
    for problem in (
        assignment.problem.without_pairs([(1, 0)]),
        assignment.problem.without_mentor(0),
        assignment.problem.with_pins([(2, 0)]),
        assignment.problem.without_pins([(0, 1)]),
        Problem([[9.0, 4.0], [4.0, 3.0], [5.0, 1.0]], pinned=[(0, 1)]),
        Problem(np.ones((2, 3))),
    ):
        with pytest.raises(InvalidAssignmentError, match="does not belong"):
            Assignment.restore(problem, SolveOptions(), assignment.state)


def test_a_pin_below_the_floor_is_refused(assignment):
    with pytest.raises(InvalidPinError, match="below the floor"):
        Assignment.restore(
            assignment.problem, SolveOptions(floor=50, load_penalty=1), assignment.state
        )
