"""A repaired answer is as good as a new one, and moves as few people as any could."""

import dataclasses

import numpy as np
import pytest

import matching.problem.scaled_problem
from matching import (
    InvalidAssignmentError,
    InvalidPinError,
    InvalidProblemError,
    Problem,
    solve,
    verify,
)
from tests.unit.matching.brute_force import best, drawn, outcome

WHOLE = (1.0, 0.5)


def terms_of(answer):
    return {
        "objective": answer.objective,
        "floor": answer.floor,
        "load_penalty": answer.load_penalty,
        "seed": answer.seed,
    }


def assert_as_good_as_new(answer):
    assert answer.gap == 0.0
    assert verify(answer.problem, answer) == (answer.people, answer.total)
    new = solve(answer.problem, **terms_of(answer))
    assert answer.total == pytest.approx(new.total, rel=1e-9)
    assert answer.objective == "best_total" or answer.people == new.people


def assert_fewest_moved(before, after):
    home = before.mentor_of
    people, total, moved = best(after.problem, home=home, **terms_of(after))
    assert outcome(after) == (people, total)
    assert -moved == (after.mentor_of != home).sum()


def loose(answer):
    pairs = [(i, int(j)) for i, j in enumerate(answer.mentor_of) if j >= 0]
    return [pair for pair in pairs if pair not in answer.problem.pinned]


@pytest.mark.parametrize("seed", range(100))
def test_rejecting_moves_as_few_as_an_optimum_can(seed):
    problem, options = drawn(seed, most=5, units=WHOLE)
    answer = solve(problem, **options)
    random = np.random.default_rng(seed)
    some = list(random.permutation(np.array(loose(answer), dtype=int).reshape(-1, 2)))
    for pairs in (some[:1], some[:3], some):
        after = answer.without_pairs(pairs)
        assert_fewest_moved(answer, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(100))
def test_pinning_moves_as_few_as_an_optimum_can(seed):
    problem, options = drawn(seed, most=5, units=WHOLE)
    answer = solve(problem, **options)
    random = np.random.default_rng(seed)
    for _ in range(4):
        order = random.permutation(problem.shape[0])[: random.integers(1, 4)]
        if not problem.shape[1]:
            return
        pairs = [(mentee, random.integers(problem.shape[1])) for mentee in order]
        try:
            after = answer.with_pins(pairs)
        except InvalidPinError as refusal:
            assert (refusal.mentee, refusal.mentor) in pairs  # noqa: PT017
            continue
        assert set(pairs) <= set(enumerate(after.mentor_of))
        assert_fewest_moved(answer, after)
        assert_as_good_as_new(after)


@pytest.mark.parametrize("seed", range(60))
def test_withdrawing_moves_as_few_as_an_optimum_can(seed):
    problem, options = drawn(seed, most=5, units=WHOLE)
    answer = solve(problem, **options)
    for mentor in range(problem.shape[1]):
        if mentor in {pinned for _, pinned in problem.pinned}:
            with pytest.raises(InvalidPinError):
                answer.without_mentor(mentor)
            continue
        after = answer.without_mentor(np.int64(mentor))
        assert not (after.mentor_of == mentor).any()
        assert_fewest_moved(answer, after)
        assert_as_good_as_new(after)


def one_change(random, answer):
    """Do one of the things that a coordinator may do, or give the answer as it was."""
    mentees, mentors = answer.problem.shape
    mentee, mentor = int(random.integers(mentees)), int(random.integers(mentors))
    what, own = random.random(), loose(answer)
    try:
        if what < 0.45 and own:
            return answer.without_pairs([own[random.integers(len(own))], (mentee, mentor)])
        if what < 0.85:
            return answer.with_pins([(mentee, mentor)])
        return answer.without_mentor(mentor)
    except InvalidPinError:
        return answer


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("seed", range(24))
def test_thirty_changes_in_a_row_stay_proven(seed, kept, monkeypatch):
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 10**7 if kept else 0)
    random = np.random.default_rng(seed)
    unit = float(random.choice([1.0, 1 / 3, 1e-9, 1e90]))
    problem = Problem(
        random.integers(0, 30, size=(12, 10)) * unit,
        random.random((12, 10)) < 0.8,
        random.integers(0, 4, size=10),
    )
    options = {"load_penalty": float(random.choice([0, 2, 40])) * unit, "seed": seed}
    answer = solve(problem, ["most_people", "best_total"][seed % 2], floor=3 * unit, **options)
    for step in range(30):
        answer = one_change(random, answer)
        verify(answer.problem, answer)
        if step % 6 == 5:
            assert_as_good_as_new(answer)


def paired_or_nobody(people=100):
    """Everybody has one mentor, or a mentor without a place: each loss is a person lost."""
    eligible = np.eye(people, dtype=bool)
    eligible[:, 50] = True
    capacity = np.ones(people, dtype=int)
    capacity[50] = 0
    scores = np.random.default_rng(0).random((people, people))
    return Problem(scores, eligible, capacity, pinned=[(0, 0)])


def test_a_hundred_people_may_lose_their_only_mentor_at_once():
    lost = [(mentee, mentee) for mentee in range(1, 100)]
    after = solve(paired_or_nobody()).without_pairs(lost)
    assert after.people == 1
    assert_as_good_as_new(after)


def test_a_hundred_mentors_may_withdraw_one_by_one():
    answer = solve(paired_or_nobody())
    for mentor in range(1, 100):
        answer = answer.without_mentor(mentor)
    assert answer.people == 1
    assert_as_good_as_new(answer)


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
def test_a_mentor_with_a_hundred_mentees_may_withdraw(objective):
    scores = np.random.default_rng(1).random((150, 4))
    answer = solve(Problem(scores, mentor_capacity=[100, 10**12, 0, 2]), objective)
    for mentor in (1, 3):
        answer = answer.without_mentor(mentor)
        assert_as_good_as_new(answer)


@pytest.mark.parametrize("seed", range(20))
def test_pins_may_swap_two_people(seed):
    scores = np.random.default_rng(seed).integers(0, 9, size=(6, 6)).astype(float)
    answer = solve(Problem(scores), seed=seed)
    one, two = answer.mentor_of[:2]
    after = answer.with_pins([(0, two), (1, one)])
    assert after.mentor_of.tolist() == [two, one, *answer.mentor_of[2:]]
    assert_as_good_as_new(after)


def test_pins_may_go_round_in_a_ring():
    answer = solve(Problem(np.eye(6) + 1))
    ring = [(mentee, (mentee + 1) % 6) for mentee in range(6)]
    assert answer.with_pins(ring).mentor_of.tolist() == [1, 2, 3, 4, 5, 0]


def test_pairs_may_be_lists_repeat_themselves_and_be_counted_by_numpy():
    answer = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    wanted = [[1, 0], (np.int64(1), np.int8(0)), np.array([1, 0])]
    assert answer.with_pins(wanted).mentor_of.tolist() == [1, 0]
    unwanted = [[0, 0], (np.int64(0), np.int8(0)), np.array([0, 0])]
    assert answer.without_pairs(iter(unwanted)).mentor_of.tolist() == [1, 0]


def test_rejecting_pairs_that_nobody_suggested_changes_nothing():
    answer = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    after = answer.without_pairs([(0, 1), (1, 0)])
    assert after.mentor_of.tolist() == answer.mentor_of.tolist()
    assert_as_good_as_new(after)


def test_pinning_what_is_suggested_changes_nobody():
    answer = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    after = answer.with_pins([(0, 0)]).with_pins([(0, 0), (1, 1)])
    assert after.mentor_of.tolist() == answer.mentor_of.tolist()
    assert after.problem.pinned == ((0, 0), (1, 1))
    assert_as_good_as_new(after)


def test_an_old_answer_is_not_changed_by_what_came_of_it():
    answer = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    matrix = answer.scaled.matrix.copy()
    answer.without_pairs([(0, 0)]).scaled.with_floor(5.0)
    answer.with_pins([(0, 1)])
    assert np.array_equal(answer.scaled.matrix, matrix)
    assert answer.mentor_of.tolist() == [0, 1]
    assert answer.opportunity_costs(0).points.tolist() == [0.0, 4.0]


def test_what_a_rejected_pair_was_worth_costs_a_new_solution_no_precision():
    after = solve(Problem([[1.0, 2.0, 1e90], [2.0, 1.0, 1e90]])).without_pairs([(0, 2), (1, 2)])
    assert solve(after.problem).mentor_of.tolist() == [1, 0]


CONTRADICTIONS = [
    ([(0, 2)], (0, 2), "not eligible"),
    ([(0, 0), (0, 1)], (0, 1), "pinned twice"),
    ([(0, 0), (1, 0)], (1, 0), "has more pins"),
    ([(2, 3)], (2, 3), "takes 0"),
    ([(2, 2)], (2, 2), "under the floor"),
    ([(3, 1)], (3, 1), "has more pins"),
]


@pytest.mark.parametrize(("pairs", "named", "why"), CONTRADICTIONS)
def test_a_contradiction_is_refused_and_names_the_pair(pairs, named, why):
    eligible = np.ones((5, 4), dtype=bool)
    eligible[0, 2] = False
    scores = np.full((5, 4), 5.0)
    scores[2, 2] = 1.0
    problem = Problem(scores, eligible, [1, 1, 1, 0], pinned=[(4, 1)])
    with pytest.raises(InvalidPinError, match=why) as refusal:
        solve(problem, floor=2.0).with_pins(pairs)
    assert (refusal.value.mentee, refusal.value.mentor) == named


def test_rejecting_a_pin_is_refused_and_names_the_pair():
    answer = solve(Problem(np.ones((2, 2)), pinned=[(1, 0)]))
    with pytest.raises(InvalidPinError) as refusal:
        answer.without_pairs([(0, 0), (1, 0)])
    assert (refusal.value.mentee, refusal.value.mentor) == (1, 0)


def test_pinning_what_was_rejected_is_refused():
    answer = solve(Problem(np.ones((2, 2)))).without_pairs([(1, 0)])
    with pytest.raises(InvalidPinError, match="not eligible"):
        answer.with_pins([(1, 0)])


@pytest.mark.parametrize("pair", [(2, 0), (0, -1), (0.0, 1), (True, 0), (0,), 7, "0", None])
@pytest.mark.parametrize("change", ["without_pairs", "with_pins"])
def test_a_broken_pair_is_refused_by_its_place(change, pair):
    answer = solve(Problem(np.ones((2, 2))))
    with pytest.raises(InvalidProblemError, match=r"pairs\[1\]"):
        getattr(answer, change)([(0, 0), pair])


@pytest.mark.parametrize("mentor", [2, -1, 0.0, True, "0", None])
def test_withdrawing_somebody_unknown_is_refused(mentor):
    with pytest.raises(InvalidProblemError, match="mentor"):
        solve(Problem(np.ones((2, 2)))).without_mentor(mentor)


def test_an_answer_that_is_not_proven_best_cannot_be_asked_what_else_there_could_be():
    answer = solve(Problem([[9.0, 4.0], [4.0, 3.0]]))
    unproven = dataclasses.replace(answer, bound=answer.total + 1)
    for ask in (
        lambda: unproven.without_pairs([(0, 0)]),
        lambda: unproven.with_pins([(0, 1)]),
        lambda: unproven.without_mentor(0),
        lambda: unproven.opportunity_costs(0),
    ):
        with pytest.raises(InvalidAssignmentError, match=r"1 points short .* without a tolerance"):
            ask()
