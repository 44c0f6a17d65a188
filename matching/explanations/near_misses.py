"""Who comes closest to an unmatched person: those with whom a single rule is broken.

Rules that ask for a difference are left out: two people of the same group are not close, and
nothing that one of them could answer would bring them together.
"""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.program.program import Program
from matching.scoring.rule_kinds import CrossesGroups, Different

ASKS_FOR_DIFFERENCE = Different, CrossesGroups


def nearest(
    program: Program,
    scores: Floats,
    passing: Bools,
    candidates: Bools,
    is_free: Bools,
    changeable: Sequence[str],
) -> list[tuple[int, int]]:
    """Return who breaks a single rule, and which: first where that could change, then who is free.

    Parameters
    ----------
    program : Program
    scores : numpy.ndarray of float, shape (others,)
    passing : numpy.ndarray of bool, shape (rules, others)
        Which rules the person passes with each of the others.
    candidates : numpy.ndarray of bool, shape (others,)
        False for the person themself and for those banned.
    is_free : numpy.ndarray of bool, shape (others,)
        Who could be in another pair without leaving one.
    changeable : sequence of str
        The columns in which the person could give another answer.

    Returns
    -------
    list of (int, int)
        Positions of others and of rules. Among equals, the best score comes first.
    """
    if not program.rules:
        return []
    broken_rule = passing.argmin(axis=0)
    is_near = candidates & ((~passing).sum(axis=0) == 1) & _can_be_mended(program)[broken_rule]
    near: Index = np.flatnonzero(is_near)
    is_fixed = ~_is_changeable(program, changeable)[broken_rule[near]]
    order = near[np.lexsort((-scores[near], ~is_free[near], is_fixed))]
    return [(int(other), int(broken_rule[other])) for other in order]


def _can_be_mended(program: Program) -> Bools:
    return np.array([not isinstance(rule.kind, ASKS_FOR_DIFFERENCE) for rule in program.rules])


def _is_changeable(program: Program, columns: Sequence[str]) -> Bools:
    kinds = [rule.kind for rule in program.rules]
    return np.array([not {kind.mentee, kind.mentor}.isdisjoint(columns) for kind in kinds])
