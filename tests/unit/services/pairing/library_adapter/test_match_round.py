"""The adapter between match runs and the matching library."""

from typing import cast

from matching.parallel.progress import Stage
from mentorship.services.pairing.library_adapter.match_round import STAGES, percent_progress


def test_each_stage_advances_the_percentage_by_its_part() -> None:
    percentages: list[int] = []
    progress = percent_progress(percentages.append)
    for stage in STAGES:
        progress(stage, 0, 2)
        progress(stage, 1, 2)
    assert percentages == [0, 17, 33, 50, 67, 83]


def test_a_stage_that_does_not_count_keeps_the_last_percentage() -> None:
    percentages: list[int] = []
    progress = percent_progress(percentages.append)
    progress(Stage.WRITING, 0, 1)
    progress(Stage.SOLVING, 0, 1)
    progress(Stage.RAISING_FLOOR, 1, 2)
    assert percentages == [0, 33, 33]


def test_an_unknown_stage_keeps_the_last_percentage() -> None:
    percentages: list[int] = []
    progress = percent_progress(percentages.append)
    progress(Stage.SCORING, 1, 2)
    progress(cast("Stage", "a stage of a later version"), 0, 1)
    assert percentages == [17, 17]


def test_a_stage_without_units_does_not_divide_by_zero() -> None:
    percentages: list[int] = []
    percent_progress(percentages.append)(Stage.SCORING, 0, 0)
    assert percentages == [0]
