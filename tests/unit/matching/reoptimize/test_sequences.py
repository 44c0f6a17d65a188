"""Any sequence of decisions leaves an assignment as good as a new one, also if it was stored."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Assignment, InvalidPinError, Problem, SolveOptions, solve, verify
from tests.unit.matching.brute_force import random_problem

CHANGES = ("ban", "ban matched", "ban mentor", "allow", "allow mentor", "pin", "release", "restore")


@st.composite
def rounds(draw):
    """Return a problem, of which one score may be a million times the others, and its options."""
    seed = draw(st.integers(1, 10**6).filter(lambda seed: seed % 10))  # others may be empty
    problem, options = random_problem(seed, max_size=7, units=(1.0, 1 / 3))
    scores = problem.scores.copy()
    factor = draw(st.sampled_from([1, 1, 1e6]))
    scores.flat[draw(st.integers(0, scores.size - 1))] *= factor
    return Problem(scores, problem.eligible, problem.mentor_capacity, problem.pinned), options


def restored(assignment, options):
    problem = assignment.problem
    copied = Problem(problem.scores, problem.eligible, problem.mentor_capacity, problem.pinned)
    return Assignment.restore(copied, SolveOptions(**options), assignment.state)


def change(assignment, options, kind, number):
    """Return the assignment after a change to a pair, a mentee or a mentor of this number."""
    mentees, mentors = assignment.problem.shape
    mentee, mentor = number % mentees, number // mentees % mentors
    match kind:
        case "ban":
            return assignment.without_pairs([(mentee, mentor)])
        case "ban matched":
            own = int(assignment.mentor_of[mentee])
            return assignment.without_pairs([(mentee, own)] if own >= 0 else [])
        case "ban mentor":
            pairs = [(other, mentor) for other in range(mentees)]
            pinned = set(assignment.problem.pinned)
            return assignment.without_pairs([pair for pair in pairs if pair not in pinned])
        case "allow":
            return assignment.with_pairs([(mentee, mentor)])
        case "allow mentor":
            return assignment.with_pairs([(other, mentor) for other in range(mentees)])
        case "pin":
            return assignment.with_pins([(mentee, mentor)])
        case "release":
            return assignment.without_pins(assignment.problem.pinned[: number % 3])
    return restored(assignment, options)


def assert_as_good_as_new(assignment, options):
    totals = verify(assignment.problem, assignment)  # capacities, pins, floor and prices, too
    new = solve(assignment.problem, **options)
    assert totals == (assignment.people, assignment.total)
    assert np.isclose(assignment.total, new.total, rtol=1e-9, atol=0)
    assert options["objective"] == "best_total" or assignment.people == new.people


@settings(max_examples=60, deadline=None)
@given(
    rounds(),
    st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 48)), min_size=4, max_size=12),
)
def test_any_sequence_of_decisions_is_as_good_as_a_new_solve(round_, changes):
    problem, options = round_
    assignment = solve(problem, **options)
    for kind, number in changes:
        try:
            assignment = change(assignment, options, kind, number)
        except InvalidPinError:
            continue  # the pin contradicts a rule, a capacity or another pin
        assert_as_good_as_new(assignment, options)


@settings(max_examples=30, deadline=None)
@given(rounds(), st.lists(st.integers(0, 48), min_size=1, max_size=5, unique=True))
def test_decisions_may_be_taken_back_in_any_order(round_, numbers):
    problem, options = round_
    mentees, mentors = problem.shape
    pairs = {(number % mentees, number // mentees % mentors) for number in numbers}
    pairs = [pair for pair in pairs if problem.eligible[pair] and pair not in problem.pinned]
    first = changed = solve(problem, **options)
    for pair in pairs:
        changed = changed.without_pairs([pair])
    for pair in sorted(pairs):
        changed = restored(changed, options).with_pairs([pair])
    assert np.array_equal(changed.problem.eligible, problem.eligible)
    assert np.isclose(changed.total, first.total, rtol=1e-9, atol=0)
    assert options["objective"] == "best_total" or changed.people == first.people
