"""Where bars and steps stand, worked out by hand."""

import pandas as pd
import pytest

from matching.explanations.pairs import MatchedPair
from matching.output.report.floor_chart import MARGIN, staircase
from matching.output.report.histogram import PLOT, TOP, histogram


def pair(score, most=10.0):
    return MatchedPair("e", "E", "m", "M", score, most, False, ())


def test_every_pair_is_in_one_band_and_a_perfect_one_in_the_last():
    bars = histogram([pair(score) for score in (0, 0.99, 1, 4.5, 9.99, 10)])
    assert [bar.pairs for bar in bars] == [2, 1, 0, 0, 1, 0, 0, 0, 0, 2]
    assert bars[0].title == "under 10 %"
    assert bars[-1].title == "90 % to 100 %"


def test_a_rounded_sum_on_the_edge_of_a_band_is_not_counted_below_it():
    assert histogram([pair(0.1 + 0.2, most=1.0), pair(0.7, most=1.0)])[3].pairs == 1
    assert histogram([pair(0.7 - 1e-16, most=1.0)])[7].pairs == 1


def test_the_highest_bar_fills_the_plot_and_all_stand_on_the_axis():
    bars = histogram([pair(1), pair(5), pair(5)])
    assert (bars[5].height, bars[1].height, bars[0].height) == (PLOT, PLOT / 2, 0)
    assert {bar.top + bar.height for bar in bars} == {TOP + PLOT}
    assert [bar.middle for bar in bars] == [5, 15, 25, 35, 45, 55, 65, 75, 85, 95]


@pytest.mark.parametrize("pairs", [[], [pair(0, most=0)]])
def test_without_scores_there_is_no_bar(pairs):
    assert histogram(pairs) == ()


def stairs(rows, floor=0.0, most=10.0):
    return staircase(pd.DataFrame(rows, columns=["floor", "people", "total"]), floor, most)


def test_every_step_reaches_up_to_its_floor_and_is_as_high_as_its_number():
    people = stairs([(4, 4, 30), (5, 2, 18), (10, 1, 10)]).people
    end = 10 * MARGIN
    assert [step.left for step in people] == [0, round(400 / end, 2), round(500 / end, 2)]
    assert people[-1].left + people[-1].width == pytest.approx(1000 / end, abs=0.02)
    heights = [step.height for step in people]
    assert heights == [heights[0], heights[0] / 2, heights[0] / 4]
    assert [step.fall for step in people] == [0, heights[0] / 2, heights[0] / 4]
    assert [step.label for step in people] == ["4", "2", ""]


@pytest.mark.parametrize(("floor", "now"), [(0, 0), (4, 0), (4.9, 1), (10, 2)])
def test_the_row_that_holds_at_the_floor_of_the_round_is_marked(floor, now):
    rows = stairs([(4, 4, 30), (5, 2, 18), (10, 1, 10)], floor).rows
    assert [row.now for row in rows].index(True) == now
    assert sum(row.now for row in rows) == 1


def test_numbers_that_would_touch_are_left_out_but_never_the_one_of_this_round():
    labels = [step.label for step in stairs([(0.5, 4, 9), (5, 3, 8), (9, 1, 3)], 0.6).people]
    assert labels == ["", "3", "1"]


def test_steps_too_close_to_be_seen_are_numbers_alone():
    drawn = stairs([(step / 1000, 10_000 - step, 1.0) for step in range(10_000)])
    assert len(drawn.rows) == 10_000
    assert len(drawn.people) < 400


def test_a_round_without_points_has_an_axis_all_the_same():
    drawn = stairs([(0, 3, 0.0)], most=0.0)
    assert [step.height for step in drawn.total] == [0]
    assert [tick.label for tick in drawn.ticks] == ["0"]
