"""The frontier as two flights of stairs, people and points by floor: geometry as data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from matching.output.report.formatting import grouped

PLOT = 84.0
"""Height of the highest step, in pixels."""

TOP = 18.0
"""Room above it for its number, in pixels."""

MARGIN = 1.16
"""The axis goes on behind the highest floor, so that the last step and its number have room."""

LABEL = 15.0
"""Least distance of two numbers, in per cent of the width: what a phone needs."""

THINNEST = 0.25
"""Of steps that lie closer than this, in per cent of the width, one is drawn for all."""

FINE = 100
"""From here on a step's number is shown without its fraction."""


@dataclass(frozen=True)
class Row:
    """What every floor up to one leaves; ``now`` marks the floor of this round.

    Attributes
    ----------
    since, floor : float
        The row holds for floors above the one and up to the other.
    people : int
    total : float
    now : bool
    """

    since: float
    floor: float
    people: int
    total: float
    now: bool


@dataclass(frozen=True)
class Step:
    """What holds from one floor to the next.

    Attributes
    ----------
    left, width : float
        In per cent of the chart's width.
    top, height, fall : float
        In pixels; ``fall`` is how far it lies below the step before.
    label : str
        Its number, or nothing where there is no room.
    now : bool
        Whether the round stands on it.
    """

    left: float
    width: float
    top: float
    height: float
    fall: float
    label: str
    now: bool


@dataclass(frozen=True)
class Tick:
    """A number below the axis, and how it is set against its place."""

    left: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Staircase:
    """Both flights over one axis of floors.

    Attributes
    ----------
    rows : tuple of Row
        The numbers, also those too close to be drawn.
    people, total : tuple of Step
        The flights.
    ticks : tuple of Tick
        The axis.
    now : float
        Where the floor of this round stands, in per cent of the width.
    """

    rows: tuple[Row, ...]
    people: tuple[Step, ...]
    total: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    now: float


def staircase(frontier: pd.DataFrame, floor: float, most: float) -> Staircase:
    """Lay out a frontier, with the round's own floor and the points of a perfect pair."""
    rows = tuple(_rows(frontier, floor))
    end = max([most, floor, *(row.floor for row in rows)]) * MARGIN or 1.0
    drawn = tuple(_apart(rows, end * THINNEST / 100))
    return Staircase(
        rows=rows,
        people=_flight(drawn, lambda row: row.people, end),
        total=_flight(drawn, lambda row: row.total, end),
        ticks=_ticks(most, end),
        now=round(floor / end * 100, 2),
    )


def _rows(frontier: pd.DataFrame, floor: float) -> Iterator[Row]:
    columns = (frontier[name].tolist() for name in ("floor", "people", "total"))
    plain = list(zip(*columns, strict=True))
    current = min((one for one, _, _ in plain if one >= floor), default=None)
    since = 0.0
    for one, people, total in plain:
        yield Row(since, float(one), int(people), float(total), now=one == current)
        since = float(one)


def _apart(rows: Sequence[Row], least: float) -> Iterator[Row]:
    last = float("-inf")
    for row in rows:
        if row.since - last >= least or row.now:
            last = row.since
            yield row


def _flight(rows: Sequence[Row], value: Callable[[Row], float], end: float) -> tuple[Step, ...]:
    highest = max(map(value, rows), default=0) or 1
    heights = [value(row) / highest * PLOT for row in rows]
    lefts = [row.since / end * 100 for row in rows]
    last = max((row.floor for row in rows), default=0.0) / end * 100
    labelled = _with_room([(left, row.now) for row, left in zip(rows, lefts, strict=True)])
    return tuple(
        Step(
            left=round(left, 2),
            width=round(right - left, 2),
            top=round(TOP + PLOT - height, 2),
            height=round(height, 2),
            fall=round(before - height, 2),
            label=_label(value(row)) if left in labelled else "",
            now=row.now,
        )
        for row, left, right, height, before in zip(
            rows,
            lefts,
            [*lefts[1:], last][: len(rows)],
            heights,
            [*heights[:1], *heights[:-1]],
            strict=True,
        )
    )


def _with_room(steps: Sequence[tuple[float, bool]]) -> set[float]:
    """Choose the places whose numbers do not touch: this round's before all others."""
    kept: list[float] = []
    for place, _ in sorted(steps, key=lambda step: (not step[1], step[0])):
        if all(abs(place - other) >= LABEL for other in kept):
            kept.append(place)
    return set(kept)


def _label(number: float) -> str:
    return f"{number:,.0f}" if number >= FINE else grouped(number)


def _ticks(most: float, end: float) -> tuple[Tick, ...]:
    if most <= 0:
        return (Tick(0.0, "0", "start"),)
    return (
        Tick(0.0, "0", "start"),
        Tick(round(most / 2 / end * 100, 2), grouped(most / 2), "middle"),
        Tick(round(most / end * 100, 2), f"{grouped(most)} points", "middle"),
    )
