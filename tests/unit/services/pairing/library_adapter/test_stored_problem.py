"""The problem of a run as bytes: scores, and a mask of broken rules for each pair."""

import struct

import pytest

from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem


def stored(masks: list[int], size: int, rules: int) -> StoredProblem:
    """Return the problem of one mentee and a mentor for each mask."""
    scores = struct.pack(f"<{len(masks)}d", *range(len(masks)))
    bits = b"".join(mask.to_bytes(size, "little") for mask in masks)
    names = tuple(f"rule {number}" for number in range(rules))
    return StoredProblem((1, len(masks)), names, bytes((size,)) + scores + bits)


@pytest.mark.parametrize(("size", "rules"), [(1, 3), (1, 8), (2, 9), (2, 16), (4, 17), (8, 64)])
def test_any_number_of_rules_is_read_back(size: int, rules: int) -> None:
    last = 1 << (rules - 1)
    problem = stored([0, 1, last, last | 2], size, rules)
    broken = [problem.broken_rules(0, mentor) for mentor in range(4)]
    assert broken == [[], ["rule 0"], [f"rule {rules - 1}"], ["rule 1", f"rule {rules - 1}"]]
    assert [problem.breaks_no_rule((0, mentor)) for mentor in range(4)] == [True] + 3 * [False]


def test_scores_are_kept_to_the_last_bit() -> None:
    scores = [0.1, 1 / 3, 5e-324, 1e300, 0.0, -0.0]
    data = bytes((1,)) + struct.pack("<6d", *scores) + bytes(6)
    assert StoredProblem((2, 3), (), data).scores.tolist() == [scores[:3], scores[3:]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_one_side_may_be_empty(shape: tuple[int, int]) -> None:
    problem = StoredProblem(shape, ("rule",), bytes((1,)))
    assert problem.scores.shape == problem.broken.shape == shape


def test_bytes_that_were_cut_off_are_no_problem_with_fewer_rules() -> None:
    whole = stored([1, 2, 3], 2, 9)
    with pytest.raises(ValueError, match="reshape"):
        _ = StoredProblem(whole.shape, whole.rules, whole.data[:-2]).broken


def test_nobody_changes_what_is_stored() -> None:
    problem = stored([0, 1], 1, 2)
    with pytest.raises(ValueError, match="read-only"):
        problem.scores[0, 0] = 9.0
