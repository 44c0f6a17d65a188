"""The proof of a result without names, which docs/check_proof.py checks on its own.

docs/proof.md describes the fields. People are numbers in a random order that is drawn anew for
each file; of their answers it has only what the optimizer knows of them: scores and broken rules.
"""

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.arrays import Floats
from matching.errors import InvalidAssignmentError, InvalidOutputError, InvalidProblemError
from matching.optimize.dual_prices import dual_bound
from matching.optimize.primal_dual import PrimalDualSolution, duality_gap
from matching.output.proof.file import checksum_of
from matching.problem.protocol import UNMATCHED, Pair
from matching.problem.scaled_problem import ScaledProblem
from matching.solution.assignment import Assignment
from matching.solution.verify import verify

FORMAT = "matching proof 1"

MAX_PROOF_PAIRS = 1_000_000
"""Pairs of the largest problem whose proof is written: 25 MB, and ten seconds for the checker."""

MAX_RULES = 64
"""Rules that fit into the bits of a mask."""


def proof_document(
    assignment: Assignment,
    broken_rules: npt.NDArray[np.unsignedinteger[Any]],
    rule_titles: Sequence[str],
    rng: random.Random | None = None,
) -> dict[str, Any]:
    """Return the fields of a proof file.

    Parameters
    ----------
    assignment : Assignment
        Without a gap to the optimum.
    broken_rules : numpy.ndarray of unsigned int, shape (mentees, mentors)
        The rules that a pair breaks: bit ``k`` stands for ``rule_titles[k]``. That a pair is banned
        counts as a rule. Of an eligible pair it has no effect: somebody allowed it nevertheless.
    rule_titles : sequence of str
        What people read.
    rng : random.Random, optional
        Draws the pseudonyms; by default the random numbers of the operating system, so that nobody
        can draw them again.

    Returns
    -------
    dict
        With a checksum of the other fields.

    Raises
    ------
    InvalidOutputError
        There are more than `MAX_PROOF_PAIRS` pairs or `MAX_RULES` rules.
    InvalidProblemError
        A pair is not eligible, but breaks no rule.
    InvalidAssignmentError
        The assignment is not proven optimal.

    Examples
    --------
    >>> from matching import Problem, solve
    >>> assignment = solve(Problem([[9, 4], [4, 0]], eligible=[[True, True], [True, False]]))
    >>> proof = proof_document(assignment, np.array([[0, 0], [0, 1]], np.uint64), ["a language"])
    >>> proof["matched"], float.fromhex(proof["points"]), sorted(proof["assignment"])
    (2, 8.0, [0, 1])
    """
    check_proof_size(assignment.problem.shape, len(rule_titles))
    solution = _proven_solution(assignment)
    scores, eligible = assignment.problem.rows(np.arange(assignment.problem.shape[0]))
    masks = np.where(eligible, 0, broken_rules)
    if not np.array_equal(eligible, masks == 0):
        raise InvalidProblemError("broken_rules is 0 for a pair that is not eligible")
    rng = rng or random.SystemRandom()
    mentees, mentors = (rng.sample(range(size), size) for size in assignment.problem.shape)
    order = np.ix_(mentees, mentors)
    fields = {
        "format": FORMAT,
        **_options(assignment),
        "rules": list(rule_titles),
        "capacity": assignment.problem.mentor_capacity[mentors].tolist(),
        "pairs": _pairs(scores[order], masks[order]),
        "pinned": _renumbered(assignment.problem.pinned, mentees, mentors),
        **_result(assignment.scaled, solution, mentees, mentors),
    }
    return {**fields, "checksum": checksum_of(fields)}


def check_proof_size(shape: tuple[int, int], rules: int) -> None:
    """Raise `InvalidOutputError` if there are too many pairs or rules for a proof."""
    pairs = shape[0] * shape[1]
    if pairs > MAX_PROOF_PAIRS:
        raise InvalidOutputError(
            f"{pairs:,} pairs are too many for a proof, which has at most {MAX_PROOF_PAIRS:,}"
        )
    if rules > MAX_RULES:
        raise InvalidOutputError(f"a proof has at most {MAX_RULES} rules; there are {rules}")


def _proven_solution(assignment: Assignment) -> PrimalDualSolution:
    """Return the solution as integers, after checking that it has no gap at all."""
    verify(assignment.problem, assignment)
    prices = assignment.prices.to_ints(assignment.scaled)
    solution = PrimalDualSolution(assignment.mentor_of, *prices)
    if duality_gap(assignment.scaled, solution):
        raise InvalidAssignmentError("a better result may exist; solve without a tolerance")
    return solution


def _options(assignment: Assignment) -> dict[str, Any]:
    scale = assignment.scaled.scale
    return {
        "objective": assignment.objective,
        "scale": scale.quanta_per_point.hex(),
        "person_weight": scale.person_weight // scale.quantum,
        "floor": assignment.floor.hex(),
        "load_penalty": assignment.load_penalty.hex(),
    }


def _pairs(scores: Floats, masks: npt.NDArray[np.integer[Any]]) -> list[list[str | int]]:
    """Return the exact score of each allowed pair, and the broken rules of every other."""
    return [
        [mask or score.hex() for score, mask in zip(*row, strict=True)]
        for row in zip(scores.tolist(), masks.tolist(), strict=True)
    ]


def _result(
    scaled: ScaledProblem, solution: PrimalDualSolution, mentees: list[int], mentors: list[int]
) -> dict[str, Any]:
    mentor_of, *prices = solution
    mentee_prices, mentor_prices = (side // scaled.scale.quantum for side in prices)
    numbers = np.append(np.argsort(mentors), UNMATCHED)  # UNMATCHED, -1, is the last
    bound = dual_bound(scaled, *prices) // scaled.scale.quantum
    return {
        "assignment": numbers[mentor_of[mentees]].tolist(),
        "mentee_prices": mentee_prices[mentees].tolist(),
        "mentor_prices": mentor_prices[mentors].tolist(),
        "matched": int((mentor_of != UNMATCHED).sum()),
        "points": _exact_total(scaled, mentor_of).hex(),
        "bound": bound,
    }


def _renumbered(pairs: Sequence[Pair], mentees: list[int], mentors: list[int]) -> list[list[int]]:
    """Return pairs under their pseudonyms, sorted, so that their order says nothing."""
    mentee_numbers, mentor_numbers = np.argsort(mentees).tolist(), np.argsort(mentors).tolist()
    return sorted([mentee_numbers[mentee], mentor_numbers[mentor]] for mentee, mentor in pairs)


def _exact_total(scaled: ScaledProblem, mentor_of: npt.NDArray[np.int64]) -> float:
    """Return the points of a result, rounded once at the end, as the checker adds them."""
    matched = np.flatnonzero(mentor_of != UNMATCHED)
    loads = np.bincount(mentor_of[matched]).tolist()
    penalties = sum(load * (load - 1) // 2 for load in loads)
    scores = scaled.problem.scores_of(matched, mentor_of[matched]).tolist()
    total = sum(map(Fraction, scores), Fraction(0))
    return float(total - penalties * Fraction(scaled.options.load_penalty))
