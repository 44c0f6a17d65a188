"""An area has one name and one region, whatever becomes of it."""

from mentorship.programme import Programme, shipped
from mentorship.services.programme import areas

HARBOR = {"en": "Harbor", "es": "El puerto"}


def regions_with(programme: Programme, area: str) -> list[str]:
    return [
        code
        for code, region in programme.regions.items()
        for codes in (region.areas, region.former_areas)
        if area in codes
    ]


def test_a_renamed_area_keeps_its_place() -> None:
    changed = areas.put_area(shipped(), "echo_park", "Echo Park Lake", "central")
    assert list(changed.regions["central"].areas) == list(shipped().regions["central"].areas)
    assert changed.area_names["echo_park"] == "Echo Park Lake"


def test_an_area_that_moves_is_in_its_new_region_alone() -> None:
    with_harbor = areas.put_region(shipped(), "harbor", HARBOR)
    changed = areas.put_area(with_harbor, "wilmington", "Wilmington", "harbor")
    assert regions_with(changed, "wilmington") == ["harbor"]


def test_a_former_area_that_moves_is_not_offered_again() -> None:
    former = areas.offer_area(shipped(), "wilmington", offered=False)
    changed = areas.put_area(former, "wilmington", "Wilmington", "central")
    assert changed.regions["central"].former_areas == {"wilmington": "Wilmington"}
    assert regions_with(changed, "wilmington") == ["central"]


def test_a_region_is_renamed_with_its_areas() -> None:
    changed = areas.put_region(shipped(), "valley", HARBOR)
    assert changed.regions["valley"].labels == HARBOR
    assert changed.regions["valley"].areas == shipped().regions["valley"].areas
