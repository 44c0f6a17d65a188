"""A result without those who left while it was computed."""

from mentorship.services.pairing.run_results import (
    PARTNER_LEFT,
    ProposedPair,
    RunResult,
    score_bands,
)

ALL_TAKEN = {"kind": "all_taken"}
MENTEES, MENTORS = {1, 2, 3, 4}, {10, 20, 30}
RESULT = RunResult(
    pairs=[ProposedPair(1, 10, {}), ProposedPair(2, 10, {}), ProposedPair(3, 20, {})],
    mentees=MENTEES,
    capacity_of_mentor={10: 2, 20: 1, 30: 5},
    reason_of_unmatched={4: ALL_TAKEN, 30: ALL_TAKEN},
)


def without(*gone: int) -> RunResult:
    return RESULT.among((MENTEES | MENTORS) - {*gone})


def test_nothing_changes_if_nobody_left() -> None:
    assert without() == RESULT


def test_the_mentees_of_a_mentor_who_left_are_told_so() -> None:
    result = without(10)
    assert [(pair.mentee_id, pair.mentor_id) for pair in result.pairs] == [(3, 20)]
    assert result.reason_of_unmatched == {
        4: ALL_TAKEN, 30: ALL_TAKEN, 1: PARTNER_LEFT, 2: PARTNER_LEFT,
    }  # fmt: skip
    assert result.mentees == MENTEES
    assert result.capacity_of_mentor == {20: 1, 30: 5}


def test_a_mentor_with_another_mentee_is_not_without_a_match() -> None:
    result = without(1)
    assert result.reason_of_unmatched == RESULT.reason_of_unmatched
    assert result.mentees == {2, 3, 4}


def test_a_mentor_whose_only_mentee_left_is_told_so() -> None:
    assert without(3).reason_of_unmatched[20] == PARTNER_LEFT


def test_a_pair_that_left_together_leaves_nothing() -> None:
    result = without(3, 20)
    assert result.reason_of_unmatched == RESULT.reason_of_unmatched
    assert {3, 20}.isdisjoint({*result.mentees, *result.capacity_of_mentor})


def test_whoever_had_no_match_and_left_is_not_mentioned() -> None:
    result = without(4, 30)
    assert result.reason_of_unmatched == {}
    assert result.capacity_of_mentor == {10: 2, 20: 1}


def test_somebody_who_came_later_is_not_part_of_the_result() -> None:
    assert RESULT.among(MENTEES | MENTORS | {99}) == RESULT


def test_suggestions_are_counted_by_their_share_of_the_best_possible_score() -> None:
    explanations = [{"score": score, "max_score": 10.0} for score in (0, 5, 5.5, 10)]
    assert score_bands(explanations) == [1, 0, 0, 0, 0, 2, 0, 0, 0, 1]
