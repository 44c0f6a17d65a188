"""The score floor frontier as two step charts, people and points by floor, with coordinates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from matching.output.quantities import format_number, pluralize

PLOT_HEIGHT_PX = 84.0
"""Height of the highest step."""

LABEL_HEIGHT_PX = 18.0
"""Space above the highest step for its label."""

AXIS_LENGTH_FACTOR = 1.16
"""Length of the axis relative to the highest floor, so that the last label has space."""

MIN_LABEL_DISTANCE_PERCENT = 15.0
"""Distance of two labels on a phone, in per cent of the width."""

MIN_STEP_WIDTH_PERCENT = 0.25
"""Of steps that are narrower than this, in per cent of the width, one is drawn for all."""

MIN_ROUNDED_LABEL = 100
"""Numbers from here on are labelled without their fraction."""


@dataclass(frozen=True)
class Row:
    """The result under every floor in one interval.

    Attributes
    ----------
    floor_above, floor : float
        The interval: floors above the first and up to the second.
    people : int
        Mentees matched.
    total : float
        Points of all pairs.
    is_current : bool
        Whether the interval contains the floor of this result.
    """

    floor_above: float
    floor: float
    people: int
    total: float
    is_current: bool


@dataclass(frozen=True)
class Step:
    """One step of a chart.

    Attributes
    ----------
    left, width : float
        In per cent of the chart's width.
    top, height, drop : float
        In pixels; ``drop`` is the height difference to the step before.
    label : str
        Its number, or nothing where there is no space.
    is_current : bool
        Whether it contains the floor of this result.
    """

    left: float
    width: float
    top: float
    height: float
    drop: float
    label: str
    is_current: bool


@dataclass(frozen=True)
class Tick:
    """A label of the axis.

    Attributes
    ----------
    left : float
        In per cent of the chart's width.
    label : str
    anchor : {"start", "middle"}
        The SVG text anchor.
    """

    left: float
    label: str
    anchor: str


@dataclass(frozen=True)
class FloorChart:
    """Two step charts over one axis of floors.

    Attributes
    ----------
    rows : tuple of Row
        All numbers, including those of steps too narrow to draw.
    people, total : tuple of Step
        The two charts.
    ticks : tuple of Tick
        The labels of the axis.
    current_floor : float
        The floor of this result, in per cent of the width.
    """

    rows: tuple[Row, ...]
    people: tuple[Step, ...]
    total: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    current_floor: float


def floor_chart(frontier: pd.DataFrame, floor: float, max_score: float) -> FloorChart:
    """Lay out a frontier.

    Parameters
    ----------
    frontier : pandas.DataFrame
        Columns ``floor``, ``people`` and ``total``, ascending by floor.
    floor : float
        The floor of this result.
    max_score : float
        The score of a perfect pair.
    """
    rows = tuple(_rows(frontier, floor))
    axis_end = max([max_score, floor, *(row.floor for row in rows)]) * AXIS_LENGTH_FACTOR or 1.0
    drawn = tuple(_wide_enough(rows, axis_end * MIN_STEP_WIDTH_PERCENT / 100))
    return FloorChart(
        rows=rows,
        people=_steps(drawn, lambda row: row.people, axis_end),
        total=_steps(drawn, lambda row: row.total, axis_end),
        ticks=_ticks(max_score, axis_end),
        current_floor=round(floor / axis_end * 100, 2),
    )


def _rows(frontier: pd.DataFrame, current_floor: float) -> Iterator[Row]:
    columns = (frontier[name].tolist() for name in ("floor", "people", "total"))
    records = list(zip(*columns, strict=True))
    current = min((floor for floor, _, _ in records if floor >= current_floor), default=None)
    floor_above = 0.0
    for floor, people, total in records:
        yield Row(floor_above, float(floor), int(people), float(total), is_current=floor == current)
        floor_above = float(floor)


def _wide_enough(rows: Sequence[Row], min_width: float) -> Iterator[Row]:
    last = float("-inf")
    for row in rows:
        if row.floor_above - last >= min_width or row.is_current:
            last = row.floor_above
            yield row


def _steps(rows: Sequence[Row], value: Callable[[Row], float], axis_end: float) -> tuple[Step, ...]:
    highest = max(map(value, rows), default=0) or 1
    heights = [value(row) / highest * PLOT_HEIGHT_PX for row in rows]
    lefts = [row.floor_above / axis_end * 100 for row in rows]
    last_right = max((row.floor for row in rows), default=0.0) / axis_end * 100
    labelled = _labelled([(left, row.is_current) for row, left in zip(rows, lefts, strict=True)])
    return tuple(
        Step(
            left=round(left, 2),
            width=round(right - left, 2),
            top=round(LABEL_HEIGHT_PX + PLOT_HEIGHT_PX - height, 2),
            height=round(height, 2),
            drop=round(height_before - height, 2),
            label=_label(value(row)) if left in labelled else "",
            is_current=row.is_current,
        )
        for row, left, right, height, height_before in zip(
            rows,
            lefts,
            [*lefts[1:], last_right][: len(rows)],
            heights,
            [*heights[:1], *heights[:-1]],
            strict=True,
        )
    )


def _labelled(steps: Sequence[tuple[float, bool]]) -> set[float]:
    """Return the left edges whose labels do not overlap; the current step takes precedence."""
    labelled: list[float] = []
    for left, _ in sorted(steps, key=lambda step: (not step[1], step[0])):
        if all(abs(left - other) >= MIN_LABEL_DISTANCE_PERCENT for other in labelled):
            labelled.append(left)
    return set(labelled)


def _label(number: float) -> str:
    return f"{number:,.0f}" if number >= MIN_ROUNDED_LABEL else format_number(number)


def _ticks(max_score: float, axis_end: float) -> tuple[Tick, ...]:
    if max_score <= 0:
        return (Tick(0.0, "0", "start"),)
    return (
        Tick(0.0, "0", "start"),
        Tick(round(max_score / 2 / axis_end * 100, 2), format_number(max_score / 2), "middle"),
        Tick(round(max_score / axis_end * 100, 2), pluralize(max_score, "point"), "middle"),
    )
