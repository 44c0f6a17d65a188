"""Every rule kind against a reference implementation, over random people."""

import pickle

import numpy as np
import pytest

from matching.scoring.rule_kinds import (
    AllowedLevelDifferences,
    CommonItems,
    CrossesGroups,
    Different,
)
from matching.scoring.rules import RULE_KINDS
from matching.tables.people import People, Side
from tests.unit.matching.random_people import GRADES, SIZE, people, random_people
from tests.unit.matching.reference_scoring import item_set, level_difference, reference_block

REFERENCE_RULES = [
    (Different("grade", "grade"), "grade", lambda a, b: not a or a.lower() != b.lower()),
    (CommonItems("list", "list"), "list", lambda a, b: bool(item_set(a) & item_set(b))),
    (
        CommonItems("list", "list", at_least=2),
        "list",
        lambda a, b: len(item_set(a) & item_set(b)) >= 2,
    ),
    (
        AllowedLevelDifferences(GRADES, (0, 2), "grade", "grade"),
        "grade",
        lambda a, b: level_difference(a, b) in (0, 2),
    ),
    (
        CrossesGroups("list", "list"),
        "list",
        lambda a, b: bool(
            item_set(a)
            and item_set(b)
            and (len(item_set(a)) > 1 or len(item_set(b)) > 1 or item_set(a) != item_set(b))
        ),
    ),
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "reference"), REFERENCE_RULES)
def test_a_block_equals_the_reference(kind, column, reference, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = kind.prepare(mentees, mentors)(rows, columns)
    assert block.tolist() == reference_block(column, reference, mentees, mentors, rows, columns)


def test_every_kind_has_a_reference():
    assert {type(kind) for kind, *_ in REFERENCE_RULES} == set(RULE_KINDS.values())


@pytest.mark.parametrize("kind", [kind for kind, *_ in REFERENCE_RULES])
def test_a_mask_survives_pickling_and_gives_the_same_people_the_same_block(kind):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    everybody = np.arange(SIZE), np.arange(SIZE)
    rule_mask = kind.prepare(mentees, mentors)
    whole = rule_mask(*everybody).tolist()
    assert pickle.loads(pickle.dumps(rule_mask))(*everybody).tolist() == whole  # noqa: S301
    assert rule_mask.for_people(mentees, mentors)(*everybody).tolist() == whole


@pytest.mark.parametrize("kind", [kind for kind, *_ in REFERENCE_RULES])
def test_an_empty_side_gives_an_empty_block(kind):
    people = random_people(0, "mentees")
    empty = People.from_table(people.table[:0], Side(id="id"), "mentors")
    for sides in ((people, empty), (empty, people), (empty, empty)):
        block = kind.prepare(*sides)(*(np.arange(len(side)) for side in sides))
        assert block.shape == tuple(map(len, sides))


@pytest.mark.parametrize(
    ("mentee", "mentor", "allowed"),
    [
        ("asian", "latino", True),
        ("asian", "asian", False),
        ("asian, latino", "asian", True),
        ("latino", "asian, latino", True),
        ("asian, latino", "latino, asian", True),
        ("asian", "Asian, asian", False),
        ("", "latino", False),
        ("asian", "", False),
        ("", "", False),
    ],
)
def test_only_two_people_of_the_same_single_group_do_not_cross(mentee, mentor, allowed):
    rule_mask = CrossesGroups("x", "x").prepare(people(mentee), people(mentor))
    assert rule_mask(np.array([0]), np.array([0])).item() is allowed
