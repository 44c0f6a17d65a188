"""Neighbourhoods on the map: their middles, never anybody's address."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matching.arrays import Floats
from matching.encoding.text import same_text

EARTH = 6371.0088
"""Its mean radius in km."""


class Place(NamedTuple):
    """A neighbourhood and the middle of it, in degrees north and east."""

    name: str
    latitude: float
    longitude: float


def places(value: object) -> tuple[Place, ...]:
    """Read a table of places, as in ``{"Boyle Heights" = [34.03, -118.21]}``."""
    if not isinstance(value, dict) or not value:
        raise ValueError(
            f'is {value!r}, not a table such as {{"Boyle Heights" = [34.03, -118.21]}}'
        )
    read = tuple(_place(name, where) for name, where in value.items())
    if len({same_text(place.name) for place in read}) < len(read):
        raise ValueError("names a place twice")
    return read


def _place(name: str, where: object) -> Place:
    if not same_text(name) or "," in name:
        raise ValueError(f"names a place {name!r}; a name has letters and no comma")
    if not isinstance(where, list) or len(where) != 2 or not all(map(_is_number, where)):
        raise ValueError(f"gives {where!r} for {name!r}, not [latitude, longitude]")
    if not (abs(where[0]) <= 90 and abs(where[1]) <= 180):
        raise ValueError(f"gives {where!r} for {name!r}, which is not on the map")
    return Place(name, float(where[0]), float(where[1]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def kilometres(places: Sequence[Place]) -> Floats:
    """Give the distances between all places by the haversine formula.

    >>> here, there = Place("Boyle Heights", 34.03, -118.21), Place("Westlake", 34.06, -118.28)
    >>> kilometres([here, there]).round(1).tolist()
    [[0.0, 7.3], [7.3, 0.0]]
    """
    north = np.radians([place.latitude for place in places])
    east = np.radians([place.longitude for place in places])
    rising = np.sin(np.subtract.outer(north, north) / 2) ** 2
    turning = np.sin(np.subtract.outer(east, east) / 2) ** 2
    bow = rising + np.multiply.outer(np.cos(north), np.cos(north)) * turning
    km: Floats = 2 * EARTH * np.arcsin(np.sqrt(np.clip(bow, 0.0, 1.0)))
    return km
