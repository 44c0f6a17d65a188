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
    ],
)
def test_the_delimiter_is_the_commonest_in_the_header_outside_of_quotes(text, delimiter):
    assert guess_delimiter(text) == delimiter


def test_an_open_quote_is_refused_with_its_row():
    with pytest.raises(TableReadError, match="not CSV") as refusal:
        list(csv_rows('a,b\n1,2\n3,"4'))
    assert refusal.value.row == 3
