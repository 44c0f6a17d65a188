"""Columns with one stem are guessed as one question, in the notations of many survey tools."""

import pytest
from flask import Flask

from mentorship.services.imports.guess_columns import guess_columns
from mentorship.services.imports.parsing.table import Table


@pytest.mark.parametrize(
    "notation",
    [
        "Languages [{}]",
        "Languages you speak - {}",
        "Idiomas – Opción - {}",
        "Languages: {}",
        "Languages ({})",
        "Languages >> {}",
        "person/languages/{}",
        "Which languages do you speak? {}",
        "Which languages do you speak?.{}",
        "Languages (choice={})",
        "{}:Which languages do you speak?",
        "{}",
    ],
)
def test_a_column_for_each_box_is_one_question(app: Flask, notation: str) -> None:
    headers = [notation.format(name) for name in ("Thai", "Korean", "Lao")]
    table = Table.of([["Email", *headers], ["a@example.org", "TRUE", "", "TRUE"]])
    entry = guess_columns(table)["languages"]
    options = [item["option"].removeprefix("Opción - ") for item in entry if isinstance(item, dict)]
    assert options == ["Thai", "Korean", "Lao"]


@pytest.mark.parametrize(
    ("headers", "cells", "entries"),
    [
        (
            ["Free? [Monday]", "Free? [Sunday]"],
            ["Morning", "Evening"],
            [("day", "mon"), ("day", "sun")],
        ),
        (
            ["¿Cuándo? [lunes]", "¿Cuándo? [martes]"],
            ["Mañana", ""],
            [("day", "mon"), ("day", "tue")],
        ),
        (
            ["Free? - Mon - Morning", "Free? - Sun - Evening"],
            ["1", "0"],
            [("option", "Monday morning"), ("option", "Sunday evening")],
        ),
        (
            ["Libre [lunes por la mañana]", "Libre [domingo por la noche]"],
            ["VERDADERO", "FALSO"],
            [("option", "Monday morning"), ("option", "Sunday evening")],
        ),
    ],
)
def test_a_grid_of_times_is_guessed_whichever_way_it_lies(
    app: Flask, headers: list[str], cells: list[str], entries: list[tuple[str, str]]
) -> None:
    entry = guess_columns(Table.of([headers, cells]))["availability"]
    assert [(name, item[name]) for (name, _), item in zip(entries, entry, strict=True)] == entries


def test_one_box_of_a_group_is_never_taken_for_the_whole_question(app: Flask) -> None:
    headers = ["Languages [English]", "Languages [Klingon]", "Languages [Other]"]
    table = Table.of([headers, ["English", "Klingon", "a bit of Elvish"]])
    assert guess_columns(table)["languages"] == [
        {"column": "Languages [English]", "option": "English"},
        {"column": "Languages [Klingon]", "option": "Klingon"},
        "Languages [Other]",
    ]
