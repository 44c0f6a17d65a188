"""Programme files: the one of the library, and whether another can be used."""

import pytest
from flask import Flask

from mentorship.services.pairing.library_adapter.programs import (
    columns,
    invented_answers,
    program_error,
    standard_program,
    unreadable_answer,
)

REGION = {"name": "region", "kind": "steps", "column": "region", "weight": 1, "shares": {"0": 1}}


def test_the_standard_programme_can_be_used(app: Flask) -> None:
    assert program_error(standard_program()) == ""
    assert unreadable_answer(standard_program()) == ""


def test_the_first_entry_that_is_wrong_is_named(app: Flask) -> None:
    program = {**standard_program(), "rule": [{"name": "mode", "kind": "shere"}]}
    assert program_error(program).startswith("rule 1 (mode): unknown kind 'shere'")


def test_invented_people_give_every_answer(app: Flask) -> None:
    table = invented_answers()
    assert set(columns()) < set(table.columns)
    assert {"online", "in_person"} <= set(table["modes"])
    assert {"es", "zap"} <= set(table["languages"])
    assert "central" in set(table["region"])


@pytest.mark.parametrize(("order", "reads_all"), [(["a", "b"], False), (None, True)])
def test_a_scale_without_an_answer_that_people_can_give_is_found(
    app: Flask, order: list[str] | None, reads_all: bool
) -> None:
    order = order or sorted(filter(None, set(invented_answers()["region"])))
    program = {**standard_program(), "criterion": [{**REGION, "order": order}]}
    assert (unreadable_answer(program) == "") is reads_all
