"""Invalid arguments are refused by name, and unusual ones give the right optimum."""

import decimal

import numpy as np
import pytest

from matching import InvalidProblemError, Problem, solve, verify

NAN, INF = float("nan"), float("inf")
INVALID_POINTS = [NAN, INF, -INF, -1, -1e-300, "1", True, np.bool_(True), 1j, [1.0], 10**400, 1e101]
OBJECTIVES = ["most_people", "best_total"]


def problem():
    return Problem([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize("value", [*INVALID_POINTS, np.float64("nan"), decimal.Decimal(1)])
def test_an_invalid_floor_is_refused(value):
    with pytest.raises(InvalidProblemError, match="floor is "):
        solve(problem(), floor=value)


@pytest.mark.parametrize(
    "value", ["Auto", "", "none", False, [], np.array([1.0, 2.0]), np.array("auto")]
)
def test_a_floor_that_is_a_string_or_an_array_is_refused(value):
    with pytest.raises(InvalidProblemError, match="floor is "):
        solve(problem(), floor=value)


@pytest.mark.parametrize("value", [*INVALID_POINTS, None, "auto"])
def test_an_invalid_load_penalty_is_refused(value):
    with pytest.raises(InvalidProblemError, match="load_penalty is "):
        solve(problem(), load_penalty=value)


@pytest.mark.parametrize("value", [NAN, INF, -0.1, 1, 1.0, "0", None, True, False, 1j, [0.0]])
def test_an_invalid_tolerance_is_refused(value):
    with pytest.raises(InvalidProblemError, match="tolerance is "):
        solve(problem(), tolerance=value)


@pytest.mark.parametrize("value", [-1, 1.0, NAN, "1", None, True, np.bool_(True), [1]])
def test_an_invalid_seed_is_refused(value):
    with pytest.raises(InvalidProblemError, match="seed is "):
        solve(problem(), seed=value)


@pytest.mark.parametrize("value", ["most-people", "", None, 1, True, ("best_total",)])
def test_an_unknown_objective_is_refused(value):
    with pytest.raises(InvalidProblemError, match="objective is "):
        solve(problem(), value)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("seed", [0, 2**63, 10**30, np.uint8(3)])
def test_any_whole_number_is_a_valid_seed(objective, seed):
    assert solve(problem(), objective, seed=seed).total == 5.0


@pytest.mark.parametrize("value", [1, np.float32(1), np.int8(1), 1.0])
def test_floor_and_load_penalty_may_have_any_real_type(value):
    assignment = solve(problem(), floor=value, load_penalty=value)
    assert type(assignment.floor) is type(assignment.load_penalty) is float


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("floor", [None, 2.0, "auto"])
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_gives_an_empty_assignment(shape, objective, floor):
    empty = Problem(np.zeros(shape))
    assignment = solve(empty, objective, floor=floor, load_penalty=1.0)
    assert verify(empty, assignment) == (0, 0.0)
    assert assignment.unmatched == tuple(range(shape[0]))
    for mentor in range(shape[1]):
        assert assignment.without_mentor(mentor).people == 0
    for mentee in range(shape[0]):
        assert assignment.opportunity_costs(mentee).points.tolist() == []


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("floor", [None, 1.0, "auto"])
def test_without_eligible_pairs_everybody_is_unmatched(objective, floor):
    no_pairs = Problem(np.ones((3, 2)), np.zeros((3, 2), dtype=bool))
    assignment = solve(no_pairs, objective, floor=floor)
    assert verify(no_pairs, assignment) == (0, 0.0)
    assert np.isinf(assignment.opportunity_costs(0).points).all()


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("value", [0.0, 5e-324, 1e-300, 1 / 3, 1e100])
@pytest.mark.parametrize("shape", [(9, 2), (2, 9), (5, 5)])
def test_constant_scores_fill_every_slot(shape, value, objective):
    constant = Problem(np.full(shape, value))
    assignment = solve(constant, objective, floor="auto")
    people, total = verify(constant, assignment)
    assert people == min(shape)
    assert total == pytest.approx(min(shape) * value)


@pytest.mark.parametrize("dtype", [np.int8, np.uint64, np.float16, np.float32])
def test_scores_may_have_any_numeric_type(dtype):
    assert solve(Problem(np.array([[1, 2], [3, 5]], dtype=dtype))).total == 6.0


def test_inputs_of_any_memory_layout_are_never_changed():
    scores = np.asfortranarray(np.arange(12.0).reshape(4, 3))[::-1]
    eligible, capacity = np.ones((4, 3), dtype=bool), np.array([1, 2, 1])
    copies = [array.copy() for array in (scores, eligible, capacity)]
    pins = [(0, 1)]
    assignment = solve(Problem(scores, eligible, capacity, pins), load_penalty=1, floor=1)
    assignment.without_pairs([(1, 0)]).with_pins([(2, 1)]).without_mentor(0).opportunity_costs(3)
    for array, copy in zip((scores, eligible, capacity), copies, strict=True):
        assert np.array_equal(array, copy)
        assert array.flags.writeable
    assert pins == [(0, 1)]


def test_a_load_penalty_that_would_round_off_scores_is_refused():
    problem = Problem([[1.0, 2.0], [2.0, 1.0]], mentor_capacity=[2, 2])
    with pytest.raises(
        InvalidProblemError, match=r"load_penalty is 1e\+100.*reduce the capacities"
    ):
        solve(problem, load_penalty=1e100)
    assert solve(problem, load_penalty=8000).total == 4.0
    assert solve(Problem([[1.0, 2.0]]), load_penalty=1e90).total == 2.0
