"""Every kind of criterion against a slow double loop over random people."""

import pickle
from collections import Counter

import numpy as np
import pytest

from matching import InvalidTableError
from matching.scoring.criteria import CRITERION_KINDS, Criterion
from matching.scoring.criterion_kinds.distance import Nearness
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.number_range import NumberRange
from matching.scoring.criterion_kinds.ordinal import StepShares
from matching.scoring.criterion_kinds.overlap import Overlap, SharedDislikes, SharedItems
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from matching.scoring.evidence import (
    Answers,
    CommonItems,
    Distance,
    Missing,
    Numbers,
    OrdinalDifference,
    Texts,
)
from matching.scoring.rules import AllowedSteps
from matching.tables.people import People, Side
from tests.unit.matching.reference_scoring import apart, bag, climb, cosine, nearest, pieces, slow
from tests.unit.matching.some_people import GRADES, MAP, people, random_people

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
    (NumberRange(15.0, "age", "age"), "age", lambda a, b: max(0, 1 - apart(a, b) / 15)),
    (Nearness(MAP, 30.0, "areas", "areas"), "areas", lambda a, b: max(0, 1 - nearest(a, b) / 30)),
]


LIKENESS = [
    (SimilarItems("list", "list"), "list", lambda cell: Counter(bag(cell))),
    (SimilarText("text", "text"), "text", pieces),
]
ALL = [(kind, column) for kind, column, _ in SLOW_SHARES + LIKENESS]


def or_neutral(judge):
    return lambda a, b: judge(a, b) if a and b else NEUTRAL


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "judge"), SLOW_SHARES)
def test_a_criterion_scores_any_block_as_a_double_loop_does(kind, column, judge, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = ready(kind, mentees, mentors).shares(rows, columns)
    assert block.dtype == np.float64
    expected = slow(column, or_neutral(judge), mentees, mentors, rows, columns)
    np.testing.assert_allclose(block, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("kind", "column", "terms"), LIKENESS)
def test_a_likeness_is_the_cosine_that_a_double_loop_finds(kind, column, terms, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    everybody = [terms(cell) for side in (mentees, mentors) for cell in side.text(column)]
    judge = or_neutral(lambda a, b: cosine(terms(a), terms(b), everybody))
    block = ready(kind, mentees, mentors).shares(rows, columns)
    expected = slow(column, judge, mentees, mentors, rows, columns)
    np.testing.assert_allclose(block, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_pair_has_the_same_share_in_any_block(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(np.arange(23), np.arange(23))
    assert whole.min() >= 0
    assert whole.max() <= 1
    for row in range(23):
        alone = [scorer.shares(np.array([row]), np.array([at])).item() for at in range(23)]
        assert alone == whole[row].tolist()


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_the_neutral_share_is_the_average_of_those_who_answered(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(np.arange(23), np.arange(23))
    blank_rows = [not cell for cell in mentees.text(column)]
    blank_columns = [not cell for cell in mentors.text(column)]
    blank = np.logical_or.outer(blank_rows, blank_columns)
    assert blank.any()
    assert scorer.neutral == pytest.approx(whole[~blank].mean())
    assert set(whole[blank]) == {scorer.neutral}


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_measure_travels_and_reads_the_same_people_the_same(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    everybody = np.arange(23), np.arange(23)
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(*everybody).tolist()
    assert pickle.loads(pickle.dumps(scorer)).shares(*everybody).tolist() == whole  # noqa: S301
    assert scorer.for_people(mentees, mentors).shares(*everybody).tolist() == whole


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_measure_reads_one_of_its_people_alone_as_among_the_others(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    one = People.from_table(mentees.table.iloc[[4]], Side(id="id"), "mentees")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    alone = scorer.for_people(one, mentors).shares(np.arange(1), np.arange(23))
    assert alone[0].tolist() == scorer.shares(np.arange(23), np.arange(23))[4].tolist()


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_measure_tells_of_every_pair_what_it_saw_or_who_was_silent(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    mine, theirs = mentees.text(column), mentors.text(column)
    for i, j in np.ndindex(23, 23):
        silent = isinstance(scorer.evidence(i, j), Missing)
        assert silent == (not mine[i] or not theirs[j])


def test_every_kind_is_compared_with_a_double_loop():
    assert {type(kind) for kind, _ in ALL} == set(CRITERION_KINDS.values())


def evidence(kind, mentee, mentor):
    return ready(kind, people(mentee), people(mentor)).evidence(0, 0)


@pytest.mark.parametrize(
    ("kind", "mentee", "mentor", "seen"),
    [
        (Same("x", "x"), "Policy", "policy", Answers("Policy", "Policy")),
        (Same("x", "x"), "Policy", "HR", Answers("Policy", "HR")),
        (Same("x", "x"), "", "HR", Missing("mentee")),
        (SharedItems("x", "x"), "b, a, c", "A, b", CommonItems(("a", "b"), 3)),
        (SharedItems("x", "x", enough=2), "b, a, c", "d", CommonItems((), 2)),
        (SharedItems("x", "x"), "a", " , ", Missing("mentor")),
        (SharedItems("x", "x"), "", "", Missing("both")),
        (
            StepShares(GRADES, ((1, 1.0),), "x", "x"),
            "LOW",
            "high",
            OrdinalDifference("low", "high", 2),
        ),
        (StepShares(GRADES, ((1, 1.0),), "x", "x"), "low", "", Missing("mentor")),
        (Differ("x", "x"), "Policy", "HR", Answers("Policy", "HR")),
        (Overlap("x", "x", enough=3), "mon, tue", "tue, wed", CommonItems(("tue",), 3)),
        (SharedDislikes("x", "x"), "mud", "mud, rain", CommonItems(("mud",), 2)),
        (SimilarItems("x", "x"), "b, a", "B, c", CommonItems(("b",), 3)),
        (SimilarText("x", "x"), "Tea!", "tea", Texts("Tea!", "tea")),
        (NumberRange(5.0, "x", "x"), "25 - 40", "43.5", Numbers("25–40", "43.5", 3.5)),
        (
            Nearness(MAP, 30.0, "x", "x"),
            "long beach, westlake",
            "ECHO PARK",
            Distance("Westlake", "Echo Park", 2.7),
        ),
        (Nearness(MAP, 30.0, "x", "x"), "", "", Missing("both")),
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
    somebody = random_people(0, "mentees")
    nobody = People.from_table(somebody.table[:0], Side(id="id"), "mentors")
    for kind, _ in ALL:
        for sides in ((somebody, nobody), (nobody, somebody), (nobody, nobody)):
            block = kind.prepare(*sides).shares(*(np.arange(len(one)) for one in sides))
            assert block.shape == tuple(map(len, sides))
