"""SciPy dense and sparse, OR-Tools and HiGHS come to the same total on every feature."""

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

import matching.problem.scaled_problem
from matching import Problem, solve, verify
from matching.optimize import column_generation
from matching.optimize.column_generation import assign_sparsely
from matching.optimize.sparse_solvers import by_flow, by_scipy
from matching.parallel import blocks
from matching.problem.scaled_problem import ScaledProblem
from matching.problem.solve_options import SolveOptions
from tests.unit.matching.brute_force import drawn

ENGINES = {"flow": by_flow, "scipy": by_scipy}
SOME = 150


@pytest.fixture
def few_at_a_time(monkeypatch):
    """Let no matrix be kept, and mentees ask for few mentors, so that it takes rounds."""
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    monkeypatch.setattr(column_generation, "MAX_CANDIDATES_PER_MENTEE", 2)
    monkeypatch.setattr(column_generation, "NEAR_EACH", 1)
    monkeypatch.setattr(blocks, "CELLS", 60)


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "flow":
        pytest.importorskip("ortools")
    return ENGINES[request.param]


def hard(seed):
    """Draw up to 25×25 with moderate numbers, which floating-point solvers can compare."""
    return drawn(seed, most=25, units=(1.0, 1 / 3))


def counted(engine, calls):
    def counting(scaled, candidates):
        calls.append(len(candidates))
        assert len(calls) < 200, "the rounds never end"
        return engine(scaled, candidates)

    return counting


def by_highs(problem, objective, floor, load_penalty, **_):
    """Give (people, total) by mixed-integer programming, with a variable for every seat."""
    mentees, _ = problem.shape
    allowed = problem.eligible & (problem.scores >= floor)
    taken = [
        (i, j, k)
        for i, j in np.argwhere(allowed)
        for k in range(min(problem.mentor_capacity[j], mentees))
    ]
    if not taken:
        return 0, 0.0
    who, where, which = np.array(taken).T
    gains = problem.scores[who, where] - load_penalty * which
    seat = np.unique(np.column_stack([where, which]), axis=0, return_inverse=True)[1].ravel()
    rows = [who == mentee for mentee in range(mentees)]
    rows += [seat == one for one in range(seat.max() + 1)]
    lowest = [float(mentee in dict(problem.pinned)) for mentee in range(mentees)]
    limits = [LinearConstraint(np.array(rows, float), lowest + [0.0] * (len(rows) - mentees), 1)]
    for mentee, mentor in problem.pinned:
        limits.append(LinearConstraint((who == mentee) & (where == mentor), 1, 1))
    person = 10.0 * mentees * (1 + gains.max() - gains.min())
    extra = person if objective == "most_people" else 0.0
    found = milp(-(gains + extra), integrality=1, bounds=(0, 1), constraints=limits)
    chosen = found.x > 0.5
    return int(chosen.sum()) if extra else 0, float(gains[chosen].sum())


@pytest.mark.parametrize("seed", range(SOME))
def test_the_sparse_path_finds_the_total_of_the_dense_one(seed, engine, monkeypatch):
    problem, options = hard(seed)
    dense = solve(problem, **options)
    scaled = ScaledProblem.of(problem, SolveOptions(**options))
    monkeypatch.setattr(column_generation, "MAX_CANDIDATES_PER_MENTEE", 3)
    found = assign_sparsely(scaled, engine=counted(engine, []))
    answer = matching.Assignment.of(scaled, found)
    assert answer.total == pytest.approx(dense.total, rel=1e-9)
    assert options["objective"] == "best_total" or answer.people == dense.people
    assert answer.gap == 0.0
    verify(problem, answer)


@pytest.mark.parametrize("start", range(0, SOME, 10))
def test_several_rounds_come_to_the_same_and_to_an_end(start, engine, few_at_a_time, monkeypatch):
    rounds = []
    for seed in range(start, start + 10):
        problem, options = hard(seed)
        calls = []
        monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
        scaled = ScaledProblem.of(problem, SolveOptions(**options))
        if min(problem.shape) == 0:
            continue
        answer = matching.Assignment.of(
            scaled, assign_sparsely(scaled, engine=counted(engine, calls))
        )
        verify(problem, answer)
        rounds.append(len(calls))
        monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7)
        dense = solve(problem, **options)
        assert answer.total == pytest.approx(dense.total, rel=1e-9)
        assert options["objective"] == "best_total" or answer.people == dense.people
    assert max(rounds) > 1


@pytest.mark.parametrize("seed", range(60))
def test_highs_finds_nothing_better(seed):
    problem, options = drawn(seed, most=9, units=(1.0, 1 / 3), places=(1, 2, 3))
    answer = solve(problem, **options)
    people, total = by_highs(problem, **options)
    assert answer.total == pytest.approx(total, rel=1e-6, abs=1e-6)
    assert options["objective"] == "best_total" or answer.people == people


@pytest.mark.parametrize("seed", range(40))
def test_rounds_end_where_many_pairs_are_nearly_as_good(seed, engine, few_at_a_time):
    random = np.random.default_rng(seed)
    problem = Problem(1000 + random.integers(0, 4, size=(30, 30)) / 3)
    scaled = ScaledProblem.of(problem, SolveOptions("most_people", seed=seed))
    found = assign_sparsely(scaled, engine=counted(engine, []))
    verify(problem, matching.Assignment.of(scaled, found))


@pytest.mark.parametrize("value", [0.0, 5e-324, 1.0, 1e100])
def test_rounds_end_where_all_scores_are_the_same(value, engine, few_at_a_time):
    problem = Problem(np.full((12, 15), value))
    scaled = ScaledProblem.of(problem, SolveOptions())
    answer = matching.Assignment.of(scaled, assign_sparsely(scaled, engine=counted(engine, [])))
    assert verify(problem, answer).people == 12


def test_rounds_end_where_one_mentor_takes_very_many(engine, few_at_a_time):
    scores = np.random.default_rng(0).random((200, 2))
    problem = Problem(scores, mentor_capacity=[100, 10])
    scaled = ScaledProblem.of(problem, SolveOptions())
    answer = matching.Assignment.of(scaled, assign_sparsely(scaled, engine=counted(engine, [])))
    assert verify(problem, answer).people == 110


def test_somebody_without_any_allowed_mentor_is_no_trouble(few_at_a_time):
    problem = Problem(np.ones((3, 4)), [[True] * 4, [False] * 4, [True] * 4])
    assert solve(problem).unmatched == (1,)


def test_everybody_pinned_leaves_nothing_to_solve(engine, few_at_a_time):
    problem = Problem(np.ones((3, 3)), pinned=[(0, 2), (1, 0), (2, 1)])
    scaled = ScaledProblem.of(problem, SolveOptions())
    answer = matching.Assignment.of(scaled, assign_sparsely(scaled, engine=engine))
    assert answer.mentor_of.tolist() == [2, 0, 1]
    verify(problem, answer)


def test_so_many_mentors_that_a_flow_cannot_count_their_costs_are_solved(monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    problem = Problem(np.random.default_rng(0).random((30, 60_000)))
    answer = solve(problem)
    assert (answer.people, answer.gap) == (30, 0.0)
