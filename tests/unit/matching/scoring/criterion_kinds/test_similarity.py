"""What few share says more than what all do, and a script is no border."""

import numpy as np
import pytest

from matching.encoding.tfidf import DENSE
from matching.scoring.criterion_kinds.overlap import SharedDislikes
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from matching.scoring.scorer import UNKNOWN, Scorer
from tests.unit.matching.some_people import people

ONE = np.array([0])


def share(kind, mentee, mentor, others=()):
    return kind.prepare(people(mentee, *others), people(mentor)).shares(ONE, ONE).item()


ROUND = ["soccer"] * 8 + ["chess"]


def test_a_rare_item_in_common_counts_more():
    rare = share(SimilarItems("x", "x"), "chess, tea", "chess, rum", ROUND)
    common = share(SimilarItems("x", "x"), "soccer, tea", "soccer, rum", ROUND)
    assert rare > common > 0


def test_a_rare_dislike_in_common_counts_as_any_other():
    kind = SharedDislikes("x", "x")
    assert share(kind, "chess", "chess", ROUND) == share(kind, "soccer", "soccer", ROUND) == 0.5


@pytest.mark.parametrize("words", [3, DENSE + 1])
def test_likeness_is_the_same_from_either_side(words):
    kind = SimilarItems("x", "x")
    mine, theirs = ", ".join(map(str, range(words))), "1, 2, other"
    assert share(kind, mine, theirs) == share(kind, theirs, mine)
    assert share(kind, mine, mine) == 1.0


def test_a_dense_and_a_sparse_measure_give_the_same_share():
    kind = SimilarItems("x", "x")
    small = kind.prepare(people("a, b", "c"), people("b, c, d"))
    many = ", ".join(f"w{number}" for number in range(DENSE))
    large = kind.measure(people("a, b", "c", many), people("b, c, d"), small.rarity)
    rows = np.array([0, 1])
    assert large.shares(rows, ONE).tolist() == small.shares(rows, ONE).tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김치", "Kimchi"),
        ("Россия", "Rossiya"),
        ("我喜欢做饭和跳舞", "做饭"),
        ("हिन्दी", "Hindi"),
        ("cooking", "I like to COOK"),
        ("ｃａｆé", "cafe"),
    ],
)
def test_texts_meet_across_scripts_and_forms(one, other):
    kind = SimilarText("x", "x")
    others = ["gardening", "housing", "音乐"]
    assert share(kind, one, other, others) > 0.2
    assert share(kind, one, "volleyball", others) < 0.1


def test_items_new_to_the_round_are_shared_only_by_two_who_both_have_them():
    for kind in (SimilarItems("x", "x"), SimilarText("x", "x")):
        measure = kind.prepare(people(*ROUND), people("soccer, 茶"))
        new = measure.for_people(people("봄", "soccer"), people("봄", "soccer, 茶"))
        block = new.shares(np.array([0, 1]), np.array([0, 1]))
        assert block[0].tolist() == [1.0, 0.0]
        assert block[1, 1] == measure.shares(ONE, ONE).item()


def test_a_big_round_takes_its_neutral_share_from_an_even_sample():
    kind = SimilarItems("x", "x")
    crowd = people(*(["a"] * 600 + ["b"] * 600), "")
    scorer = Scorer.of(kind.prepare(crowd, crowd))
    assert scorer.neutral == 0.5
    assert Scorer.of(kind.prepare(crowd, people("a"))).neutral == 0.5


def test_nobody_to_learn_from_leaves_the_neutral_share_in_the_middle():
    assert Scorer.of(SimilarItems("x", "x").prepare(people("a"), people(""))).neutral == UNKNOWN


def test_a_neutral_share_stays_when_answers_change():
    scorer = Scorer.of(SimilarItems("x", "x").prepare(people("a", ""), people("b", "a")))
    again = scorer.for_people(people("b"), people("", "b"))
    assert again.shares(ONE, np.array([0, 1])).tolist() == [[scorer.neutral, 1.0]]
