"""Every kind of tampering with an assignment is refused, without a solver."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import matching
from matching import InvalidAssignmentError, Problem, solve, verify

PROBLEM = Problem(
    scores=[[5.0, 1.0, 0.0], [4.0, 2.0, 0.0], [3.0, 3.0, 0.0]],
    eligible=[[True, True, False]] * 3,
    mentor_capacity=[1, 1, 1],
    pinned=[(1, 1)],
)


def tampered(**changes):
    return dataclasses.replace(solve(PROBLEM), **changes)


def test_an_optimal_assignment_is_verified():
    assert verify(PROBLEM, solve(PROBLEM)) == (2, 7.0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"mentor_of": np.array([0, 1])}, r"shape \(2,\), not \(3,\)"),
        ({"mentor_of": np.array([[0, 1, -1]])}, r"shape \(1, 3\)"),
        ({"mentor_of": np.array([0.0, 1.0, -1.0])}, "holds float64"),
        ({"mentor_of": np.array([0, 1, 3])}, r"mentor_of\[2\] is 3; there are 3"),
        ({"mentor_of": np.array([0, 1, -2])}, r"mentor_of\[2\] is -2"),
        ({"mentor_of": np.array([0, 1, 2])}, r"mentor_of\[2\] is 2: .* not eligible"),
        ({"mentor_of": np.array([0, 1, 0])}, "mentor 0 has 2 mentees and takes 1"),
        ({"mentor_of": np.array([1, 0, -1])}, r"mentor_of\[1\] is 0; the pin requires 1"),
        ({"mentor_of": np.array([0, -1, 1])}, r"mentor_of\[1\] is -1; the pin requires 1"),
        ({"unmatched": ()}, "unmatched is"),
        ({"unmatched": (1,)}, "unmatched is"),
        ({"people": 3}, "people is 3; counted 2"),
        ({"total": 7.1}, r"total is 7\.1; counted 7\.0"),
        ({"total": float("nan")}, "total is nan"),
    ],
)
def test_a_tampered_assignment_is_refused_by_its_first_violation(changes, message):
    with pytest.raises(InvalidAssignmentError, match=message):
        verify(PROBLEM, tampered(**changes))


def test_an_assignment_of_another_problem_is_refused():
    with pytest.raises(InvalidAssignmentError):
        verify(PROBLEM, solve(Problem(np.ones((3, 3)))))


def test_verify_imports_no_solver():
    program = (
        "import sys, types; package = types.ModuleType('matching'); "
        "package.__path__ = ['matching']; sys.modules['matching'] = package; "
        "import matching.solution.verify; sys.exit('scipy' in sys.modules)"
    )
    root = Path(matching.__file__).parents[1]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
