"""Similarity: rare terms count more, and text is compared across scripts."""

import numpy as np
import pytest

from matching.encoding.tfidf import MAX_DENSE_TERMS
from matching.scoring.criterion_kinds.overlap import SharedDislikes
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from matching.scoring.scorer import DEFAULT_NEUTRAL_SHARE, ImputingScorer
from tests.unit.matching.random_people import people

FIRST = np.array([0])


def share(kind, mentee, mentor, others=()):
    return kind.prepare(people(mentee, *others), people(mentor)).shares(FIRST, FIRST).item()


OTHERS = ["soccer"] * 8 + ["chess"]


def test_a_rare_item_in_common_counts_more():
    rare = share(SimilarItems("x", "x"), "chess, tea", "chess, rum", OTHERS)
    common = share(SimilarItems("x", "x"), "soccer, tea", "soccer, rum", OTHERS)
    assert rare > common > 0


def test_a_rare_dislike_in_common_counts_the_same_as_any_other():
    kind = SharedDislikes("x", "x")
    assert share(kind, "chess", "chess", OTHERS) == share(kind, "soccer", "soccer", OTHERS) == 0.5


@pytest.mark.parametrize("terms", [3, MAX_DENSE_TERMS + 1])
def test_similarity_is_symmetric(terms):
    kind = SimilarItems("x", "x")
    many, few = ", ".join(map(str, range(terms))), "1, 2, other"
    assert share(kind, many, few) == share(kind, few, many)
    assert share(kind, many, many) == 1.0


def test_a_dense_and_a_sparse_matrix_give_the_same_share():
    kind = SimilarItems("x", "x")
    small = kind.prepare(people("a, b", "c"), people("b, c, d"))
    many = ", ".join(f"w{number}" for number in range(MAX_DENSE_TERMS))
    large = kind.prepare_with(people("a, b", "c", many), people("b, c, d"), small.idf)
    rows = np.array([0, 1])
    assert large.shares(rows, FIRST).tolist() == small.shares(rows, FIRST).tolist()


@pytest.mark.parametrize(
    ("text", "similar"),
    [
        ("김치", "Kimchi"),
        ("Россия", "Rossiya"),
        ("我喜欢做饭和跳舞", "做饭"),
        ("हिन्दी", "Hindi"),
        ("cooking", "I like to COOK"),
        ("ｃａｆé", "cafe"),
    ],
)
def test_texts_are_similar_across_scripts_and_forms(text, similar):
    kind = SimilarText("x", "x")
    others = ["gardening", "housing", "音乐"]
    assert share(kind, text, similar, others) > 0.2
    assert share(kind, text, "volleyball", others) < 0.1


def test_an_unseen_item_counts_only_for_two_people_who_both_have_it():
    for kind in (SimilarItems("x", "x"), SimilarText("x", "x")):
        scorer = kind.prepare(people(*OTHERS), people("soccer, 茶"))
        new = scorer.for_people(people("봄", "soccer"), people("봄", "soccer, 茶"))
        block = new.shares(np.array([0, 1]), np.array([0, 1]))
        assert block[0].tolist() == [1.0, 0.0]
        assert block[1, 1] == scorer.shares(FIRST, FIRST).item()


def test_the_neutral_share_of_many_people_comes_from_an_even_sample():
    kind = SimilarItems("x", "x")
    crowd = people(*(["a"] * 600 + ["b"] * 600), "")
    scorer = ImputingScorer.of(kind.prepare(crowd, crowd))
    assert scorer.neutral == 0.5
    assert ImputingScorer.of(kind.prepare(crowd, people("a"))).neutral == 0.5


def test_the_neutral_share_has_a_default_when_nobody_answered():
    assert (
        ImputingScorer.of(SimilarItems("x", "x").prepare(people("a"), people(""))).neutral
        == DEFAULT_NEUTRAL_SHARE
    )


def test_the_neutral_share_stays_when_answers_change():
    scorer = ImputingScorer.of(SimilarItems("x", "x").prepare(people("a", ""), people("b", "a")))
    again = scorer.for_people(people("b"), people("", "b"))
    assert again.shares(FIRST, np.array([0, 1])).tolist() == [[scorer.neutral, 1.0]]
