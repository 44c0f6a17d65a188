"""Every criterion kind against a reference implementation, over random people."""

import pickle
from collections import Counter

import numpy as np
import pytest

from matching import InvalidTableError
from matching.scoring.criteria import CRITERION_KINDS, Criterion
from matching.scoring.criterion_kinds.distance import Nearness
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.number_range import NumberRange
from matching.scoring.criterion_kinds.ordinal import LevelDifferenceShares
from matching.scoring.criterion_kinds.overlap import Overlap, SharedDislikes, SharedItems
from matching.scoring.criterion_kinds.priority import Priority
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
from matching.scoring.rule_kinds import AllowedLevelDifferences
from matching.tables.people import People, Side
from tests.unit.matching.random_people import GRADES, LOCATIONS, SIZE, people, random_people
from tests.unit.matching.reference_scoring import (
    cosine,
    gap,
    item_set,
    level_difference,
    ngrams,
    reference_block,
    smallest_distance_km,
)

NEUTRAL = 0.25


def prepare(kind, mentees, mentors):
    return Criterion("x", "x", 1.0, kind, missing=NEUTRAL).prepare(mentees, mentors)


REFERENCE_SHARES = [
    (Same("grade", "grade"), "grade", lambda a, b: a.lower() == b.lower()),
    (Differ("grade", "grade"), "grade", lambda a, b: a.lower() != b.lower()),
    (
        SharedItems("list", "list"),
        "list",
        lambda a, b: len(item_set(a) & item_set(b)) / len(item_set(a)),
    ),
    (
        SharedItems("list", "list", enough=2),
        "list",
        lambda a, b: min(1, len(item_set(a) & item_set(b)) / 2),
    ),
    (
        Overlap("list", "list", enough=3),
        "list",
        lambda a, b: min(1, len(item_set(a) & item_set(b)) / 3),
    ),
    (
        SharedDislikes("list", "list"),
        "list",
        lambda a, b: min(1, len(item_set(a) & item_set(b)) / 2),
    ),
    (
        LevelDifferenceShares(GRADES, ((1, 0.75), (2, 1.0), (-1, 0.25)), "grade", "grade"),
        "grade",
        lambda a, b: {1: 0.75, 2: 1.0, -1: 0.25}.get(level_difference(a, b), 0),
    ),
    (NumberRange(15.0, "age", "age"), "age", lambda a, b: max(0, 1 - gap(a, b) / 15)),
    (
        Nearness(LOCATIONS, 30.0, "areas", "areas"),
        "areas",
        lambda a, b: max(0, 1 - smallest_distance_km(a, b) / 30),
    ),
    (
        Priority("LOW", "grade", "grade"),
        "grade",
        lambda a, b: sum(grade.lower() == "low" for grade in (a, b)) / 2,
    ),
]


REFERENCE_TERMS = [
    (SimilarItems("list", "list"), "list", lambda cell: Counter(item_set(cell))),
    (SimilarText("text", "text"), "text", ngrams),
]
ALL = [(kind, column) for kind, column, _ in REFERENCE_SHARES + REFERENCE_TERMS]


def or_neutral(reference):
    return lambda a, b: reference(a, b) if a and b else NEUTRAL


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("kind", "column", "reference"), REFERENCE_SHARES)
def test_a_block_equals_the_reference(kind, column, reference, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    block = prepare(kind, mentees, mentors).shares(rows, columns)
    assert block.dtype == np.float64
    expected = reference_block(column, or_neutral(reference), mentees, mentors, rows, columns)
    np.testing.assert_allclose(block, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("kind", "column", "terms"), REFERENCE_TERMS)
def test_similarity_equals_the_reference_cosine(kind, column, terms, seed):
    mentees, mentors = random_people(seed, "mentees"), random_people(seed + 100, "mentors")
    rows, columns = np.arange(3, 17), np.arange(22, 0, -2)
    everybody = [terms(cell) for side in (mentees, mentors) for cell in side.text(column)]
    reference = or_neutral(lambda a, b: cosine(terms(a), terms(b), everybody))
    block = prepare(kind, mentees, mentors).shares(rows, columns)
    expected = reference_block(column, reference, mentees, mentors, rows, columns)
    np.testing.assert_allclose(block, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_pair_has_the_same_share_in_any_block(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(np.arange(SIZE), np.arange(SIZE))
    assert whole.min() >= 0
    assert whole.max() <= 1
    for row in range(SIZE):
        alone = [
            scorer.shares(np.array([row]), np.array([column])).item() for column in range(SIZE)
        ]
        assert alone == whole[row].tolist()


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_the_neutral_share_is_the_average_of_pairs_that_answered(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(np.arange(SIZE), np.arange(SIZE))
    blank_rows = [not cell for cell in mentees.text(column)]
    blank_columns = [not cell for cell in mentors.text(column)]
    blank = np.logical_or.outer(blank_rows, blank_columns)
    assert blank.any()
    assert scorer.neutral == pytest.approx(whole[~blank].mean())
    assert set(whole[blank]) == {scorer.neutral}


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_scorer_survives_pickling_and_gives_the_same_people_the_same_shares(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    everybody = np.arange(SIZE), np.arange(SIZE)
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    whole = scorer.shares(*everybody).tolist()
    assert pickle.loads(pickle.dumps(scorer)).shares(*everybody).tolist() == whole  # noqa: S301
    assert scorer.for_people(mentees, mentors).shares(*everybody).tolist() == whole


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_a_person_scores_the_same_alone_as_among_the_others(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    person = People.from_table(mentees.table.iloc[[4]], Side(id="id"), "mentees")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    alone = scorer.for_people(person, mentors).shares(np.arange(1), np.arange(SIZE))
    assert alone[0].tolist() == scorer.shares(np.arange(SIZE), np.arange(SIZE))[4].tolist()


@pytest.mark.parametrize(("kind", "column"), ALL)
def test_every_pair_has_evidence_or_a_missing_answer(kind, column):
    mentees, mentors = random_people(1, "mentees"), random_people(2, "mentors")
    scorer = Criterion("x", "x", 1.0, kind).prepare(mentees, mentors)
    mentee_cells, mentor_cells = mentees.text(column), mentors.text(column)
    for i, j in np.ndindex(SIZE, SIZE):
        is_missing = isinstance(scorer.evidence(i, j), Missing)
        assert is_missing == (not mentee_cells[i] or not mentor_cells[j])


def test_every_kind_has_a_reference():
    assert {type(kind) for kind, _ in ALL} == set(CRITERION_KINDS.values())


def evidence(kind, mentee, mentor):
    return prepare(kind, people(mentee), people(mentor)).evidence(0, 0)


@pytest.mark.parametrize(
    ("kind", "mentee", "mentor", "expected"),
    [
        (Same("x", "x"), "Policy", "policy", Answers("Policy", "Policy")),
        (Same("x", "x"), "Policy", "HR", Answers("Policy", "HR")),
        (Same("x", "x"), "", "HR", Missing("mentee")),
        (SharedItems("x", "x"), "b, a, c", "A, b", CommonItems(("a", "b"), 3)),
        (SharedItems("x", "x", enough=2), "b, a, c", "d", CommonItems((), 2)),
        (SharedItems("x", "x"), "a", " , ", Missing("mentor")),
        (SharedItems("x", "x"), "", "", Missing("both")),
        (
            LevelDifferenceShares(GRADES, ((1, 1.0),), "x", "x"),
            "LOW",
            "high",
            OrdinalDifference("low", "high", 2),
        ),
        (LevelDifferenceShares(GRADES, ((1, 1.0),), "x", "x"), "low", "", Missing("mentor")),
        (Differ("x", "x"), "Policy", "HR", Answers("Policy", "HR")),
        (Overlap("x", "x", enough=3), "mon, tue", "tue, wed", CommonItems(("tue",), 3)),
        (SharedDislikes("x", "x"), "mud", "mud, rain", CommonItems(("mud",), 2)),
        (Priority("yes", "x", "x"), "Yes", "no", Answers("Yes", "no")),
        (SimilarItems("x", "x"), "b, a", "B, c", CommonItems(("b",), 3)),
        (SimilarText("x", "x"), "Tea!", "tea", Texts("Tea!", "tea")),
        (NumberRange(5.0, "x", "x"), "25 - 40", "43.5", Numbers("25–40", "43.5", 3.5)),
        (
            Nearness(LOCATIONS, 30.0, "x", "x"),
            "long beach, westlake",
            "ECHO PARK",
            Distance("Westlake", "Echo Park", 2.7),
        ),
        (Nearness(LOCATIONS, 30.0, "x", "x"), "", "", Missing("both")),
    ],
)
def test_evidence_describes_the_pair(kind, mentee, mentor, expected):
    assert evidence(kind, mentee, mentor) == expected


@pytest.mark.parametrize(
    "kind",
    [
        LevelDifferenceShares(GRADES, ((1, 1.0),), "x", "x"),
        AllowedLevelDifferences(GRADES, (1,), "x", "x"),
    ],
)
def test_an_answer_off_the_scale_is_refused_with_row_and_value(kind):
    with pytest.raises(InvalidTableError, match=r"people, row 1, column 'x': 'boss' is not on"):
        kind.prepare(people("low"), people("", "boss"))


def test_an_empty_side_gives_an_empty_block():
    people = random_people(0, "mentees")
    empty = People.from_table(people.table[:0], Side(id="id"), "mentors")
    for kind, _ in ALL:
        for sides in ((people, empty), (empty, people), (empty, empty)):
            block = kind.prepare(*sides).shares(*(np.arange(len(side)) for side in sides))
            assert block.shape == tuple(map(len, sides))
