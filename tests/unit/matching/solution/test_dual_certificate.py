"""A proof that does not hold is refused, and so is a true proof of something else."""

import dataclasses

import numpy as np
import pytest

from matching import InvalidAssignmentError, Problem, solve, verify
from tests.unit.matching.brute_force import drawn

SPREAD = Problem([[9.0, 4.0], [8.0, 5.0], [7.0, 1.0]], mentor_capacity=[2, 2])


def priced(answer, **arrays):
    """Change some prices: each name comes with what is added."""
    changed = {
        name: getattr(answer.prices, name) + np.asarray(more) for name, more in arrays.items()
    }
    return dataclasses.replace(answer, prices=dataclasses.replace(answer.prices, **changed))


@pytest.fixture(params=["most_people", "best_total"])
def answer(request):
    return solve(SPREAD, request.param, load_penalty=0.5)


@pytest.mark.parametrize("mentee", [0, 1, 2])
def test_a_mentee_priced_too_low_is_refused(answer, mentee):
    lower = np.zeros(3)
    lower[mentee] = -0.5
    with pytest.raises(InvalidAssignmentError, match=r"worth more than its prices|negative"):
        verify(SPREAD, priced(answer, mentee_points=lower))


@pytest.mark.parametrize("mentee", [0, 1, 2])
def test_a_mentee_priced_too_high_is_refused_by_the_bound(answer, mentee):
    higher = np.zeros(3)
    higher[mentee] = 0.5
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(SPREAD, priced(answer, mentee_points=higher))


def test_a_mentor_priced_too_high_is_refused_by_the_bound(answer):
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(SPREAD, priced(answer, mentor_points=[1.0, 0.0]))


def test_a_negative_price_is_refused(answer):
    with pytest.raises(InvalidAssignmentError, match="price of mentor 1 is negative"):
        verify(SPREAD, priced(answer, mentor_points=[0.0, -99.0], mentor_people=[0, 0]))
    people = [-1] * 3 if answer.objective == "most_people" else [0] * 3
    with pytest.raises(InvalidAssignmentError, match=r"price of mentee \d is negative"):
        verify(SPREAD, priced(answer, mentee_points=[-99.0] * 3, mentee_people=people))


def test_room_for_more_people_than_are_matched_is_refused():
    answer = solve(SPREAD, load_penalty=0.5)
    with pytest.raises(InvalidAssignmentError, match="leave room for 4 people, not 3"):
        verify(SPREAD, priced(answer, mentee_people=[1, 0, 0]))


@pytest.mark.parametrize("broken", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["mentee_points", "mentor_points"])
def test_a_price_that_is_no_number_is_refused(answer, name, broken):
    with pytest.raises(InvalidAssignmentError, match=f"prices.{name} is not . finite numbers"):
        verify(SPREAD, priced(answer, **{name: broken}))


@pytest.mark.parametrize(
    "name", ["mentee_points", "mentor_points", "mentee_people", "mentor_people"]
)
def test_a_missing_price_is_refused(answer, name):
    prices = dataclasses.replace(answer.prices, **{name: getattr(answer.prices, name)[:-1]})
    with pytest.raises(InvalidAssignmentError, match=f"prices.{name} is not"):
        verify(SPREAD, dataclasses.replace(answer, prices=prices))


@pytest.mark.parametrize("more", [0.1, -0.1, np.nan, np.inf, -np.inf])
def test_a_bound_that_the_prices_do_not_prove_is_refused(answer, more):
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(SPREAD, dataclasses.replace(answer, bound=answer.bound + more))


def test_a_load_penalty_that_was_not_charged_is_refused(answer):
    for load_penalty in (0.0, 0.4, 3.0):
        with pytest.raises(InvalidAssignmentError, match=r"total is"):
            verify(SPREAD, dataclasses.replace(answer, load_penalty=load_penalty))


def test_a_floor_over_a_suggested_pair_is_refused(answer):
    with pytest.raises(InvalidAssignmentError, match=r"under the floor of 8\.5"):
        verify(SPREAD, dataclasses.replace(answer, floor=8.5))


def test_a_floor_that_was_not_kept_open_is_refused():
    answer = solve(SPREAD, floor=8.5)
    with pytest.raises(InvalidAssignmentError, match="worth more than its prices"):
        verify(SPREAD, dataclasses.replace(answer, floor=0.0))


@pytest.mark.parametrize(
    "changes",
    [
        {"floor": float("nan")},
        {"floor": -1.0},
        {"load_penalty": float("nan")},
        {"load_penalty": -1.0},
        {"objective": "fairest"},
    ],
)
def test_terms_that_could_not_have_been_asked_for_are_refused(answer, changes):
    (name,) = changes
    with pytest.raises(InvalidAssignmentError, match=f"^({name}|total) is"):
        verify(SPREAD, dataclasses.replace(answer, **changes))


@pytest.mark.parametrize("load_penalty", [float("nan"), -1.0])
def test_a_broken_load_penalty_is_refused_though_nobody_takes_two(load_penalty):
    problem = Problem(np.ones((2, 2)))
    answer = dataclasses.replace(solve(problem), load_penalty=load_penalty)
    with pytest.raises(InvalidAssignmentError, match=r"(load_penalty|total) is"):
        verify(problem, answer)


def test_most_people_is_no_proof_of_the_best_total():
    problem = Problem([[9, 4], [4, 0]], eligible=[[True, True], [True, False]])
    answer = dataclasses.replace(solve(problem), objective="best_total")
    with pytest.raises(InvalidAssignmentError, match="people is not 0, though points alone count"):
        verify(problem, answer)


def test_a_pinned_mentee_priced_too_low_does_not_hide_a_poor_answer():
    problem = Problem([[9, 0], [0, 9], [1, 9]], pinned=[(2, 1)])
    answer = priced(solve(problem, "best_total"), mentee_points=[0.0, 0.0, -9.0])
    poor = dataclasses.replace(
        answer,
        mentor_of=np.array([-1, -1, 1]),
        unmatched=(0, 1),
        people=1,
        total=9.0,
        bound=9.0,
    )
    with pytest.raises(
        InvalidAssignmentError, match=r"pair \(2, 1\) is worth more than its prices"
    ):
        verify(problem, poor)


@pytest.mark.parametrize("seed", range(80))
def test_no_poorer_answer_passes_with_the_prices_of_the_best(seed):
    problem, terms = drawn(seed, most=6, units=(1.0, 1 / 3))
    answer = solve(problem, **terms)
    loose = [pair for pair in enumerate(answer.mentor_of.tolist()) if pair not in problem.pinned]
    for mentee, mentor in loose:
        if mentor < 0:
            continue
        without = answer.mentor_of.copy()
        without[mentee] = -1
        matched = np.flatnonzero(without >= 0)
        used = np.bincount(without[matched])
        total = problem.scores[matched, without[matched]].sum()
        total -= terms["load_penalty"] * (used * (used - 1) // 2).sum()
        forged = dataclasses.replace(
            answer,
            mentor_of=without,
            unmatched=tuple(np.flatnonzero(without < 0).tolist()),
            people=answer.people - 1,
            total=float(total),
            bound=float(total),
        )
        if terms["objective"] == "best_total" and total >= answer.total - 1e-9:
            continue  # as good without that pair
        with pytest.raises(InvalidAssignmentError):
            verify(problem, forged)
