"""Whom each kind of constraint of a person rules out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.services.pairing.constraint_kinds import (
    Constraint,
    ConstraintKind,
    combined,
    pairs_against,
)

Row = dict[str, str]
LANGUAGES, TIMES, REGIONS = ["en", "es", "ko"], ["mon", "tue", "wed"], ["", "central", "valley"]


def row(number: int, region: str = "", availability: str = "", languages: str = "") -> Row:
    return {
        "id": str(number),
        "region": region,
        "availability": availability,
        "languages": languages,
    }


PERSON = row(1, "central", "mon,tue,wed", "en,es")


@pytest.mark.parametrize(
    ("kind", "value", "partner", "is_ruled_out"),
    [
        (ConstraintKind.NO_MORE, None, PERSON, True),
        (ConstraintKind.SAME_AREA, None, row(2, "central"), False),
        (ConstraintKind.SAME_AREA, None, row(2, "valley"), True),
        (ConstraintKind.SAME_AREA, None, row(2, ""), False),
        (ConstraintKind.MIN_COMMON_TIMES, 2, row(2, availability="mon,tue,sat"), False),
        (ConstraintKind.MIN_COMMON_TIMES, 2, row(2, availability="mon,sat"), True),
        (ConstraintKind.MIN_COMMON_TIMES, 2, row(2), True),
        (ConstraintKind.WITHOUT_LANGUAGES, ["en"], row(2, languages="en,es"), False),
        (ConstraintKind.WITHOUT_LANGUAGES, ["en"], row(2, languages="en,ko"), True),
        (ConstraintKind.WITHOUT_LANGUAGES, ["en"], row(2, languages="ko"), True),
    ],
)
def test_a_constraint_rules_out_whom_it_says(
    kind: ConstraintKind, value: object, partner: Row, is_ruled_out: bool
) -> None:
    expected = {int(partner["id"])} if is_ruled_out else set()
    assert pairs_against(Constraint(kind, value), PERSON, [partner]) == expected


def test_who_named_no_area_is_ruled_out_from_nobody_by_it() -> None:
    partners = [row(2, "central"), row(3, "valley")]
    assert pairs_against(Constraint(ConstraintKind.SAME_AREA), row(1), partners) == set()


def lists(choices: list[str]) -> st.SearchStrategy[str]:
    return st.sets(st.sampled_from(choices)).map(lambda chosen: ",".join(sorted(chosen)))


ROWS = st.builds(row, st.integers(1, 9), st.sampled_from(REGIONS), lists(TIMES), lists(LANGUAGES))
CONSTRAINTS = st.one_of(
    st.sampled_from(list(map(Constraint, (ConstraintKind.NO_MORE, ConstraintKind.SAME_AREA)))),
    st.builds(Constraint, st.just(ConstraintKind.MIN_COMMON_TIMES), st.integers(1, 3)),
    st.builds(
        Constraint,
        st.just(ConstraintKind.WITHOUT_LANGUAGES),
        st.lists(st.sampled_from(LANGUAGES), unique=True),
    ),
)


@settings(max_examples=60)
@given(CONSTRAINTS, ROWS, ROWS)
def test_a_constraint_rules_out_a_pair_whichever_of_the_two_has_it(
    constraint: Constraint, person: Row, partner: Row
) -> None:
    assert bool(pairs_against(constraint, person, [partner])) == bool(
        pairs_against(constraint, partner, [person])
    )


@settings(max_examples=60)
@given(st.lists(CONSTRAINTS, max_size=4), ROWS, st.lists(ROWS, max_size=4))
def test_together_constraints_rule_out_at_least_whom_each_does(
    constraints: list[Constraint], person: Row, partners: list[Row]
) -> None:
    together = [pairs_against(item, person, partners) for item in combined(constraints)]
    each = [pairs_against(item, person, partners) for item in constraints]
    assert set().union(*together) >= set().union(*each)
    assert len(together) == len({item.kind for item in constraints})


def test_a_language_that_one_constraint_excludes_is_not_the_other_language_of_the_next() -> None:
    constraints = [Constraint(ConstraintKind.WITHOUT_LANGUAGES, [code]) for code in ("en", "es")]
    (both,) = combined(constraints)
    assert pairs_against(both, PERSON, [row(2, languages="en,es")]) == {2}
