"""Nobody is paired with themself, however their id is written in the two tables."""

import numpy as np
import pandas as pd
import pytest

import matching.pair_scores.build_problem
import matching.problem.scaled_problem
from matching import Forbidden, InvalidPinError, Program, SamePeople, match, why_not

PROGRAM = Program.from_mapping(
    {
        "title": "A reading circle",
        "mentees": {"id": "id"},
        "mentors": {"id": "id"},
        "rule": [{"name": "language", "kind": "share", "column": "languages"}],
        "criterion": [{"name": "topics", "kind": "shared items", "column": "topics", "weight": 3}],
    }
)


def table(*ids, languages="en"):
    return pd.DataFrame({"id": ids, "topics": "voting", "languages": languages}, dtype=str)


def pairs(result):
    return {(pair.mentee_id, pair.mentor_id) for pair in result.pairs}


@pytest.mark.parametrize(
    "same", ["ana@a.example", "Ana@A.example", "ANA@A.EXAMPLE", "ana@a.example\u200b"]
)
@pytest.mark.parametrize("is_dense", [True, False])
def test_one_id_in_both_tables_is_one_person(same, is_dense, monkeypatch):
    if not is_dense:
        for module in (matching.pair_scores.build_problem, matching.problem.scaled_problem):
            monkeypatch.setattr(module, "MAX_DENSE_PAIRS", 0)
    result = match(PROGRAM, table("ana@a.example", "bea@b.example"), table(same))
    assert pairs(result) == {("bea@b.example", same)}
    assert result.notes == (SamePeople(1),)


def test_a_number_with_a_decimal_point_is_the_same_id():
    result = match(PROGRAM, table("7.0", "8.0"), table("7"))
    assert pairs(result) == {("8.0", "7")}


def test_two_people_on_both_sides_may_mentor_each_other():
    result = match(PROGRAM, table("ana", "bea"), table("Ana", "BEA"))
    assert pairs(result) == {("ana", "BEA"), ("bea", "Ana")}
    assert result.notes == (SamePeople(2),)


def test_different_ids_are_different_people():
    result = match(PROGRAM, table("ana"), table("ána", "ana b", "anab"))
    assert result.notes == ()
    assert result.pair_scores.eligible(np.arange(1), np.arange(3)).all()


def test_a_person_alone_on_both_sides_has_nobody_to_be_paired_with():
    result = match(PROGRAM, table("ana"), table("Ana"))
    reasons = [person.reason for person in (*result.unmatched_mentees, *result.unmatched_mentors)]
    assert [(reason.kind, reason.others) for reason in reasons] == [("nobody_there", 0)] * 2


def test_a_reason_counts_other_people_alone():
    mentors = pd.concat([table("ana"), table("cy", languages="es")])
    (person,) = match(PROGRAM, table("Ana"), mentors).unmatched_mentees
    assert (person.reason.kind, person.reason.others) == ("none_allowed", 1)
    assert [count.passing for count in person.reason.passing] == [0]


def test_nobody_can_be_pinned_to_themself():
    with pytest.raises(InvalidPinError, match="nobody is paired with themself"):
        match(PROGRAM, table("ana"), table("Ana"), pinned=[("ana", "Ana")])


def test_why_not_oneself_is_answered():
    result = match(PROGRAM, table("ana", "bea"), table("Ana", "cy"))
    assert why_not(result, "ana", "Ana") == Forbidden((), False, False, False, same_person=True)
