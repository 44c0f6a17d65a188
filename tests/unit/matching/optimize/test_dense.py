"""The optimum against brute force, and properties of every optimum."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matching import InvalidProblemError, Problem, solve, verify


def small_random_problem(seed):
    """Return up to 5×5, with ineligible pairs, capacities up to 3 and sometimes a pin."""
    rng = np.random.default_rng(seed)
    shape = rng.integers(0, 6, size=2)
    scores = rng.integers(0, 8, size=shape) / rng.choice([1.0, 3.0, 1e-6, 1e9])
    eligible = rng.random(shape) < rng.choice([0.2, 0.5, 1.0])
    capacity = rng.integers(0, 4, size=shape[1])
    possible = np.argwhere(eligible & (capacity > 0))
    pins = possible[:1].tolist() if seed % 3 == 0 else []
    return Problem(scores, eligible, capacity, [tuple(pin) for pin in pins])


def all_objective_values(problem):
    """Yield (people, total) of every feasible assignment."""
    mentees, mentors = problem.scores.shape
    for mentor_of in product(range(-1, mentors), repeat=mentees):
        pairs = [(i, j) for i, j in enumerate(mentor_of) if j >= 0]
        used = [mentor_of.count(j) for j in range(mentors)]
        if (
            all(problem.eligible[pair] for pair in pairs)
            and all(
                count <= limit for count, limit in zip(used, problem.mentor_capacity, strict=True)
            )
            and set(problem.pinned) <= set(pairs)
        ):
            yield len(pairs), sum(problem.scores[pair] for pair in pairs)


@pytest.mark.parametrize("seed", range(300))
def test_the_optimum_equals_brute_force(seed):
    problem = small_random_problem(seed)
    values = list(all_objective_values(problem))
    for objective, expected in (
        ("most_people", max(values)),
        ("best_total", max(total for _, total in values)),
    ):
        totals = verify(problem, solve(problem, objective, seed=seed))
        if objective == "most_people":
            assert totals.people == expected[0]
            assert totals.total == pytest.approx(expected[1], rel=1e-12)
        else:
            assert totals.total == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_leaves_everybody_unmatched(shape, objective):
    assignment = solve(Problem(np.zeros(shape)), objective)
    assert assignment.unmatched == tuple(range(shape[0]))
    assert (assignment.people, assignment.total) == (0, 0.0)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
def test_without_eligible_pairs_everybody_is_unmatched(objective):
    assignment = solve(Problem(np.ones((3, 3)), np.zeros((3, 3), dtype=bool)), objective)
    assert assignment.mentor_of.tolist() == [-1, -1, -1]


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("value", [0.0, 5e-324, 1.0, 1e99])
@pytest.mark.parametrize("shape", [(7, 3), (3, 7), (5, 5)])
def test_constant_scores_match_as_many_as_there_are_slots(shape, value, objective):
    assignment = solve(Problem(np.full(shape, value)), objective)
    assert assignment.people == min(shape)


@pytest.mark.parametrize("seed", range(20))
def test_a_pair_with_score_0_is_preferred_to_no_pair(seed):
    eligible = [[True, False], [False, True]]
    assignment = solve(Problem([[0.0, 9.0], [9.0, 5.0]], eligible), "best_total", seed=seed)
    assert assignment.mentor_of.tolist() == [0, 1]


def test_a_huge_score_of_an_ineligible_pair_costs_no_precision():
    scores = [[1.0, 2.0, 1e90], [2.0, 1.0, 1e90]]
    assignment = solve(Problem(scores, [[True, True, False]] * 2))
    assert assignment.mentor_of.tolist() == [1, 0]


def test_a_mentor_with_a_huge_capacity_takes_everybody():
    assignment = solve(Problem(np.ones((4, 2)), mentor_capacity=[10**12, 0]))
    assert assignment.mentor_of.tolist() == [0, 0, 0, 0]


def test_the_seed_breaks_ties_reproducibly():
    problem = Problem(np.ones((6, 6)))
    assignments = {tuple(solve(problem, seed=seed).mentor_of) for seed in range(10)}
    assert len(assignments) > 1
    assert tuple(solve(problem, seed=3).mentor_of) == tuple(solve(problem, seed=3).mentor_of)


def test_the_order_of_the_mentees_gives_no_advantage():
    problem = Problem(np.ones((10, 1)))
    chosen = [int(np.argmax(solve(problem, seed=seed).mentor_of)) for seed in range(200)]
    assert set(chosen) == set(range(10))


@pytest.mark.parametrize("objective", ["most-people", "", "greedy", None])
def test_an_unknown_objective_is_refused_and_the_options_named(objective):
    with pytest.raises(InvalidProblemError, match="most_people, best_total"):
        solve(Problem([[1.0]]), objective)


@pytest.mark.parametrize("seed", [-1, 1.5, "1", None, True])
def test_an_invalid_seed_is_refused(seed):
    with pytest.raises(InvalidProblemError, match="seed"):
        solve(Problem([[1.0]]), seed=seed)


def test_an_assignment_is_read_only_and_has_plain_types():
    assignment = solve(Problem([[1.5]]))
    with pytest.raises(ValueError, match="read-only"):
        assignment.mentor_of[0] = -1
    assert [type(value) for value in (assignment.total, assignment.people, assignment.seed)] == [
        float,
        int,
        int,
    ]
    assert all(type(mentee) is int for mentee in solve(Problem([[1.0], [1.0]])).unmatched)


shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))
integer_scores = arrays(np.float64, shapes, elements=st.integers(0, 50).map(float))
distinct_scores = shapes.flatmap(
    lambda shape: st.permutations(range(shape[0] * shape[1])).map(
        # Sums of distinct powers of two all differ, so the optimum is unique.
        lambda order: 2.0 ** np.array(order, dtype=float).reshape(shape)
    )
)


@given(distinct_scores, st.randoms(use_true_random=False), st.integers(0, 9))
def test_permuting_the_people_permutes_the_assignment(scores, random, seed):
    rows, columns = list(range(scores.shape[0])), list(range(scores.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    original = solve(Problem(scores), seed=seed).mentor_of
    permuted = solve(Problem(scores[np.ix_(rows, columns)]), seed=seed).mentor_of
    mentor_at = np.array([*columns, -1])
    assert mentor_at[permuted].tolist() == original[rows].tolist()


@given(distinct_scores, st.integers(1, 1000))
def test_raising_the_score_of_a_chosen_pair_keeps_it(scores, raised):
    mentor_of = solve(Problem(scores)).mentor_of
    mentee = int(np.argmax(mentor_of >= 0))
    better = scores.copy()
    better[mentee, mentor_of[mentee]] += raised
    assert solve(Problem(better)).mentor_of[mentee] == mentor_of[mentee]


@given(integer_scores, st.sampled_from(["most_people", "best_total"]), st.data())
def test_the_total_is_never_below_a_greedy_assignment(scores, objective, data):
    order = data.draw(st.permutations(range(len(scores))))
    free, total = set(range(scores.shape[1])), 0.0
    for mentee in order:
        if free:
            best = max(free, key=lambda mentor, row=scores[mentee]: row[mentor])
            free.remove(best)
            total += scores[mentee, best]
    assert solve(Problem(scores), objective).total >= total


@given(integer_scores, st.data())
def test_inputs_are_never_changed(scores, data):
    eligible = data.draw(arrays(np.bool_, scores.shape))
    capacity = data.draw(arrays(np.int64, scores.shape[1], elements=st.integers(0, 3)))
    before = scores.copy(), eligible.copy(), capacity.copy()
    solve(Problem(scores, eligible, capacity))
    for array, copy in zip((scores, eligible, capacity), before, strict=True):
        assert np.array_equal(array, copy)
        assert array.flags.writeable
