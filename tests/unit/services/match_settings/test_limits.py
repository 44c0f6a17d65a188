"""What is outside of its limits, and at which field that is said."""

from typing import Any

import pytest
from flask import Flask

from mentorship.services.match_settings.entries import with_choices
from mentorship.services.match_settings.limits import problems
from mentorship.services.match_settings.settings import RunSettings
from mentorship.services.pairing.library_adapter.programs import standard_program


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"floor": 11.5}, "floor_points"),
        ({"floor": -1}, "floor_points"),
        ({"floor": float("nan")}, "floor_points"),
        ({"floor": "high"}, "floor_points"),
        ({"load_penalty": 100.5}, "load_penalty"),
        ({"load_penalty": True}, "load_penalty"),
        ({"waiting_points": float("inf")}, "waiting_points"),
        ({"seed": 2**31}, "seed"),
        ({"seed": -1}, "seed"),
        ({"objective": "luck"}, "objective"),
    ],
)
def test_a_value_outside_its_limits_is_named(
    app: Flask, options: dict[str, Any], field: str
) -> None:
    assert [name for name, _sentence in problems(RunSettings(standard_program(), **options))] == [
        field
    ]


@pytest.mark.parametrize(
    "options",
    [
        {"floor": 11.0},
        {"floor": "auto"},
        {"seed": 2**31 - 1},
        {"load_penalty": 100, "waiting_points": 0},
    ],
)
def test_a_value_at_its_limit_is_accepted(app: Flask, options: dict[str, Any]) -> None:
    assert list(problems(RunSettings(standard_program(), **options))) == []


def test_something_must_count(app: Flask) -> None:
    nothing = dict.fromkeys([item["name"] for item in standard_program()["criterion"]], 0.0)
    found = dict(problems(RunSettings(with_choices(standard_program(), nothing, ()))))
    assert "more than 0 points" in found["weights"]


def test_a_weight_outside_its_limits_is_named_by_its_criterion(app: Flask) -> None:
    settings = RunSettings(with_choices(standard_program(), {"time": 101.0}, ()))
    assert [name for name, _sentence in problems(settings)] == ["weight_time"]
