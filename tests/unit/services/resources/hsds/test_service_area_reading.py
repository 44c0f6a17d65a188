"""The areas that a service is for."""

import pytest

from mentorship.runtime import current_runtime
from mentorship.services.resources.entry import Place
from mentorship.services.resources.hsds import own_terms
from mentorship.services.resources.hsds.service_area_reading import ServiceAreaReader
from mentorship.services.resources.hsds.tables import Record, Tables

pytestmark = pytest.mark.usefixtures("runtime")


def areas_of(*service_areas: Record, places: tuple[Place, ...] = ()) -> tuple[list[str], list[str]]:
    tables, notes = Tables(), list[str]()
    for record in service_areas:
        tables.add("service_area", {"service_id": "s", **record})
    reader = ServiceAreaReader(tables, current_runtime().programme, notes.append)
    return list(reader.areas({"id": "s"}, places)), notes


@pytest.mark.parametrize(
    ("record", "areas"),
    [
        ({"name": "Boyle Heights and Koreatown"}, ["koreatown", "boyle_heights"]),
        ({"service_area": "Statewide"}, ["everywhere"]),
        ({"extent": "koreatown", "extent_type": own_terms.AREA_CODE}, ["koreatown"]),
    ],
)
def test_an_area_is_known_by_its_name_or_by_our_code(record: Record, areas: list[str]) -> None:
    found, notes = areas_of(record)
    assert (set(found), notes) == (set(areas), [])


def test_an_unknown_area_is_said_and_taken_as_the_whole_city() -> None:
    areas, notes = areas_of({"name": "Atlantis"})
    assert areas == ["everywhere"]
    assert notes == ["Unknown area: Atlantis. It is taken as the whole city."]


def test_without_an_area_it_serves_those_of_its_places() -> None:
    assert areas_of(places=(Place(city="Boyle Heights"),)) == (["boyle_heights"], [])
    assert areas_of(places=(Place(city="Atlantis"),)) == (["everywhere"], [])
