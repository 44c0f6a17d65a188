"""The groups of the report, counted by hand."""

import pytest

from matching.errors import InvalidTableError
from matching.output.report.columns import choose_columns
from matching.output.report.spread import spread
from tests.unit.matching.output.report.conftest import MENTEES, MENTORS, make_case, visible_text


def spread_of(case, column):
    return spread(column, case.result.pairs, case.program, case.mentees, case.mentors)


def groups(side):
    return [(group.title, group.people, group.matched) for group in side.groups]


def test_a_list_counts_in_each_of_its_items_ignoring_case(case):
    mentees, mentors = spread_of(case, "speaks").sides
    assert groups(mentees) == [("en", 3, 3), ("ko", 1, 0), ("vi", 1, 1)]
    assert groups(mentors) == [("en", 2, 2), ("es", 2, 1)]


def test_a_single_answer_with_a_comma_is_not_split_and_a_blank_is_last(case):
    mentees, mentors = spread_of(case, "town").sides
    assert groups(mentees) == [("East, Side", 1, 1), ("north", 2, 2), ("", 1, 0)]
    assert groups(mentors) == [("East, Side", 1, 1), ("north", 1, 1), ("", 1, 0)]


def test_the_mean_is_over_the_pairs_of_the_group(case):
    mentors = {group.title: group for group in spread_of(case, "town").sides[1].groups}
    scores = [pair.score for pair in case.result.pairs if pair.mentor_id == "m2"]
    assert len(scores) == 2
    assert mentors["north"].mean == pytest.approx(sum(scores) / 2)
    assert mentors[""].mean is None


def test_everybody_is_counted_once_in_the_total(case):
    mentees, mentors = spread_of(case, "speaks").sides
    assert (mentees.everybody.people, mentees.everybody.matched) == (4, 3)
    assert (mentors.everybody.people, mentors.everybody.matched) == (3, 2)
    assert mentees.everybody.share == 0.75


def test_a_column_of_one_side_is_counted_only_for_that_side(case):
    assert [side.side for side in spread_of(case, "places").sides] == ["mentors"]


def test_levels_are_in_the_order_of_the_scale():
    order = ["senior", "junior", "absent"]
    rule = {"name": "up", "kind": "steps", "column": "town", "order": order, "allowed": [0]}
    program = {"title": "t", "mentees": {"id": "id"}, "mentors": {"id": "id"}, "rule": [rule]}
    towns = [("e1", "junior"), ("e2", ""), ("e3", "senior")]
    case = make_case(
        [(person_id, "", "", "", town) for person_id, town in towns],
        [("m1", "", "", "", "Junior", "1")],
        program,
    )
    assert [title for title, _, _ in groups(spread_of(case, "town").sides[0])] == [
        "senior", "junior", "",
    ]  # fmt: skip


def test_the_default_columns_are_those_with_few_answers(case):
    assert choose_columns([], case.program, case.mentees, case.mentors) == (
        "speaks", "topics", "town",
    )  # fmt: skip
    many = [(*MENTEES[0][:3], ", ".join(map(str, range(13))), "")]
    crowded = make_case(many, MENTORS)
    assert "topics" not in choose_columns([], crowded.program, crowded.mentees, crowded.mentors)


def test_a_requested_column_is_chosen_alone_and_once(case):
    sides = case.mentees, case.mentors
    assert choose_columns(["name", "name"], case.program, *sides) == ("name",)
    with pytest.raises(InvalidTableError, match="no column 'age' in mentees or mentors"):
        choose_columns(["age"], case.program, *sides)


def test_the_page_shows_the_groups_with_their_numbers(case):
    text = visible_text(case.page("speaks"))
    assert "en 3 of 3 100 %" in text
    assert "ko 0 of 1 0 % none" in text
    assert "Everybody 3 of 4 75 %" in text
