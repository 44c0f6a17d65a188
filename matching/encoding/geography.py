"""Neighbourhoods as coordinates of their centres; nobody's address is ever needed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matching.arrays import Floats
from matching.encoding.text import fold_text
from matching.tables.list_cells import split_items

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth."""


class Location(NamedTuple):
    """A neighbourhood and its centre.

    Attributes
    ----------
    name : str
    latitude, longitude : float
        Degrees north and east.
    """

    name: str
    latitude: float
    longitude: float


def read_locations(value: object) -> tuple[Location, ...]:
    """Read a table of locations, such as ``{"Boyle Heights" = [34.03, -118.21]}``.

    Raises
    ------
    ValueError
        The value is no such table; the message continues the option's name.
    """
    if not isinstance(value, dict) or not value:
        raise ValueError(
            f'is {value!r}, not a table such as {{"Boyle Heights" = [34.03, -118.21]}}'
        )
    locations = tuple(_location(name, coordinates) for name, coordinates in value.items())
    if len({fold_text(location.name) for location in locations}) < len(locations):
        raise ValueError("names a place twice")
    return locations


def _location(name: str, coordinates: object) -> Location:
    if not fold_text(name) or len(split_items(name)) != 1:
        raise ValueError(f"names a place {name!r}; a name has letters and no comma or semicolon")
    if (
        not isinstance(coordinates, list)
        or len(coordinates) != 2
        or not all(map(_is_number, coordinates))
    ):
        raise ValueError(f"gives {coordinates!r} for {name!r}, not [latitude, longitude]")
    latitude, longitude = coordinates
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f"gives {coordinates!r} for {name!r}, which is not on the map")
    return Location(name, float(latitude), float(longitude))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def distances_km(locations: Sequence[Location]) -> Floats:
    """Return the great-circle distances between all locations, by the haversine formula.

    Returns
    -------
    numpy.ndarray of float, shape (locations, locations)
        Kilometres.

    Examples
    --------
    >>> boyle_heights = Location("Boyle Heights", 34.03, -118.21)
    >>> westlake = Location("Westlake", 34.06, -118.28)
    >>> distances_km([boyle_heights, westlake]).round(1).tolist()
    [[0.0, 7.3], [7.3, 0.0]]
    """
    latitude = np.radians([location.latitude for location in locations])
    longitude = np.radians([location.longitude for location in locations])
    sin2_latitude = np.sin(np.subtract.outer(latitude, latitude) / 2) ** 2
    sin2_longitude = np.sin(np.subtract.outer(longitude, longitude) / 2) ** 2
    cosines = np.multiply.outer(np.cos(latitude), np.cos(latitude))
    haversine = sin2_latitude + cosines * sin2_longitude
    km: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0)))
    return km
