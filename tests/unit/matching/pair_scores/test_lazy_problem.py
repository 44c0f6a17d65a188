"""A lazy problem has the same optimum as a dense one, on any executor."""

import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import Problem, solve, verify
from matching.errors import InvalidPinError, MatchingError
from matching.pair_scores.lazy_problem import LazyProblem
from matching.pair_scores.pair_scores import PairScores
from matching.parallel import blocks
from matching.parallel.dask_cluster import _check_workers, cluster
from tests.unit.matching.pair_scores.test_pair_scores import CROSS, random_side

CAPACITY = np.random.default_rng(0).integers(0, 3, size=40)


@pytest.fixture(scope="module")
def pair_scores():
    return PairScores.of(CROSS, random_side(1, "mentees", 60), random_side(2, "mentors", 40))


@pytest.fixture(scope="module")
def dense(pair_scores):
    return Problem(*pair_scores.rows(np.arange(len(pair_scores.mentees))), mentor_capacity=CAPACITY)


@pytest.fixture
def lazy(pair_scores, monkeypatch):
    """No scores are kept in memory, and a block is a few mentees."""
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    monkeypatch.setattr(blocks, "MAX_BLOCK_PAIRS", 400)
    monkeypatch.setattr(blocks, "MIN_BLOCK_MENTEES", 1)
    return LazyProblem(pair_scores, CAPACITY)


def assert_same_optimum(assignment, expected):
    assert (assignment.people, assignment.gap) == (expected.people, 0.0)
    assert assignment.total == pytest.approx(expected.total, rel=1e-9)


@pytest.fixture(scope="module")
def expected(dense):
    return solve(dense)


@pytest.mark.parametrize("options", [{}, {"floor": 2.0}, {"load_penalty": 0.7}, {"floor": "auto"}])
def test_the_optimum_equals_that_of_the_dense_problem(lazy, dense, options, monkeypatch):
    assignment = solve(lazy, **options)
    verify(lazy, assignment)
    verify(dense, assignment)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7)
    assert_same_optimum(assignment, solve(dense, **options))


def test_opportunity_costs_equal_those_of_the_dense_problem(lazy, expected):
    assignment = solve(lazy)
    for mentee in range(0, 60, 7):
        costs, dense_costs = (
            assignment.opportunity_costs(mentee),
            expected.opportunity_costs(mentee),
        )
        assert costs.people.tolist() == dense_costs.people.tolist()
        assert costs.points == pytest.approx(dense_costs.points, abs=1e-6)


def test_changes_give_the_same_optimum_as_changes_of_the_dense_problem(lazy, expected):
    assignment = solve(lazy)
    pairs = [(i, int(j)) for i, j in enumerate(assignment.mentor_of) if j >= 0]
    mentor = pairs[5][1]
    changed = assignment.without_pairs(pairs[:2]).with_pins(pairs[2:4])
    changed_dense = expected.without_pairs(pairs[:2]).with_pins(pairs[2:4])
    if mentor not in {pinned for _, pinned in pairs[2:4]}:
        changed = changed.without_mentor(mentor)
        changed_dense = changed_dense.without_mentor(mentor)
    assert_same_optimum(changed, changed_dense)
    verify(changed.problem, changed)
    with pytest.raises(InvalidPinError):
        changed.without_pairs(pairs[2:3])


def test_pairs_and_pins_come_and_go_as_in_the_dense_problem(lazy, dense, expected):
    pairs = [(i, int(j)) for i, j in enumerate(expected.mentor_of) if j >= 0][:4]
    broken = np.argwhere(~dense.eligible)[:3].tolist()
    changed, changed_dense = (
        assignment.without_pairs(pairs[:2])
        .with_pairs([*pairs[:2], *broken])
        .with_pins(pairs[2:])
        .without_pins(pairs[2:])
        for assignment in (solve(lazy), solve(dense))
    )
    assert_same_optimum(changed, changed_dense)
    verify(changed.problem, changed)
    assert changed.problem.is_eligible(*broken[0])
    assert not changed.without_pairs(broken).problem.is_eligible(*broken[0])


def test_threads_give_the_same_optimum(lazy, expected):
    with ThreadPoolExecutor(2) as threads:
        assert_same_optimum(solve(lazy, executor=threads), expected)


@pytest.mark.slow
def test_processes_give_the_same_optimum(lazy, expected):
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as processes:
        assert_same_optimum(solve(lazy, executor=processes), expected)


def test_progress_is_reported_in_order(lazy):
    reports = []
    solve(lazy, progress=lambda *report: reports.append(report))
    scoring = [done for stage, done, _ in reports if stage == "scoring"]
    assert scoring == list(range(0, 60, 10))
    assert {total for *_, total in reports} == {60}


@pytest.mark.slow
def test_a_cluster_gives_the_same_optimum(lazy, expected):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0"
        ) as running,
        cluster(running.scheduler_address) as executor,
    ):
        assert_same_optimum(solve(lazy, executor=executor), expected)
        assert executor.submit(sum, [1, 2]).result() == 3


def test_a_cluster_without_workers_is_refused():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(MatchingError, match="has no workers"),
        cluster(empty.scheduler_address),
    ):
        pass


class ClientWithoutLibrary:
    """A Dask client whose workers cannot import the library."""

    def run_on_scheduler(self, work, *args):
        raise ModuleNotFoundError("No module named 'matching'")


def test_workers_without_the_library_are_refused_with_a_hint():
    with pytest.raises(
        MatchingError, match=r"cannot import the library.*scheduler and workers where"
    ):
        _check_workers(ClientWithoutLibrary(), "tcp://somewhere:8786")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MatchingError, match=r"cluster"),
        cluster("tcp://127.0.0.1:1"),
    ):
        pass
