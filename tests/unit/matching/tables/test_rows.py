"""Rows are counted while they are read."""

import dataclasses

import pytest

from matching.tables.limits import UPLOAD_LIMITS
from matching.tables.read_errors import ReadProblem, TableReadError
from matching.tables.rows import bounded_rows


def test_columns_and_rows_are_bounded_at_the_last_that_fits():
    assert len(list(bounded_rows([["x"] * 200], UPLOAD_LIMITS))) == 1
    assert len(list(bounded_rows([["x"]] * 5001, UPLOAD_LIMITS))) == 5001
    with pytest.raises(TableReadError, match="more than 200 columns") as wide:
        list(bounded_rows([["x"], ["x"] * 201], UPLOAD_LIMITS))
    assert (wide.value.problem, wide.value.row) == (ReadProblem.TOO_MANY_COLUMNS, 2)
    with pytest.raises(TableReadError, match="more than 5,000 rows") as long:
        list(bounded_rows([["x"]] * 5002, UPLOAD_LIMITS))
    assert (long.value.problem, long.value.row) == (ReadProblem.TOO_MANY_ROWS, 5002)


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        ({"max_scanned_rows": 3}, ReadProblem.TOO_MANY_ROWS),
        ({"max_scanned_cells": 3}, ReadProblem.TOO_MANY_COLUMNS),
    ],
)
def test_blank_rows_and_cells_count_as_scanned(limit, problem):
    limits = dataclasses.replace(UPLOAD_LIMITS, **limit)
    with pytest.raises(TableReadError) as refusal:
        list(bounded_rows([["x", ""], [], ["", ""], []], limits))
    assert refusal.value.problem is problem


def test_characters_are_counted_over_all_rows():
    limits = dataclasses.replace(UPLOAD_LIMITS, max_characters=4)
    assert list(bounded_rows([["ab"], ["cd"]], limits)) == [["ab"], ["cd"]]
    with pytest.raises(TableReadError, match="more than 4 characters"):
        list(bounded_rows([["ab"], ["cde"]], limits))


def test_the_characters_of_a_cell_are_bounded_at_the_last_that_fits():
    limits = dataclasses.replace(UPLOAD_LIMITS, max_cell_characters=2)
    assert list(bounded_rows([["ab"], ["cd"]], limits)) == [["ab"], ["cd"]]
    with pytest.raises(TableReadError, match="a cell of more than 2 characters") as refusal:
        list(bounded_rows([["ab"], ["", "cde"]], limits))
    assert (refusal.value.problem, refusal.value.row) == (ReadProblem.CELL_TOO_LONG, 2)


def test_a_nul_character_is_refused_with_its_row():
    with pytest.raises(TableReadError, match="NUL") as refusal:
        list(bounded_rows([["a"], ["b\x00"]], UPLOAD_LIMITS))
    assert refusal.value.row == 2


def test_rows_pass_unchanged():
    assert list(bounded_rows([["a", " ", ""], []], UPLOAD_LIMITS)) == [["a", " ", ""], []]
