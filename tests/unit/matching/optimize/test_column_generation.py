"""Dense and sparse SciPy, OR-Tools and HiGHS reach the same optimum on every feature."""

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

import matching.problem.scaled_problem
from matching import Assignment, Problem, solve, verify
from matching.optimize import pricing
from matching.optimize.column_generation import solve_by_column_generation
from matching.optimize.sparse_solvers import solve_min_cost_flow, solve_sparse_assignment
from matching.parallel import blocks
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from tests.unit.matching.brute_force import random_problem

SOLVERS = {"flow": solve_min_cost_flow, "scipy": solve_sparse_assignment}
SEEDS = 150


@pytest.fixture
def few_candidates(monkeypatch):
    """Disable the dense solver and add few candidates at a time, so that several iterations run."""
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    monkeypatch.setattr(pricing, "MAX_CANDIDATES_PER_MENTEE", 2)
    monkeypatch.setattr(pricing, "NEAR_CANDIDATES_PER_MENTEE", 1)
    monkeypatch.setattr(blocks, "MAX_BLOCK_PAIRS", 60)


@pytest.fixture(params=SOLVERS)
def solver(request):
    if request.param == "flow":
        pytest.importorskip("ortools")
    return SOLVERS[request.param]


def moderate_problem(seed):
    """Return up to 25×25 with moderate numbers, which floating-point solvers can compare."""
    return random_problem(seed, max_size=25, units=(1.0, 1 / 3))


def recording(solver, sizes):
    def record(scaled, candidates):
        sizes.append(len(candidates))
        assert len(sizes) < 200, "the iterations do not end"
        return solver(scaled, candidates)

    return record


def highs_optimum(problem, objective, floor, load_penalty, **_):
    """Return (people, total) by mixed-integer programming, with a variable for every slot."""
    mentees, _ = problem.shape
    allowed = problem.eligible & (problem.scores >= floor)
    variables = [
        (i, j, k)
        for i, j in np.argwhere(allowed)
        for k in range(min(problem.mentor_capacity[j], mentees))
    ]
    if not variables:
        return 0, 0.0
    mentee_of, mentor_of, slot_of = np.array(variables).T
    gains = problem.scores[mentee_of, mentor_of] - load_penalty * slot_of
    slots = np.column_stack([mentor_of, slot_of])
    slot = np.unique(slots, axis=0, return_inverse=True)[1].ravel()
    rows = [mentee_of == mentee for mentee in range(mentees)]
    rows += [slot == index for index in range(slot.max() + 1)]
    minimum = [float(mentee in dict(problem.pinned)) for mentee in range(mentees)]
    constraints = [
        LinearConstraint(np.array(rows, float), minimum + [0.0] * (len(rows) - mentees), 1)
    ]
    for mentee, mentor in problem.pinned:
        constraints.append(LinearConstraint((mentee_of == mentee) & (mentor_of == mentor), 1, 1))
    person_weight = 10.0 * mentees * (1 + gains.max() - gains.min())
    bonus = person_weight if objective == "most_people" else 0.0
    result = milp(-(gains + bonus), integrality=1, bounds=(0, 1), constraints=constraints)
    chosen = result.x > 0.5
    return int(chosen.sum()) if bonus else 0, float(gains[chosen].sum())


@pytest.mark.parametrize("seed", range(SEEDS))
def test_column_generation_reaches_the_dense_total(seed, solver, monkeypatch):
    problem, options = moderate_problem(seed)
    dense = solve(problem, **options)
    scaled = ScaledProblem.from_problem(problem, SolveOptions(**options))
    monkeypatch.setattr(pricing, "MAX_CANDIDATES_PER_MENTEE", 3)
    solution = solve_by_column_generation(scaled, solver=recording(solver, []))
    assignment = Assignment.from_solution(scaled, solution)
    assert assignment.total == pytest.approx(dense.total, rel=1e-9)
    assert options["objective"] == "best_total" or assignment.people == dense.people
    assert assignment.gap == 0.0
    verify(problem, assignment)


@pytest.mark.parametrize("start", range(0, SEEDS, 10))
def test_several_iterations_reach_the_dense_total(start, solver, few_candidates, monkeypatch):
    iterations = []
    for seed in range(start, start + 10):
        problem, options = moderate_problem(seed)
        sizes = []
        monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
        scaled = ScaledProblem.from_problem(problem, SolveOptions(**options))
        if min(problem.shape) == 0:
            continue
        assignment = Assignment.from_solution(
            scaled, solve_by_column_generation(scaled, solver=recording(solver, sizes))
        )
        verify(problem, assignment)
        iterations.append(len(sizes))
        monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7)
        dense = solve(problem, **options)
        assert assignment.total == pytest.approx(dense.total, rel=1e-9)
        assert options["objective"] == "best_total" or assignment.people == dense.people
    assert max(iterations) > 1


@pytest.mark.parametrize("seed", range(60))
def test_highs_finds_no_better_assignment(seed):
    problem, options = random_problem(
        seed, max_size=9, units=(1.0, 1 / 3), max_capacities=(1, 2, 3)
    )
    assignment = solve(problem, **options)
    people, total = highs_optimum(problem, **options)
    assert assignment.total == pytest.approx(total, rel=1e-6, abs=1e-6)
    assert options["objective"] == "best_total" or assignment.people == people


@pytest.mark.parametrize("seed", range(40))
def test_iterations_end_if_many_pairs_score_almost_the_same(seed, solver, few_candidates):
    rng = np.random.default_rng(seed)
    problem = Problem(1000 + rng.integers(0, 4, size=(30, 30)) / 3)
    scaled = ScaledProblem.from_problem(problem, SolveOptions("most_people", seed=seed))
    solution = solve_by_column_generation(scaled, solver=recording(solver, []))
    verify(problem, Assignment.from_solution(scaled, solution))


@pytest.mark.parametrize("value", [0.0, 5e-324, 1.0, 1e100])
def test_iterations_end_if_all_scores_are_equal(value, solver, few_candidates):
    problem = Problem(np.full((12, 15), value))
    scaled = ScaledProblem.from_problem(problem, SolveOptions())
    assignment = Assignment.from_solution(
        scaled, solve_by_column_generation(scaled, solver=recording(solver, []))
    )
    assert verify(problem, assignment).people == 12


def test_iterations_end_if_a_mentor_takes_very_many(solver, few_candidates):
    scores = np.random.default_rng(0).random((200, 2))
    problem = Problem(scores, mentor_capacity=[100, 10])
    scaled = ScaledProblem.from_problem(problem, SolveOptions())
    assignment = Assignment.from_solution(
        scaled, solve_by_column_generation(scaled, solver=recording(solver, []))
    )
    assert verify(problem, assignment).people == 110


def test_a_mentee_without_an_eligible_mentor_is_unmatched(few_candidates):
    problem = Problem(np.ones((3, 4)), [[True] * 4, [False] * 4, [True] * 4])
    assert solve(problem).unmatched == (1,)


def test_pins_of_all_mentees_are_the_assignment(solver, few_candidates):
    problem = Problem(np.ones((3, 3)), pinned=[(0, 2), (1, 0), (2, 1)])
    scaled = ScaledProblem.from_problem(problem, SolveOptions())
    assignment = Assignment.from_solution(scaled, solve_by_column_generation(scaled, solver=solver))
    assert assignment.mentor_of.tolist() == [2, 0, 1]
    verify(problem, assignment)


def test_costs_beyond_the_range_of_the_flow_solver_are_solved(monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    problem = Problem(np.random.default_rng(0).random((30, 60_000)))
    assignment = solve(problem)
    assert (assignment.people, assignment.gap) == (30, 0.0)


def test_a_solver_that_is_not_optimal_ends_the_generation_of_columns():
    scaled = ScaledProblem.from_problem(Problem([[3.0, 1.0], [2.0, 0.0]]), SolveOptions())

    def solve_nothing(scaled, _):
        return np.full(scaled.shape[0], -1)

    with pytest.raises(RuntimeError, match="was not solved"):
        solve_by_column_generation(scaled, solver=solve_nothing)
