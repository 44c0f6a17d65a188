"""The document of a proof: pseudonyms, bans, and results that have no proof."""

import dataclasses
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import matching
from matching import (
    Assignment,
    InvalidAssignmentError,
    InvalidOutputError,
    InvalidProblemError,
    Problem,
    SolveOptions,
    solve,
)
from matching.output.proof import document
from matching.output.proof.document import check_proof_size, proof_document
from matching.output.proof.file import proof_bytes
from tests.unit.matching.output.proof.proof_checker import check_proof

SIZE = 40
PINS = [(3, 5), (0, 7), (20, 1)]
SCORES = np.arange(SIZE * SIZE, dtype=float).reshape(SIZE, SIZE)


@pytest.fixture(scope="module")
def assignment():
    return solve(Problem(SCORES, mentor_capacity=np.arange(SIZE) + 1, pinned=PINS))


def proof_of(assignment, **options):
    return proof_document(assignment, (~assignment.problem.eligible).astype("u1"), ["x"], **options)


def people_in(proof):
    """Return who each mentee and each mentor of the proof is: each has different scores."""
    scores = np.array([[float.fromhex(pair) for pair in row] for row in proof["pairs"]]).astype(int)
    return scores[:, 0] // SIZE, scores[0] % SIZE


def test_people_are_in_an_order_that_is_drawn_anew_for_each_file(assignment):
    proofs = [proof_of(assignment) for _ in range(3)]
    for side in (0, 1):
        orders = [people_in(proof)[side].tolist() for proof in proofs]
        assert len(set(map(tuple, [*orders, range(SIZE)]))) == 4
        assert all(sorted(order) == list(range(SIZE)) for order in orders)


def test_everything_about_a_person_moves_to_the_same_new_place(assignment):
    proof = proof_of(assignment)
    mentees, mentors = people_in(proof)
    assert (mentors[proof["assignment"]] == assignment.mentor_of[mentees]).all()
    assert (np.array(proof["capacity"]) == mentors + 1).all()
    pins = [(mentees[mentee], mentors[mentor]) for mentee, mentor in proof["pinned"]]
    assert sorted(pins) == sorted(PINS)
    assert proof["pinned"] == sorted(proof["pinned"])
    unit = float.fromhex(proof["scale"])
    points = np.array(proof["mentor_prices"]) / unit
    assert points == pytest.approx(assignment.prices.mentor_points[mentors])


def test_the_same_random_numbers_give_the_same_bytes_whatever_the_time(assignment, monkeypatch):
    first = proof_bytes(proof_of(assignment, rng=random.Random(3)))  # noqa: S311
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert proof_bytes(proof_of(assignment, rng=random.Random(3))) == first  # noqa: S311


def test_a_pair_has_its_score_or_the_rules_that_it_breaks():
    problem = Problem([[3.0, 1.0, 2.0]], eligible=[[False, True, True]])
    proof = proof_document(solve(problem), np.array([[6, 0, 1]], "u1"), ["x", "y", "kept apart"])
    assert sorted(proof["pairs"][0], key=str) == [(1.0).hex(), (2.0).hex(), 6]


def test_a_pair_that_is_not_eligible_without_a_broken_rule_is_refused():
    with pytest.raises(InvalidProblemError, match="broken_rules is 0"):
        proof_document(solve(Problem([[3.0]], [[False]])), np.array([[0]], "u1"), ["x"])


def test_a_result_that_may_not_be_the_best_has_no_proof():
    best = solve(Problem([[3.0]]))
    prices = dataclasses.replace(best.prices, mentee_points=best.prices.mentee_points + 1)
    with pytest.raises(InvalidAssignmentError, match="a better result may exist"):
        proof_of(dataclasses.replace(best, prices=prices, bound=best.bound + 1))


def test_a_tampered_result_has_no_proof():
    with pytest.raises(InvalidAssignmentError, match="total is"):
        proof_of(dataclasses.replace(solve(Problem([[3.0]])), total=4.0))


def test_a_proof_that_nobody_could_check_is_not_made(monkeypatch):
    monkeypatch.setattr(document, "MAX_PROOF_PAIRS", 5)
    with pytest.raises(InvalidOutputError, match="6 pairs are too many for a proof"):
        proof_of(solve(Problem(np.ones((2, 3)))))
    with pytest.raises(InvalidOutputError, match="at most 64 rules; there are 65"):
        check_proof_size((1, 1), 65)


def test_making_a_proof_imports_neither_scipy_nor_pandas():
    imports = "import sys, matching.output.proof.document"
    program = f"{imports}; sys.exit('scipy' in sys.modules or 'pandas' in sys.modules)"
    root = Path(matching.__file__).parents[1]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)


def test_a_stored_result_that_was_changed_has_a_proof_without_solving():
    problem = Problem([[9.0, 4.0], [4.0, 1 / 3]], eligible=[[True, True], [True, False]])
    state = solve(problem).without_pairs([(0, 0)]).with_pairs([(1, 1)]).state
    now = Problem(problem.scores, eligible=[[False, True], [True, True]])
    restored = Assignment.restore(now, SolveOptions(), state)
    proof = proof_document(
        restored, np.array([[2, 0], [0, 1]], "u1"), ["ü\x07\u202e", "kept apart"]
    )
    assert sorted(pair for row in proof["pairs"] for pair in row if isinstance(pair, int)) == [2]
    content = proof_bytes(proof, compress=False)
    assert "none has more than 8 points" in check_proof.check(check_proof.parse(content))
