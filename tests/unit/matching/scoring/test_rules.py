"""Every kind of rule against a slow double loop over random people."""

import pickle

import numpy as np
import pytest

from matching.scoring.rules import RULE_KINDS, AllowedSteps, CommonItems, Crosses, Different
from matching.tables.people import People, Side
from tests.unit.matching.reference_scoring import bag, climb, slow
from tests.unit.matching.some_people import GRADES, people, random_people

SLOW_GATES = [
    (Different("grade", "grade"), "grade", lambda a, b: not a or a.lower() != b.lower()),
    (CommonItems("list", "list"), "list", lambda a, b: bool(bag(a) & bag(b))),
    (CommonItems("list", "list", at_least=2), "list", lambda a, b: len(bag(a) & bag(b)) >= 2),
    (
        AllowedSteps(GRADES, (0, 2), "grade", "grade"),
        "grade",
        lambda a, b: climb(a, b) in (0, 2),
    ),
    (
        Crosses("list", "list"),
        "list",
        lambda a, b: bool(
            bag(a) and bag(b) and (len(bag(a)) > 1 or len(bag(b)) > 1 or bag(a) != bag(b))
        ),
    ),
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "judge"), SLOW_GATES)
def test_a_rule_judges_any_block_as_a_double_loop_does(kind, column, judge, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = kind.prepare(mentees, mentors)(rows, columns)
    assert block.tolist() == slow(column, judge, mentees, mentors, rows, columns)


def test_every_kind_is_compared_with_a_double_loop():
    assert {type(kind) for kind, *_ in SLOW_GATES} == set(RULE_KINDS.values())


@pytest.mark.parametrize("kind", [kind for kind, *_ in SLOW_GATES])
def test_a_gate_travels_and_reads_the_same_people_the_same(kind):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    everybody = np.arange(23), np.arange(23)
    rule_mask = kind.prepare(mentees, mentors)
    whole = rule_mask(*everybody).tolist()
    assert pickle.loads(pickle.dumps(rule_mask))(*everybody).tolist() == whole  # noqa: S301
    assert rule_mask.for_people(mentees, mentors)(*everybody).tolist() == whole


@pytest.mark.parametrize("kind", [kind for kind, *_ in SLOW_GATES])
def test_nobody_on_a_side_gives_an_empty_block(kind):
    somebody = random_people(0, "mentees")
    nobody = People.from_table(somebody.table[:0], Side(id="id"), "mentors")
    for sides in ((somebody, nobody), (nobody, somebody), (nobody, nobody)):
        block = kind.prepare(*sides)(*(np.arange(len(one)) for one in sides))
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
def test_only_the_same_single_group_fails_to_cross(mentee, mentor, allowed):
    rule_mask = Crosses("x", "x").prepare(people(mentee), people(mentor))
    assert rule_mask(np.array([0]), np.array([0])).item() is allowed
