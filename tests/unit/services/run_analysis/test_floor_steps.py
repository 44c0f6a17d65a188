"""The steps of the picture: floors as they can be typed, and which of them leave nobody out."""

from types import SimpleNamespace
from typing import Any

import pytest

from mentorship.services.match_settings.settings import RunSettings
from mentorship.services.run_analysis.floor_steps import floor_steps

FRONTIER = [[2.2195, 79, 460.0], [3.5, 79, 459.5], [3.50049, 78, 455.0], [7.9, 1, 7.9]]


def steps_of(frontier: list[list[float]], run_floor: Any = None, max_score: float = 11) -> Any:
    analysis: Any = SimpleNamespace(frontier=frontier)
    program = {"criterion": [{"name": "topics", "weight": max_score}]}
    return floor_steps(analysis, RunSettings(program, floor=run_floor))


def test_floors_are_rounded_down_so_that_their_pairs_stay_allowed() -> None:
    assert [step.floor for step in steps_of(FRONTIER).steps] == [2.219, 3.5, 7.9]


def test_the_highest_floor_that_leaves_nobody_out_is_known() -> None:
    floors = steps_of(FRONTIER)
    assert floors.without_floor.people == 79
    assert (floors.for_everybody.floor, floors.for_everybody.total) == (3.5, 459.5)
    assert floors.end == 7.9


@pytest.mark.parametrize(
    ("run_floor", "current"),
    [(None, []), ("auto", []), (0, []), (2.2195, [2.219]), (3.0, [3.5]), (7.9, [7.9])],
)
def test_the_step_of_the_runs_own_floor_is_marked(run_floor: Any, current: list[float]) -> None:
    floors = steps_of(FRONTIER, run_floor)
    assert [step.floor for step in floors.steps if step.is_current] == current


def test_floors_that_only_those_reach_who_waited_are_left_out() -> None:
    assert [step.floor for step in steps_of(FRONTIER, max_score=6).steps] == [2.219, 3.5]


def test_a_match_without_any_points_is_a_step_too() -> None:
    assert [step.people for step in steps_of([[0.0, 3, 5.0], [5.0, 1, 5.0]]).steps] == [3, 1]


def test_nobody_to_match_has_no_steps() -> None:
    assert steps_of([]) is None
