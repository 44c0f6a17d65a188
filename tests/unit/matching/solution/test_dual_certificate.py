"""Invalid certificates are refused, and so are valid ones of another assignment."""

import dataclasses

import numpy as np
import pytest

from matching import InvalidAssignmentError, Problem, solve, verify
from tests.unit.matching.brute_force import random_problem

PROBLEM = Problem([[9.0, 4.0], [8.0, 5.0], [7.0, 1.0]], mentor_capacity=[2, 2])


def with_changed_prices(assignment, **increases):
    """Return the assignment with something added to the named prices."""
    changed = {
        name: getattr(assignment.prices, name) + np.asarray(increase)
        for name, increase in increases.items()
    }
    return dataclasses.replace(assignment, prices=dataclasses.replace(assignment.prices, **changed))


@pytest.fixture(params=["most_people", "best_total"])
def assignment(request):
    return solve(PROBLEM, request.param, load_penalty=0.5)


@pytest.mark.parametrize("mentee", [0, 1, 2])
def test_a_mentee_price_that_is_too_low_is_refused(assignment, mentee):
    lower = np.zeros(3)
    lower[mentee] = -0.5
    with pytest.raises(InvalidAssignmentError, match=r"worth more than its prices|negative"):
        verify(PROBLEM, with_changed_prices(assignment, mentee_points=lower))


@pytest.mark.parametrize("mentee", [0, 1, 2])
def test_a_mentee_price_that_is_too_high_is_refused_by_the_bound(assignment, mentee):
    higher = np.zeros(3)
    higher[mentee] = 0.5
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(PROBLEM, with_changed_prices(assignment, mentee_points=higher))


def test_a_mentor_price_that_is_too_high_is_refused_by_the_bound(assignment):
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(PROBLEM, with_changed_prices(assignment, mentor_points=[1.0, 0.0]))


def test_a_negative_price_is_refused(assignment):
    with pytest.raises(InvalidAssignmentError, match="price of mentor 1 is negative"):
        verify(
            PROBLEM,
            with_changed_prices(assignment, mentor_points=[0.0, -99.0], mentor_people=[0, 0]),
        )
    people = [-1] * 3 if assignment.objective == "most_people" else [0] * 3
    with pytest.raises(InvalidAssignmentError, match=r"price of mentee \d is negative"):
        verify(
            PROBLEM,
            with_changed_prices(assignment, mentee_points=[-99.0] * 3, mentee_people=people),
        )


def test_a_bound_of_more_people_than_are_matched_is_refused():
    assignment = solve(PROBLEM, load_penalty=0.5)
    with pytest.raises(InvalidAssignmentError, match="prove a bound of 4 people, not 3"):
        verify(PROBLEM, with_changed_prices(assignment, mentee_people=[1, 0, 0]))


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["mentee_points", "mentor_points"])
def test_a_price_that_is_not_finite_is_refused(assignment, name, value):
    with pytest.raises(InvalidAssignmentError, match=f"prices.{name} is not . finite numbers"):
        verify(PROBLEM, with_changed_prices(assignment, **{name: value}))


@pytest.mark.parametrize(
    "name", ["mentee_points", "mentor_points", "mentee_people", "mentor_people"]
)
def test_a_missing_price_is_refused(assignment, name):
    prices = dataclasses.replace(assignment.prices, **{name: getattr(assignment.prices, name)[:-1]})
    with pytest.raises(InvalidAssignmentError, match=f"prices.{name} is not"):
        verify(PROBLEM, dataclasses.replace(assignment, prices=prices))


@pytest.mark.parametrize("change", [0.1, -0.1, np.nan, np.inf, -np.inf])
def test_a_bound_that_the_prices_do_not_prove_is_refused(assignment, change):
    with pytest.raises(InvalidAssignmentError, match="bound is"):
        verify(PROBLEM, dataclasses.replace(assignment, bound=assignment.bound + change))


def test_a_load_penalty_that_was_not_charged_is_refused(assignment):
    for load_penalty in (0.0, 0.4, 3.0):
        with pytest.raises(InvalidAssignmentError, match=r"total is"):
            verify(PROBLEM, dataclasses.replace(assignment, load_penalty=load_penalty))


def test_a_floor_above_a_chosen_pair_is_refused(assignment):
    with pytest.raises(InvalidAssignmentError, match=r"below the floor of 8\.5"):
        verify(PROBLEM, dataclasses.replace(assignment, floor=8.5))


def test_a_lower_floor_than_was_solved_for_is_refused():
    assignment = solve(PROBLEM, floor=8.5)
    with pytest.raises(InvalidAssignmentError, match="worth more than its prices"):
        verify(PROBLEM, dataclasses.replace(assignment, floor=0.0))


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
def test_invalid_options_are_refused(assignment, changes):
    (name,) = changes
    with pytest.raises(InvalidAssignmentError, match=f"^({name}|total) is"):
        verify(PROBLEM, dataclasses.replace(assignment, **changes))


@pytest.mark.parametrize("load_penalty", [float("nan"), -1.0])
def test_an_invalid_load_penalty_is_refused_even_if_no_mentor_takes_two(load_penalty):
    problem = Problem(np.ones((2, 2)))
    assignment = dataclasses.replace(solve(problem), load_penalty=load_penalty)
    with pytest.raises(InvalidAssignmentError, match=r"(load_penalty|total) is"):
        verify(problem, assignment)


def test_prices_of_most_people_do_not_prove_the_best_total():
    problem = Problem([[9, 4], [4, 0]], eligible=[[True, True], [True, False]])
    assignment = dataclasses.replace(solve(problem), objective="best_total")
    with pytest.raises(InvalidAssignmentError, match="people is not 0, though points alone count"):
        verify(problem, assignment)


def test_a_low_price_of_a_pinned_mentee_does_not_hide_a_poor_assignment():
    problem = Problem([[9, 0], [0, 9], [1, 9]], pinned=[(2, 1)])
    assignment = with_changed_prices(solve(problem, "best_total"), mentee_points=[0.0, 0.0, -9.0])
    poor = dataclasses.replace(
        assignment,
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
def test_no_worse_assignment_passes_with_the_optimal_prices(seed):
    problem, options = random_problem(seed, max_size=6, units=(1.0, 1 / 3))
    assignment = solve(problem, **options)
    unpinned = [
        pair for pair in enumerate(assignment.mentor_of.tolist()) if pair not in problem.pinned
    ]
    for mentee, mentor in unpinned:
        if mentor < 0:
            continue
        mentor_of = assignment.mentor_of.copy()
        mentor_of[mentee] = -1
        matched = np.flatnonzero(mentor_of >= 0)
        used = np.bincount(mentor_of[matched])
        total = problem.scores[matched, mentor_of[matched]].sum()
        total -= options["load_penalty"] * (used * (used - 1) // 2).sum()
        forged = dataclasses.replace(
            assignment,
            mentor_of=mentor_of,
            unmatched=tuple(np.flatnonzero(mentor_of < 0).tolist()),
            people=assignment.people - 1,
            total=float(total),
            bound=float(total),
        )
        if options["objective"] == "best_total" and total >= assignment.total - 1e-9:
            continue  # as good without that pair
        with pytest.raises(InvalidAssignmentError):
            verify(problem, forged)
