"""What holds for every problem, whatever its numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Problem, solve, verify
from tests.unit.matching.brute_force import drawn

quick = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 10**9)


def unique_optimum(seed):
    """Draw a problem in which no two answers have the same total: scores are powers of two."""
    problem, terms = drawn(seed, most=6, places=(1, 2, 3))
    size = problem.scores.size
    order = np.random.default_rng(seed).permutation(size)
    scores = (2.0**order).reshape(problem.shape)
    return Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned), {
        "objective": terms["objective"]
    }


@quick
@given(seeds, st.randoms(use_true_random=False))
def test_permuting_the_people_permutes_the_answer(seed, random):
    problem, terms = unique_optimum(seed)
    rows, columns = (random.sample(range(size), size) for size in problem.shape)
    shuffled = Problem(
        problem.scores[np.ix_(rows, columns)],
        problem.eligible[np.ix_(rows, columns)],
        problem.mentor_capacity[columns],
        [(rows.index(mentee), columns.index(mentor)) for mentee, mentor in problem.pinned],
    )
    names = np.array([*columns, -1])
    permuted = solve(shuffled, **terms, seed=1).mentor_of
    assert names[permuted].tolist() == solve(problem, **terms).mentor_of[rows].tolist()


@quick
@given(seeds, st.integers(1, 1000))
def test_raising_the_score_of_a_suggested_pair_keeps_it(seed, more):
    problem, terms = unique_optimum(seed)
    answer = solve(problem, **terms)
    for mentee in np.flatnonzero(answer.mentor_of >= 0)[:2]:
        scores = problem.scores.copy()
        scores[mentee, answer.mentor_of[mentee]] += more
        raised = Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned)
        assert solve(raised, **terms).mentor_of.tolist() == answer.mentor_of.tolist()


@quick
@given(seeds)
def test_nobody_could_do_better_at_the_prices(seed):
    problem, terms = drawn(seed, most=9)
    answer = solve(problem, **terms)
    mentees, mentors = answer.prices.steps(answer.scaled)
    free = answer.scaled.pinned_to < 0
    worth = answer.scaled.rows(np.arange(problem.shape[0]))
    assert (mentees[free] >= 0).all()
    assert (mentors >= 0).all()
    assert (mentees[free, np.newaxis] + mentors >= worth[free]).all()
    for mentee, mentor in enumerate(answer.mentor_of):
        if mentor >= 0:
            assert mentees[mentee] + mentors[mentor] == worth[mentee, mentor]
        elif free[mentee]:
            assert mentees[mentee] == 0


@quick
@given(seeds)
def test_one_more_mentor_makes_no_round_poorer(seed):
    problem, terms = drawn(seed, most=7)
    random = np.random.default_rng(seed)
    column = random.integers(0, 9, size=(problem.shape[0], 1)) * problem.scores.max(initial=0) / 8
    larger = Problem(
        np.hstack([problem.scores, column]),
        np.hstack([problem.eligible, random.random(column.shape) < 0.5]),
        [*problem.mentor_capacity, random.integers(0, 3)],
        problem.pinned,
    )
    before, after = solve(problem, **terms), solve(larger, **terms)
    if terms["objective"] == "most_people":
        assert after.people >= before.people
    if terms["objective"] == "best_total" or after.people == before.people:
        assert after.total >= before.total - 1e-9 * abs(before.total)


@quick
@given(seeds)
def test_no_answer_made_by_hand_exceeds_the_bound(seed):
    problem, terms = drawn(seed, most=9)
    answer = solve(problem, **terms)
    random = np.random.default_rng(seed)
    for _ in range(5):
        pairs, left = dict(problem.pinned), problem.mentor_capacity.copy()
        for mentor in pairs.values():
            left[mentor] -= 1
        for mentee, mentor in random.permutation(np.argwhere(problem.eligible)).tolist():
            good = problem.scores[mentee, mentor] >= terms["floor"]
            if mentee not in pairs and left[mentor] and good:
                pairs[mentee] = mentor
                left[mentor] -= 1
        used = np.bincount(list(pairs.values()), minlength=1)
        total = sum(problem.scores[pair] for pair in pairs.items())
        total -= terms["load_penalty"] * (used * (used - 1) // 2).sum()
        assert terms["objective"] == "best_total" or len(pairs) <= answer.people
        if terms["objective"] == "best_total" or len(pairs) == answer.people:
            assert total <= answer.bound + 1e-9 * abs(answer.bound)


@quick
@given(seeds, st.integers(0, 9))
def test_the_seed_changes_neither_people_nor_total(seed, other):
    problem, terms = drawn(seed, most=9)
    first, second = solve(problem, **terms), solve(problem, **{**terms, "seed": other})
    assert np.isclose(first.total, second.total, rtol=1e-12)
    assert first.people == second.people
    verify(problem, second)
