"""The coordinates of bars and steps, calculated by hand."""

import pandas as pd
import pytest

from matching.explanations.pairs import MatchedPair
from matching.output.report.floor_chart import AXIS_LENGTH_FACTOR, floor_chart
from matching.output.report.histogram import LABEL_HEIGHT_PX, PLOT_HEIGHT_PX, histogram


def pair(score, max_score=10.0):
    return MatchedPair("e", "E", "m", "M", score, max_score, False, ())


def test_every_pair_is_in_one_bin_and_a_perfect_one_in_the_last():
    bars = histogram([pair(score) for score in (0, 0.99, 1, 4.5, 9.99, 10)])
    assert [bar.pairs for bar in bars] == [2, 1, 0, 0, 1, 0, 0, 0, 0, 2]
    assert bars[0].title == "under 10 %"
    assert bars[-1].title == "90 % to 100 %"


def test_a_rounding_error_at_the_edge_of_a_bin_does_not_move_a_pair_down():
    assert histogram([pair(0.1 + 0.2, max_score=1.0), pair(0.7, max_score=1.0)])[3].pairs == 1
    assert histogram([pair(0.7 - 1e-16, max_score=1.0)])[7].pairs == 1


def test_the_highest_bar_fills_the_plot_and_all_start_at_the_axis():
    bars = histogram([pair(1), pair(5), pair(5)])
    assert (bars[5].height, bars[1].height, bars[0].height) == (
        PLOT_HEIGHT_PX,
        PLOT_HEIGHT_PX / 2,
        0,
    )
    assert {bar.top + bar.height for bar in bars} == {LABEL_HEIGHT_PX + PLOT_HEIGHT_PX}
    assert [bar.middle for bar in bars] == [5, 15, 25, 35, 45, 55, 65, 75, 85, 95]


@pytest.mark.parametrize("pairs", [[], [pair(0, max_score=0)]])
def test_without_scores_there_are_no_bars(pairs):
    assert histogram(pairs) == ()


def chart(rows, floor=0.0, max_score=10.0):
    return floor_chart(pd.DataFrame(rows, columns=["floor", "people", "total"]), floor, max_score)


def test_every_step_ends_at_its_floor_and_is_as_high_as_its_number():
    people = chart([(4, 4, 30), (5, 2, 18), (10, 1, 10)]).people
    end = 10 * AXIS_LENGTH_FACTOR
    assert [step.left for step in people] == [0, round(400 / end, 2), round(500 / end, 2)]
    assert people[-1].left + people[-1].width == pytest.approx(1000 / end, abs=0.02)
    heights = [step.height for step in people]
    assert heights == [heights[0], heights[0] / 2, heights[0] / 4]
    assert [step.drop for step in people] == [0, heights[0] / 2, heights[0] / 4]
    assert [step.label for step in people] == ["4", "2", ""]


@pytest.mark.parametrize(("floor", "current"), [(0, 0), (4, 0), (4.9, 1), (10, 2)])
def test_the_row_of_the_current_floor_is_marked(floor, current):
    rows = chart([(4, 4, 30), (5, 2, 18), (10, 1, 10)], floor).rows
    assert [row.is_current for row in rows].index(True) == current
    assert sum(row.is_current for row in rows) == 1


def test_labels_that_would_overlap_are_omitted_but_never_the_current_one():
    labels = [step.label for step in chart([(0.5, 4, 9), (5, 3, 8), (9, 1, 3)], 0.6).people]
    assert labels == ["", "3", "1"]


def test_steps_too_narrow_to_see_are_only_in_the_table():
    layout = chart([(step / 1000, 10_000 - step, 1.0) for step in range(10_000)])
    assert len(layout.rows) == 10_000
    assert len(layout.people) < 400


def test_a_result_without_points_has_an_axis():
    layout = chart([(0, 3, 0.0)], max_score=0.0)
    assert [step.height for step in layout.total] == [0]
    assert [tick.label for tick in layout.ticks] == ["0"]
