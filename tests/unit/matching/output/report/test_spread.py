"""Who is matched, group by group, counted a second time by hand."""

import pytest

from matching.errors import InvalidTableError
from matching.output.report.columns import chosen_columns
from matching.output.report.spread import spread
from tests.unit.matching.output.report.conftest import MENTEES, MENTORS, make_round, words


def of(round_, column):
    return spread(column, round_.result.pairs, round_.program, round_.mentees, round_.mentors)


def groups(side):
    return [(group.title, group.people, group.matched) for group in side.groups]


def test_a_list_counts_in_each_of_its_items_without_regard_to_case(one_round):
    mentees, mentors = of(one_round, "speaks").sides
    assert groups(mentees) == [("en", 3, 3), ("ko", 1, 0), ("vi", 1, 1)]
    assert groups(mentors) == [("en", 2, 2), ("es", 2, 1)]


def test_one_answer_with_a_comma_stays_one_and_a_blank_is_the_last(one_round):
    mentees, mentors = of(one_round, "town").sides
    assert groups(mentees) == [("East, Side", 1, 1), ("north", 2, 2), ("", 1, 0)]
    assert groups(mentors) == [("East, Side", 1, 1), ("north", 1, 1), ("", 1, 0)]


def test_the_mean_is_over_the_pairs_of_the_group(one_round):
    mentors = {group.title: group for group in of(one_round, "town").sides[1].groups}
    scores = [pair.score for pair in one_round.result.pairs if pair.mentor_id == "m2"]
    assert len(scores) == 2
    assert mentors["north"].mean == pytest.approx(sum(scores) / 2)
    assert mentors[""].mean is None


def test_everybody_is_counted_once_beside_the_groups(one_round):
    mentees, mentors = of(one_round, "speaks").sides
    assert (mentees.everybody.people, mentees.everybody.matched) == (4, 3)
    assert (mentors.everybody.people, mentors.everybody.matched) == (3, 2)
    assert mentees.everybody.share == 0.75


def test_a_column_of_one_side_is_counted_for_that_side_alone(one_round):
    assert [side.side for side in of(one_round, "places").sides] == ["mentors"]


def test_grades_stand_in_the_order_of_the_programme():
    order = ["senior", "junior", "absent"]
    rule = {"name": "up", "kind": "steps", "column": "town", "order": order, "allowed": [0]}
    program = {"title": "t", "mentees": {"id": "id"}, "mentors": {"id": "id"}, "rule": [rule]}
    towns = [("e1", "junior"), ("e2", ""), ("e3", "senior")]
    round_ = make_round(
        [(who, "", "", "", town) for who, town in towns],
        [("m1", "", "", "", "Junior", "1")],
        program,
    )
    assert [title for title, _, _ in groups(of(round_, "town").sides[0])] == [
        "senior", "junior", "",
    ]  # fmt: skip


def test_the_columns_of_the_programme_are_chosen_while_they_have_few_answers(one_round):
    assert chosen_columns([], one_round.program, one_round.mentees, one_round.mentors) == (
        "speaks", "topics", "town",
    )  # fmt: skip
    many = [(*MENTEES[0][:3], ", ".join(map(str, range(13))), "")]
    crowded = make_round(many, MENTORS)
    assert "topics" not in chosen_columns([], crowded.program, crowded.mentees, crowded.mentors)


def test_a_column_that_is_asked_for_is_chosen_alone_and_once(one_round):
    sides = one_round.mentees, one_round.mentors
    assert chosen_columns(["name", "name"], one_round.program, *sides) == ("name",)
    with pytest.raises(InvalidTableError, match="no column 'age' in mentees or mentors"):
        chosen_columns(["age"], one_round.program, *sides)


def test_the_page_shows_the_groups_with_their_numbers(one_round):
    said = words(one_round.page("speaks"))
    assert "en 3 of 3 100 %" in said
    assert "ko 0 of 1 0 % none" in said
    assert "Everybody 3 of 4 75 %" in said
