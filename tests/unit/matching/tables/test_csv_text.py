"""The delimiter of a CSV file is found in its header."""

import pytest

from matching.tables.csv_text import csv_rows, guess_delimiter
from matching.tables.read_errors import TableReadError


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("", ","),
        ("name", ","),
        ("id;name\n1;a,b,c,d", ";"),
        ("id\tname, full\trole", "\t"),
        ('id;"last, first, middle"', ";"),
        ('"a,b,c";"say ""x,y,z"""', ";"),
        ('"two\nlines, or, three";b', ";"),
        ('size (5");name\n1;2"', ";"),
        ("\n,,\nid;name;age;role", ";"),
        ("id;name\r1,2,3,4", ";"),
        ("Applications of fall\n\nid;name;age", ";"),
    ],
)
def test_the_delimiter_is_the_commonest_in_the_header_outside_of_quotes(text, delimiter):
    assert guess_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\r\na;b\r\n1,5;2\r\n", [[], ["a", "b"], ["1,5", "2"]]),
        ('"sep=|"\na|b\n', [[], ["a", "b"]]),
        ("SEP=\t\na\tb", [[], ["a", "b"]]),
        ("separate,b\n1,2", [["separate", "b"], ["1", "2"]]),
    ],
)
def test_a_first_line_that_names_the_delimiter_is_obeyed(text, rows):
    assert list(csv_rows(text)) == rows


def test_an_open_quote_is_refused_with_its_row():
    with pytest.raises(TableReadError, match="not CSV") as refusal:
        list(csv_rows('a,b\n1,2\n3,"4'))
    assert refusal.value.row == 3
