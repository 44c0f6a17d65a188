"""A problem is validated once, and errors name the invalid entry."""

import dataclasses

import numpy as np
import pytest

from matching import InvalidPinError, InvalidProblemError, Problem

TWO_BY_TWO = [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scores": [[1, 2], [3, float("nan")]]}, r"scores\[1, 1\] is nan"),
        ({"scores": [[1, float("inf")]]}, r"scores\[0, 1\] is inf"),
        ({"scores": [[1, -2.5]]}, r"scores\[0, 1\] is -2\.5"),
        ({"scores": [[1e300]]}, r"scores\[0, 0\] is 1e\+300"),
        ({"scores": [1, 2]}, "scores has 1 dimensions, not 2"),
        ({"scores": [[1], [2, 3]]}, "scores is not a regular array"),
        ({"scores": [["a"]]}, "scores holds <U1, not numbers"),
        ({"scores": [[True]]}, "scores holds bool"),
        ({"scores": [[1j]]}, "scores holds complex128"),
        ({"scores": [[None]]}, "scores holds object"),
        ({"eligible": [[True, False]]}, r"eligible has shape \(1, 2\)"),
        ({"eligible": [[1, 0], [1, 1]]}, "eligible holds int64"),
        ({"mentor_capacity": [1]}, r"mentor_capacity has shape \(1,\)"),
        ({"mentor_capacity": [1, -1]}, r"mentor_capacity\[1\] is -1"),
        ({"mentor_capacity": [1.5, 1]}, r"mentor_capacity\[0\] is 1\.5"),
        ({"mentor_capacity": [1, float("nan")]}, r"mentor_capacity\[1\] is nan"),
        ({"mentor_capacity": [1, float("inf")]}, r"mentor_capacity\[1\] is inf"),
        ({"mentor_capacity": [1, 1e30]}, r"mentor_capacity\[1\] is 1e\+30"),
        ({"mentor_capacity": ["lots", "1"]}, "mentor_capacity holds <U4"),
        ({"pinned": [(2, 0)]}, r"pinned\[0\] names mentee 2; there are 2"),
        ({"pinned": [(0, 0), (1, -1)]}, r"pinned\[1\] names mentor -1; there are 2"),
        ({"pinned": [(0.5, 0)]}, r"pinned\[0\] names mentee 0\.5, not an index"),
        ({"pinned": [(True, 0)]}, r"pinned\[0\] names mentee True"),
        ({"pinned": [(1, 0, 1)]}, r"pinned\[0\] is \(1, 0, 1\), not a pair"),
        ({"pinned": [7]}, r"pinned\[0\] is 7, not a pair"),
    ],
)
def test_an_invalid_argument_is_refused_by_name_and_index(arguments, message):
    with pytest.raises(InvalidProblemError, match=message):
        Problem(**{"scores": TWO_BY_TWO, **arguments})


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"eligible": [[True, False], [True, True]], "pinned": [(0, 1)]}, "not eligible"),
        ({"pinned": [(0, 1), (0, 0)]}, "pinned twice"),
        ({"pinned": [(0, 1), (1, 1)]}, "takes 1 and has more pins"),
        ({"mentor_capacity": [0, 1], "pinned": [(0, 0)]}, "takes 0 and has more pins"),
    ],
)
def test_a_contradictory_pin_is_refused(arguments, reason):
    with pytest.raises(InvalidPinError, match=reason) as raised:
        Problem(TWO_BY_TWO, **arguments)
    assert raised.value.reason in str(raised.value)


def test_nan_is_refused_even_if_the_pair_is_not_eligible():
    with pytest.raises(InvalidProblemError, match=r"scores\[0, 0\] is nan"):
        Problem([[float("nan")]], eligible=[[False]])


def test_a_problem_copies_its_inputs_and_cannot_be_changed():
    scores = np.array(TWO_BY_TWO)
    problem = Problem(scores)
    scores[0, 0] = 99
    assert problem.scores[0, 0] == 1.0
    for array in (problem.scores, problem.eligible, problem.mentor_capacity):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.pinned = ()


def test_capacities_may_be_whole_floats():
    assert Problem([[1]], mentor_capacity=[2.0]).mentor_capacity.tolist() == [2]


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
def test_either_side_may_be_empty(shape):
    assert Problem(np.zeros(shape)).eligible.shape == shape
