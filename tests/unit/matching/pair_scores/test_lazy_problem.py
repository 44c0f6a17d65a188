"""A problem computed block by block has the answer of one held in memory, wherever it runs."""

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
from matching.parallel.dask_cluster import _refuse_unready, cluster
from tests.unit.matching.pair_scores.test_pair_scores import CROSS, round_of

PLACES = np.random.default_rng(0).integers(0, 3, size=40)


@pytest.fixture(scope="module")
def compared():
    return PairScores.of(CROSS, round_of(1, "mentees", 60), round_of(2, "mentors", 40))


@pytest.fixture(scope="module")
def held(compared):
    return Problem(*compared.rows(np.arange(len(compared.mentees))), mentor_capacity=PLACES)


@pytest.fixture
def blockwise(compared, monkeypatch):
    """Nothing is kept, and a block is a few mentees."""
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    monkeypatch.setattr(blocks, "CELLS", 400)
    monkeypatch.setattr(blocks, "LOWEST", 1)
    return LazyProblem(compared, PLACES)


def assert_same(one, two):
    assert (one.people, one.gap) == (two.people, 0.0)
    assert one.total == pytest.approx(two.total, rel=1e-9)


@pytest.fixture(scope="module")
def wanted(held):
    return solve(held)


@pytest.mark.parametrize("options", [{}, {"floor": 2.0}, {"load_penalty": 0.7}, {"floor": "auto"}])
def test_blocks_give_the_answer_of_the_whole(blockwise, held, options, monkeypatch):
    answer = solve(blockwise, **options)
    verify(blockwise, answer)
    verify(held, answer)
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7)
    assert_same(answer, solve(held, **options))


def test_blocks_tell_the_costs_of_the_whole(blockwise, wanted):
    answer = solve(blockwise)
    for mentee in range(0, 60, 7):
        costs, whole = answer.opportunity_costs(mentee), wanted.opportunity_costs(mentee)
        assert costs.people.tolist() == whole.people.tolist()
        assert costs.points == pytest.approx(whole.points, abs=1e-6)


def test_changes_to_blocks_are_changes_to_the_whole(blockwise, wanted):
    answer = solve(blockwise)
    pairs = [(i, int(j)) for i, j in enumerate(answer.mentor_of) if j >= 0]
    mentor = pairs[5][1]
    changed = answer.without_pairs(pairs[:2]).with_pins(pairs[2:4])
    whole = wanted.without_pairs(pairs[:2]).with_pins(pairs[2:4])
    if mentor not in {pinned for _, pinned in pairs[2:4]}:
        changed, whole = changed.without_mentor(mentor), whole.without_mentor(mentor)
    assert_same(changed, whole)
    verify(changed.problem, changed)
    with pytest.raises(InvalidPinError):
        changed.without_pairs(pairs[2:3])


def test_threads_find_the_same(blockwise, wanted):
    with ThreadPoolExecutor(2) as threads:
        assert_same(solve(blockwise, executor=threads), wanted)


def test_processes_find_the_same(blockwise, wanted):
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as processes:
        assert_same(solve(blockwise, executor=processes), wanted)


def test_progress_is_told_in_order(blockwise):
    told = []
    solve(blockwise, progress=lambda *what: told.append(what))
    scoring = [done for stage, done, _ in told if stage == "scoring"]
    assert scoring == list(range(0, 60, 10))
    assert {total for *_, total in told} == {60}


def test_a_cluster_finds_the_same(blockwise, wanted):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0"
        ) as running,
        cluster(running.scheduler_address) as executor,
    ):
        assert_same(solve(blockwise, executor=executor), wanted)
        assert executor.submit(sum, [1, 2]).result() == 3


def test_a_cluster_without_workers_is_refused():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(MatchingError, match="has no workers"),
        cluster(empty.scheduler_address),
    ):
        pass


class Ignorant:
    """A client whose workers lack the library."""

    def run_on_scheduler(self, work, *arguments):
        raise ModuleNotFoundError("No module named 'matching'")


def test_workers_that_lack_the_library_are_refused_with_what_to_do():
    with pytest.raises(
        MatchingError, match=r"cannot import the library.*scheduler and workers where"
    ):
        _refuse_unready(Ignorant(), "tcp://somewhere:8786")


def test_without_the_extra_a_cluster_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MatchingError, match=r"cluster"),
        cluster("tcp://127.0.0.1:1"),
    ):
        pass
