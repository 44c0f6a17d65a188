"""People are sorted by id, and an invalid table is refused with row and column."""

import pandas as pd
import pytest

from matching import InvalidTableError
from matching.tables.people import People, Side

SIDE = Side(id="id", name=("first", "last"), capacity="places")
ROW = {"id": "a", "first": "Ana", "last": "Lim", "places": "2"}


def people(*changes, side=SIDE):
    rows = [ROW | change for change in changes]
    return People.from_table(pd.DataFrame(rows, index=range(2, 2 + len(rows))), side, "m.csv")


def test_people_are_sorted_by_id_whatever_the_order_of_rows():
    read = people({"id": "zoe", "places": "3"}, {"id": " amal ", "first": "", "places": "0"})
    assert read.ids == ("amal", "zoe")
    assert read.names == ("Lim", "Ana Lim")
    assert read.capacity.tolist() == [0, 3]


def test_without_columns_the_name_is_the_id_and_the_capacity_is_one():
    read = people({"id": "x"}, side=Side(id="id"))
    assert (read.names, read.capacity.tolist()) == (("x",), [1])


def test_a_blank_capacity_is_one():
    assert people({"places": " "}).capacity.tolist() == [1]


@pytest.mark.parametrize(
    ("places", "capacity"),
    [("2.0", 2), ("2.00", 2), ("2,0", 2), ("2.", 2), ("+3", 3), ("0.0", 0), ("２", 2), ("٣", 3)],
)
def test_a_whole_number_is_a_capacity_however_a_program_writes_it(places, capacity):
    assert people({"places": places}).capacity.tolist() == [capacity]


def test_lists_are_split_at_commas_without_blank_items():
    read = people({"last": " a ,, b c,"}, {"id": "b", "last": ""})
    assert read.lists("last") == [("a", "b c"), ()]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([{"id": "x"}, {"id": "  "}], "m.csv, row 3, column 'id': the id is blank"),
        ([{"id": "x"}, {"id": "x "}], "m.csv, row 3, column 'id': 'x' is also the id in row 2"),
        ([{"places": "lots"}], "m.csv, row 2, column 'places': 'lots' is not a capacity"),
        ([{"places": "-1"}], "'-1' is not a capacity"),
        ([{"places": "1.5"}], "'1.5' is not a capacity"),
        ([{"places": "1,000"}], "'1,000' is not a capacity"),
        ([{"places": "2 mentees"}], "'2 mentees' is not a capacity: write a whole number from 0"),
        ([{"places": "1000001"}], "'1000001' is not a capacity"),
        ([{"places": "nan"}], "'nan' is not a capacity"),
        ([{"places": "²"}], "'²' is not a capacity"),
        ([{"places": "9" * 5000}], "is not a capacity"),
        ([{"first": None}], "row 2, column 'first': nan is not text|None is not text"),
        ([{"places": 2}], "m.csv, row 2, column 'places': 2 is not text"),
    ],
)
def test_an_invalid_cell_is_refused_with_row_and_column(changes, message):
    with pytest.raises(InvalidTableError, match=message):
        people(*changes)


def test_a_missing_column_is_refused_with_a_suggestion():
    with pytest.raises(
        InvalidTableError, match=r"row 1: no column 'plases'; did you mean 'places'"
    ):
        people({}, side=Side(id="id", capacity="plases"))


def test_a_duplicate_column_is_refused_only_when_it_is_used():
    table = pd.DataFrame([["a", "x", "y"]], columns=["id", "topic", "topic "], index=[2])
    read = People.from_table(table, Side(id="id"), "m.csv")
    with pytest.raises(InvalidTableError, match="row 1: 2 columns are called 'topic'"):
        read.text("topic")
