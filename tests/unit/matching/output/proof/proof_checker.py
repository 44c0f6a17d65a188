"""The shipped checker as a module, and random rounds with their proofs."""

import importlib.util
import random
from pathlib import Path

import numpy as np

import matching
from matching import InvalidPinError, InvalidProblemError, solve
from matching.output.proof.document import proof_document
from matching.problem.protocol import UNMATCHED
from tests.unit.matching.brute_force import random_problem

CHECKER = Path(matching.__file__).parents[1] / "docs" / "check_proof.py"
RULES = ("a language in common", "another community", "times in common", "kept apart")

_spec = importlib.util.spec_from_file_location("check_proof", CHECKER)
check_proof = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check_proof)


def random_proof(seed):
    """Return the proof of a random round, some with bans and repaired; None without a solution."""
    rng = np.random.default_rng(seed)
    problem, options = random_problem(seed, max_size=4)
    masks = rng.integers(1, 2 ** len(RULES), size=problem.shape, dtype=np.uint8)
    try:
        assignment = solve(problem, **options)
    except (InvalidPinError, InvalidProblemError):
        return None
    bans = [
        (mentee, int(assignment.mentor_of[mentee]))
        for mentee in np.flatnonzero(assignment.mentor_of != UNMATCHED).tolist()[: seed % 3]
    ]
    bans = [pair for pair in bans if pair not in problem.pinned]
    for pair in bans:
        masks[pair] = 1 << RULES.index("kept apart")
    repaired = assignment.without_pairs(bans) if bans else assignment
    return proof_document(repaired, masks, RULES, random.Random(seed))  # noqa: S311


def random_proofs(count):
    """Return the proofs of so many random rounds."""
    seeds = iter(range(10 * count))
    proofs = (proof for proof in map(random_proof, seeds) if proof)
    return [next(proofs) for _ in range(count)]
