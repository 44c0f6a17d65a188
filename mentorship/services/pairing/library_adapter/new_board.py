"""What a new board gets from the result of a run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mentorship.services.pairing import extra_points
from mentorship.services.pairing.library_adapter.solver_state import (
    SolveOptions,
    SolverState,
    as_data,
)
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART, SAME_PERSON

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    import matching


@dataclass(frozen=True)
class NewBoard:
    """The problem of a run and its optimum, in the order of positions.

    ``max_score`` is that of a pair that fits in everything, without extra points, and
    ``problem`` what `StoredProblem` reads; empty if there are too many pairs.
    """

    mentee_ids: list[str]
    mentor_ids: list[str]
    options: SolveOptions
    solver: SolverState
    rules: list[str]
    max_score: float
    problem: bytes = field(repr=False)


def new_board(result: matching.MatchResult) -> NewBoard:
    criteria = result.pair_scores.program.criteria
    return NewBoard(
        mentee_ids=list(result.pair_scores.mentees.ids),
        mentor_ids=list(result.pair_scores.mentors.ids),
        options=_solve_options(result),
        solver=_solver_state(result),
        rules=_rule_names(result),
        max_score=math.fsum(
            item.weight for item in criteria if item.name not in extra_points.NAMES
        ),
        problem=_problem_as_bytes(result),
    )


def _solve_options(result: matching.MatchResult) -> SolveOptions:
    assignment = result.assignment
    return SolveOptions(
        assignment.objective,
        assignment.floor,
        assignment.load_penalty,
        assignment.seed,
        assignment.problem.mentor_capacity.tolist(),
    )


def _solver_state(result: matching.MatchResult) -> SolverState:
    return as_data(result.assignment.state, banned=[], pinned=result.problem.pinned, added=[])


def _rule_names(result: matching.MatchResult) -> list[str]:
    """Return the name of each bit of a mask."""
    rules = result.pair_scores.program.rules
    return [*(rule.name for rule in rules), SAME_PERSON, KEPT_APART]


def _problem_as_bytes(result: matching.MatchResult) -> bytes:
    """Return the scores and broken rules of every pair; nothing if they are too many."""
    import numpy as np

    if not result.assignment.scaled.is_dense:
        return b""
    rules = _rule_names(result)
    pair_scores, shape = result.pair_scores, result.problem.shape
    mentees, mentors = (np.arange(size) for size in shape)
    masks = [rule_mask(mentees, mentors) for rule_mask in pair_scores.rule_masks]
    masks.append(pair_scores.shared_ids.differ(mentees, mentors))
    broken = np.zeros(shape, dtype=np.min_scalar_type(2 ** len(rules) - 1).newbyteorder("<"))
    for bit, allowed in enumerate(masks):
        broken |= (~allowed).astype(broken.dtype) << np.array(bit, broken.dtype)
    _mark_banned(broken, result.banned, 1 << rules.index(KEPT_APART))
    scores, _eligible = result.problem.rows(mentees)
    return bytes((broken.itemsize,)) + scores.astype("<f8").tobytes() + broken.tobytes()


def _mark_banned(
    broken: npt.NDArray[np.unsignedinteger], banned: Sequence[tuple[int, int]], bit: int
) -> None:
    for pair in banned:
        broken[pair] |= bit
