"""Every kind of rule and criterion against a slow double loop over random people."""

import numpy as np
import pandas as pd
import pytest

from matching import InvalidTableError
from matching.criteria import CRITERION_KINDS, Criterion
from matching.evidence import Answers, Climb, Common, Missing
from matching.kinds.answers import Differ, Same
from matching.kinds.shared import Overlap, SharedDislikes, SharedItems
from matching.kinds.steps import StepShares
from matching.people import People, Side
from matching.rules import RULE_KINDS, AllowedSteps, Crosses, Different, Share

GRADES = ("low", "mid", "high", "top")
WORDS = ("art", "Art ", "food", "music", "sport")


def random_people(seed, source):
    random = np.random.default_rng(seed)
    size = 23
    lists = [random.choice(WORDS, random.integers(0, 5), replace=False) for _ in range(size)]
    table = pd.DataFrame(
        {
            "id": [f"{number:02}" for number in range(size)],
            "list": [",".join(items) for items in lists],
            "grade": random.choice(["", "LOW", *GRADES], size),
        }
    )
    return People.from_table(table, Side(id="id"), source)


def people(*answers):
    table = pd.DataFrame({"id": [f"{n:02}" for n in range(len(answers))], "x": answers})
    return People.from_table(table, Side(id="id"), "people")


def bag(cell):
    return {item.strip().lower() for item in cell.split(",") if item.strip()}


def climb(mentee, mentor):
    if not mentee or not mentor:
        return None
    return GRADES.index(mentor.lower()) - GRADES.index(mentee.lower())


NEUTRAL = 0.25


def ready(kind, mentees, mentors):
    return Criterion("x", "x", 1.0, kind, missing=NEUTRAL).prepare(mentees, mentors)


SLOW_SHARES = [
    (Same("grade", "grade"), "grade", lambda a, b: a.lower() == b.lower()),
    (Differ("grade", "grade"), "grade", lambda a, b: a.lower() != b.lower()),
    (
        SharedItems("list", "list"),
        "list",
        lambda a, b: len(bag(a) & bag(b)) / len(bag(a)),
    ),
    (
        SharedItems("list", "list", enough=2),
        "list",
        lambda a, b: min(1, len(bag(a) & bag(b)) / 2),
    ),
    (Overlap("list", "list", enough=3), "list", lambda a, b: min(1, len(bag(a) & bag(b)) / 3)),
    (SharedDislikes("list", "list"), "list", lambda a, b: min(1, len(bag(a) & bag(b)) / 2)),
    (
        StepShares(GRADES, ((1, 0.75), (2, 1.0), (-1, 0.25)), "grade", "grade"),
        "grade",
        lambda a, b: {1: 0.75, 2: 1.0, -1: 0.25}.get(climb(a, b), 0),
    ),
]
SLOW_GATES = [
    (Different("grade", "grade"), "grade", lambda a, b: not a or a.lower() != b.lower()),
    (Share("list", "list"), "list", lambda a, b: bool(bag(a) & bag(b))),
    (Share("list", "list", at_least=2), "list", lambda a, b: len(bag(a) & bag(b)) >= 2),
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


def slow(column, judge, mentees, mentors, rows, columns):
    mine, theirs = mentees.text(column), mentors.text(column)
    return [[judge(mine[i], theirs[j]) for j in columns] for i in rows]


def or_neutral(judge):
    return lambda a, b: judge(a, b) if a and b else NEUTRAL


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "judge"), SLOW_SHARES)
def test_a_criterion_scores_any_block_as_a_double_loop_does(kind, column, judge, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = ready(kind, mentees, mentors).shares(rows, columns)
    assert block.dtype == np.float64
    assert block.tolist() == slow(column, or_neutral(judge), mentees, mentors, rows, columns)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "judge"), SLOW_GATES)
def test_a_rule_judges_any_block_as_a_double_loop_does(kind, column, judge, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = kind.prepare(mentees, mentors)(rows, columns)
    assert block.tolist() == slow(column, judge, mentees, mentors, rows, columns)


def test_every_kind_is_compared_with_a_double_loop():
    assert {type(kind) for kind, *_ in SLOW_SHARES} == set(CRITERION_KINDS.values())
    assert {type(kind) for kind, *_ in SLOW_GATES} == set(RULE_KINDS.values())


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
    gate = Crosses("x", "x").prepare(people(mentee), people(mentor))
    assert gate(np.array([0]), np.array([0])).item() is allowed


def evidence(kind, mentee, mentor):
    return ready(kind, people(mentee), people(mentor)).evidence(0, 0)


@pytest.mark.parametrize(
    ("kind", "mentee", "mentor", "seen"),
    [
        (Same("x", "x"), "Policy", "policy", Answers("Policy", "Policy")),
        (Same("x", "x"), "Policy", "HR", Answers("Policy", "HR")),
        (Same("x", "x"), "", "HR", Missing("mentee")),
        (SharedItems("x", "x"), "b, a, c", "A, b", Common(("a", "b"), 3)),
        (SharedItems("x", "x", enough=2), "b, a, c", "d", Common((), 2)),
        (SharedItems("x", "x"), "a", " , ", Missing("mentor")),
        (SharedItems("x", "x"), "", "", Missing("both")),
        (StepShares(GRADES, ((1, 1.0),), "x", "x"), "LOW", "high", Climb("low", "high", 2)),
        (StepShares(GRADES, ((1, 1.0),), "x", "x"), "low", "", Missing("mentor")),
    ],
)
def test_a_criterion_tells_what_it_saw(kind, mentee, mentor, seen):
    assert evidence(kind, mentee, mentor) == seen


@pytest.mark.parametrize(
    "kind", [StepShares(GRADES, ((1, 1.0),), "x", "x"), AllowedSteps(GRADES, (1,), "x", "x")]
)
def test_an_answer_off_the_scale_is_refused_by_row_and_value(kind):
    with pytest.raises(InvalidTableError, match=r"people, row 1, column 'x': 'boss' is not on"):
        kind.prepare(people("low"), people("", "boss"))


def test_nobody_on_a_side_gives_an_empty_block():
    everything = [kind for kind, *_ in SLOW_SHARES + SLOW_GATES]
    nobody = People.from_table(
        pd.DataFrame({"id": [], "list": [], "grade": []}), Side(id="id"), "mentors"
    )
    for kind in everything:
        prepared = kind.prepare(random_people(0, "mentees"), nobody)
        block = getattr(prepared, "shares", prepared)(np.arange(3), np.arange(0))
        assert block.shape == (3, 0)
