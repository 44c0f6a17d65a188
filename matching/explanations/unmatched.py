"""Why people are unmatched."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.explanations.counterfactuals import Change, changes_of_mentees, changes_of_mentors
from matching.explanations.other_side import BlockScores, OtherSide
from matching.explanations.reasons import Unmatched
from matching.pair_scores.pair_scores import PairScores
from matching.problem.protocol import UNMATCHED, Pair
from matching.solution.assignment import Assignment


def unmatched_mentees(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Return each mentee without a mentor, with the reason, in order of id."""
    problem = assignment.problem
    has_capacity = problem.mentor_capacity > 0
    others = np.flatnonzero(has_capacity)
    unmatched = np.flatnonzero(assignment.mentor_of == UNMATCHED)

    def score_block(block: Index) -> BlockScores:
        scores, eligible = problem.rows(block)
        different = pair_scores.shared_ids.differ(block, others)
        passing = [mask(block, others) for mask in pair_scores.rule_masks]
        return scores[:, others], eligible[:, others], different, passing

    other_side = OtherSide(
        pair_scores.program,
        pair_scores.program.mentees,
        pair_scores.mentees,
        pair_scores.mentors,
        others,
        _weakest_scores(assignment)[others],
        _has_open_capacity(assignment)[others],
        assignment.floor,
        score_block,
    )
    banned = _by_first(pair for pair in bans if has_capacity[pair[1]])
    changes = _counterfactuals(changes_of_mentees, pair_scores, assignment, unmatched, bans)
    return tuple(other_side.explain(unmatched, banned, changes))


def unmatched_mentors(
    pair_scores: PairScores, assignment: Assignment, bans: Iterable[Pair]
) -> tuple[Unmatched, ...]:
    """Return each mentor without any mentee, with the reason, in order of id."""
    problem = assignment.problem
    others = np.arange(problem.shape[0])
    unmatched = np.setdiff1d(np.arange(problem.shape[1]), assignment.mentor_of)

    def score_block(block: Index) -> BlockScores:
        scores, eligible = problem.columns(block)
        different = pair_scores.shared_ids.differ(others, block)
        passing = [mask(others, block).T for mask in pair_scores.rule_masks]
        return scores.T, eligible.T, different.T, passing

    # UNMATCHED is −1, so that an unmatched mentee gets the 0 appended at the end.
    current_score = np.append(_weakest_scores(assignment), 0.0)[assignment.mentor_of]
    other_side = OtherSide(
        pair_scores.program,
        pair_scores.program.mentors,
        pair_scores.mentors,
        pair_scores.mentees,
        others,
        current_score,
        assignment.mentor_of == UNMATCHED,
        assignment.floor,
        score_block,
    )
    banned = _by_first((mentor, mentee) for mentee, mentor in bans)
    with_capacity = unmatched[problem.mentor_capacity[unmatched] > 0]
    changes = _counterfactuals(changes_of_mentors, pair_scores, assignment, with_capacity, bans)
    return tuple(other_side.explain(unmatched, banned, changes))


def _counterfactuals(
    find_changes: Callable[[PairScores, Assignment, Index, Iterable[Pair]], dict[int, Change]],
    pair_scores: PairScores,
    assignment: Assignment,
    unmatched: Index,
    bans: Iterable[Pair],
) -> dict[int, Change]:
    """Return helpful changes; none for a problem too large for memory or not proven optimal."""
    if (
        not assignment.scaled.is_dense
        or assignment.gap
        or not min(len(unmatched), *assignment.problem.shape)
    ):
        return {}
    return find_changes(pair_scores, assignment, unmatched, bans)


def _weakest_scores(assignment: Assignment) -> Floats:
    """Return the score of each mentor's weakest pair, 0 without any."""
    matched = np.flatnonzero(assignment.mentor_of != UNMATCHED)
    mentors = assignment.mentor_of[matched]
    weakest = np.full(assignment.problem.shape[1], np.inf)
    np.minimum.at(weakest, mentors, assignment.problem.scores_of(matched, mentors))
    weakest[np.isinf(weakest)] = 0.0
    return weakest


def _has_open_capacity(assignment: Assignment) -> Bools:
    """Return which mentors could take another mentee."""
    matched = assignment.mentor_of[assignment.mentor_of != UNMATCHED]
    capacity = assignment.problem.mentor_capacity
    has_open: Bools = np.bincount(matched, minlength=len(capacity)) < capacity
    return has_open


def _by_first(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """Return the second person of each pair, by the first."""
    seconds: dict[int, list[int]] = defaultdict(list)
    for first, second in pairs:
        seconds[first].append(second)
    return seconds
