"""A list in one cell gives the same items however it was typed or exported."""

import json
import random

import pytest

from matching.tables.list_cells import has_markup, join_items, split_items
from tests.growth import MAX_LINEAR_GROWTH, growth

ITEMS = ("housing", "food, cooking", "women's rights")


@pytest.mark.parametrize(
    "cell",
    [
        "voting, housing",
        "voting;housing;",
        "voting | housing",
        "voting\nhousing",
        "voting、housing",
        "voting，housing",
        "voting؛ housing",
        '"voting", "housing"',
        "['voting', 'housing']",
        '["voting", "housing"]',
        "[voting, housing]",
        "{'voting', 'housing'}",
        '{voting,"housing"}',
        "('voting', 'housing')",
        ";#voting;#housing;#",
        "• voting\n• housing",
        "['voting' 'housing']",
        "['voting', 'housing', '']",
    ],
)
def test_every_usual_separator_and_export_gives_the_same_items(cell):
    assert split_items(cell) == ("voting", "housing")


@pytest.mark.parametrize("export", [repr, json.dumps, lambda items: str(tuple(items)), join_items])
def test_an_exported_item_may_contain_separators_and_quotes(export):
    assert split_items(export([*ITEMS, 'a "b" c', "김치 🍜"])) == (*ITEMS, 'a "b" c', "김치 🍜")


@pytest.mark.parametrize("cell", ["", " ", "[]", "()", "{}", "['']", ",;|", " , "])
def test_a_list_without_items_is_blank(cell):
    assert split_items(cell) == ()


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Housing (tenants), Voting (local)", ("Housing (tenants)", "Voting (local)")),
        ("(any topic)", ("(any topic)",)),
        ("(a), (b)", ("(a)", "(b)")),
        ("women's health, men's health", ("women's health", "men's health")),
        ("'90s music, '80s music", ("'90s music", "'80s music")),
        ("[women's health, men's health]", ("women's health", "men's health")),
        ('5" pipe, 6" pipe', ('5" pipe', '6" pipe')),
        ("and/or, R&B", ("and/or", "R&B")),
    ],
)
def test_what_people_write_in_parentheses_and_with_apostrophes_stays(cell, items):
    assert split_items(cell) == items


@pytest.mark.parametrize("cell", ["['voting'", "[a], [b]", '[{"name": "voting"}]', "array(['a'])"])
def test_an_unknown_export_leaves_markup_that_is_noticed(cell):
    assert any(map(has_markup, split_items(cell)))


@pytest.mark.parametrize("seed", range(4))
def test_joined_items_are_split_into_the_same_items(seed):
    rng = random.Random(seed)  # noqa: S311
    for _ in range(500):
        words = ("".join(rng.choices("ab ,;\"'[](){}\\|\n、", k=5)).strip() for _ in range(4))
        items = tuple(filter(None, words))
        assert split_items(join_items(items)) == items


@pytest.mark.parametrize("seed", range(4))
def test_a_simple_list_is_split_as_any_other(seed):
    rng = random.Random(seed)  # noqa: S311
    for _ in range(500):
        cell = "".join(rng.choices("ab ,.'&/-", k=12))
        assert split_items(cell) == split_items(f"{cell}\n")


@pytest.mark.parametrize("text", ["'", '"a;', "['", "\\'", "\n", '"";', "'a", "[],"])
def test_a_hostile_cell_takes_linear_time(text):
    for wrap in ("{}".format, "[{}]".format, "{{{}}}".format):
        assert growth(lambda cell, wrap=wrap: split_items(wrap(cell)), text * 2000) < (
            MAX_LINEAR_GROWTH
        )
