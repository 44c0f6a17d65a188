"""Properties that hold for every problem, whatever its numbers."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching import Problem, solve, verify
from tests.unit.matching.brute_force import random_problem

quick = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 10**9)


def rounding_error(problem):
    """Return what a sum of scores may be off by: a total near 0 can be made of large terms."""
    return 1e-9 * problem.scores.sum()


def problem_with_unique_optimum(seed):
    """Return a problem whose assignments have different totals: scores are powers of two."""
    problem, options = random_problem(seed, max_size=6, max_capacities=(1, 2, 3))
    size = problem.scores.size
    order = np.random.default_rng(seed).permutation(size)
    scores = (2.0**order).reshape(problem.shape)
    return Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned), {
        "objective": options["objective"]
    }


@quick
@given(seeds, st.randoms(use_true_random=False))
def test_permuting_the_people_permutes_the_assignment(seed, random):
    problem, options = problem_with_unique_optimum(seed)
    rows, columns = (random.sample(range(size), size) for size in problem.shape)
    shuffled = Problem(
        problem.scores[np.ix_(rows, columns)],
        problem.eligible[np.ix_(rows, columns)],
        problem.mentor_capacity[columns],
        [(rows.index(mentee), columns.index(mentor)) for mentee, mentor in problem.pinned],
    )
    mentor_at = np.array([*columns, -1])
    permuted = solve(shuffled, **options, seed=1).mentor_of
    assert mentor_at[permuted].tolist() == solve(problem, **options).mentor_of[rows].tolist()


@quick
@given(seeds, st.integers(1, 1000))
def test_raising_the_score_of_a_chosen_pair_keeps_it(seed, increase):
    problem, options = problem_with_unique_optimum(seed)
    assignment = solve(problem, **options)
    for mentee in np.flatnonzero(assignment.mentor_of >= 0)[:2]:
        scores = problem.scores.copy()
        scores[mentee, assignment.mentor_of[mentee]] += increase
        raised = Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned)
        assert solve(raised, **options).mentor_of.tolist() == assignment.mentor_of.tolist()


@quick
@given(seeds)
def test_prices_satisfy_the_dual_constraints_and_complementary_slackness(seed):
    problem, options = random_problem(seed, max_size=9)
    assignment = solve(problem, **options)
    mentee_prices, mentor_prices = assignment.prices.to_ints(assignment.scaled)
    unpinned = assignment.scaled.pinned_to < 0
    values = assignment.scaled.rows(np.arange(problem.shape[0]))
    assert (mentee_prices[unpinned] >= 0).all()
    assert (mentor_prices >= 0).all()
    assert (mentee_prices[unpinned, np.newaxis] + mentor_prices >= values[unpinned]).all()
    for mentee, mentor in enumerate(assignment.mentor_of):
        if mentor >= 0:
            assert mentee_prices[mentee] + mentor_prices[mentor] == values[mentee, mentor]
        elif unpinned[mentee]:
            assert mentee_prices[mentee] == 0


@quick
@given(seeds)
def test_one_more_mentor_never_lowers_the_optimum(seed):
    problem, options = random_problem(seed, max_size=7)
    rng = np.random.default_rng(seed)
    column = rng.integers(0, 9, size=(problem.shape[0], 1)) * problem.scores.max(initial=0) / 8
    larger = Problem(
        np.hstack([problem.scores, column]),
        np.hstack([problem.eligible, rng.random(column.shape) < 0.5]),
        [*problem.mentor_capacity, rng.integers(0, 3)],
        problem.pinned,
    )
    before, after = solve(problem, **options), solve(larger, **options)
    if options["objective"] == "most_people":
        assert after.people >= before.people
    if options["objective"] == "best_total" or after.people == before.people:
        assert after.total >= before.total - rounding_error(problem)


@quick
@given(seeds)
@example(8114)  # scores that a load penalty cancels, but for the last binary digit
def test_no_greedy_assignment_exceeds_the_bound(seed):
    problem, options = random_problem(seed, max_size=9)
    assignment = solve(problem, **options)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        pairs, free = dict(problem.pinned), problem.mentor_capacity.copy()
        for mentor in pairs.values():
            free[mentor] -= 1
        for mentee, mentor in rng.permutation(np.argwhere(problem.eligible)).tolist():
            reaches_floor = problem.scores[mentee, mentor] >= options["floor"]
            if mentee not in pairs and free[mentor] and reaches_floor:
                pairs[mentee] = mentor
                free[mentor] -= 1
        used = np.bincount(list(pairs.values()), minlength=1)
        total = sum(problem.scores[pair] for pair in pairs.items())
        total -= options["load_penalty"] * (used * (used - 1) // 2).sum()
        assert options["objective"] == "best_total" or len(pairs) <= assignment.people
        if options["objective"] == "best_total" or len(pairs) == assignment.people:
            assert total <= assignment.bound + rounding_error(problem)


@quick
@given(seeds, st.integers(0, 9))
def test_the_seed_changes_neither_people_nor_total(seed, other_seed):
    problem, options = random_problem(seed, max_size=9)
    first, second = solve(problem, **options), solve(problem, **{**options, "seed": other_seed})
    assert np.isclose(first.total, second.total, rtol=1e-12)
    assert first.people == second.people
    verify(problem, second)
