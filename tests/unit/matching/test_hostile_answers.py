"""Whatever a cell contains, a pair gets a valid share, or the error names the cell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import InvalidTableError
from matching.encoding.geography import Location
from matching.scoring.criteria import Criterion
from matching.scoring.criterion_kinds.distance import Nearness
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.number_range import NumberRange
from matching.scoring.criterion_kinds.overlap import Overlap, SharedDislikes, SharedItems
from matching.scoring.criterion_kinds.priority import Priority
from matching.scoring.criterion_kinds.similarity import SimilarItems, SimilarText
from tests.unit.matching.random_people import people

LISTS = [
    SharedItems("x", "x"),
    Overlap("x", "x", enough=1),
    SharedDislikes("x", "x"),
    SimilarItems("x", "x"),
]
ANY_TEXT = [
    Same("x", "x"),
    Differ("x", "x"),
    Priority("yes", "x", "x"),
    SimilarText("x", "x"),
    *LISTS,
]
RANGE = NumberRange(10.0, "x", "x")
NEARNESS = Nearness((Location("Westlake", 34.06, -118.28),), 10.0, "x", "x")
HOSTILE = ["a\0b", "\u202eabc\u2066", "👩🏽‍🌾", "x" * 200, "´`'\"", "\ud800", "ﷺ", "İ", "ß", "%s{}"]


def shares(kind, mentees, mentors):
    scorer = Criterion("x", "x", 1.0, kind, missing=0.25).prepare(
        people(*mentees), people(*mentors)
    )
    return scorer.shares(np.arange(len(mentees)), np.arange(len(mentors)))


@pytest.mark.parametrize("answer", HOSTILE)
@pytest.mark.parametrize("kind", LISTS[:2] + LISTS[3:])
def test_a_hostile_item_equals_itself_and_nothing_else(kind, answer):
    assert shares(kind, [answer], [answer, "tea"]).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_text_equals_itself(answer):
    assert shares(SimilarText("x", "x"), [answer], [answer]).tolist() == [[1.0]]


@pytest.mark.parametrize("answer", ["\u202e", "\0", "\u200b \ufeff", " "])
@pytest.mark.parametrize("kind", [*ANY_TEXT, RANGE, NEARNESS])
def test_invisible_text_is_a_blank(kind, answer):
    assert shares(kind, [answer], ["westlake" if kind is NEARNESS else "1"]).tolist() == [[0.25]]


@pytest.mark.parametrize("kind", [Same("x", "x"), *LISTS[:2], LISTS[3]])
def test_invisible_characters_make_no_difference(kind):
    assert shares(kind, ["\u202bTea\u202c"], ["te\u00ada"]).tolist() == [[1.0]]


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_every_text_gives_a_share_from_0_to_1(mentees, mentors):
    for kind in ANY_TEXT:
        block = shares(kind, mentees, mentors)
        assert ((block >= 0) & (block <= 1)).all()
        assert shares(kind, mentors, mentees).shape == block.T.shape


@given(st.text())
def test_every_text_is_a_range_or_is_refused(answer):
    try:
        share = shares(RANGE, [answer], ["25-40"]).item()
    except InvalidTableError:
        share = 0.0
    assert 0 <= share <= 1


@pytest.mark.parametrize(
    ("answer", "share"),
    [("٣٠", 1.0), ("３０", 1.0), ("+30.0", 1.0), ("20 – 22", 0.7), ("-5", 0.0), ("0-99", 1.0)],
)
def test_numbers_are_read_as_people_write_them(answer, share):
    assert shares(RANGE, [answer], ["25-40"]).item() == pytest.approx(share)
    assert shares(RANGE, ["25-40"], [answer]).item() == pytest.approx(share)


@pytest.mark.parametrize(
    "answer", ["25-", "-", "NaN", "inf", "1e400", "9" * 400, "1,5", "5²", "0x10", "1-2-3", "thirty"]
)
def test_an_answer_without_a_number_is_refused_with_row_and_column(answer):
    # A comma separates items of a list, but not numbers.
    with pytest.raises(InvalidTableError, match=r"people, row 1, column 'x': .* is no number"):
        shares(RANGE, ["1"], ["1", answer])


def test_a_descending_range_is_refused():
    with pytest.raises(InvalidTableError, match="row 0, column 'x': '40-25' runs downwards"):
        shares(RANGE, ["40-25"], ["1"])


def test_an_unknown_location_is_refused_with_row_and_column():
    with pytest.raises(InvalidTableError, match="row 1, column 'x': 'Paris' is not among"):
        shares(NEARNESS, ["Westlake"], ["westlake", "Westlake, Paris"])
