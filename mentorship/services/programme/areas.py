"""Changes of the areas where people meet, and of the regions that they are in."""

from collections.abc import Mapping
from dataclasses import replace

from mentorship.programme import Programme, Region, Texts


def offer_area(programme: Programme, code: str, *, offered: bool) -> Programme:
    name, region = programme.area_names.get(code), programme.region_of(code)
    if name is None:
        return programme
    return _put_area(programme, code, name, region, offered=offered)


def put_area(programme: Programme, code: str, name: str, region: str) -> Programme:
    """Name an area and put it into a region, or add it there."""
    is_former = any(code in item.former_areas for item in programme.regions.values())
    return _put_area(programme, code, name, region, offered=not is_former)


def _put_area(
    programme: Programme, code: str, name: str, region: str, *, offered: bool
) -> Programme:
    regions = {key: _replace_area(item, code, name) for key, item in programme.regions.items()}
    is_there = code in (regions[region].areas if offered else regions[region].former_areas)
    if not is_there or programme.region_of(code) != region:
        regions = {key: _without_area(item, code) for key, item in regions.items()}
        key = "areas" if offered else "former_areas"
        entries = {**getattr(regions[region], key), code: name}
        regions[region] = replace(regions[region], **{key: entries})
    return replace(programme, regions=regions)


def _replace_area(region: Region, code: str, name: str) -> Region:
    def renamed(areas: Mapping[str, str]) -> dict[str, str]:
        return {item: name if item == code else label for item, label in areas.items()}

    return replace(region, areas=renamed(region.areas), former_areas=renamed(region.former_areas))


def _without_area(region: Region, code: str) -> Region:
    def others(areas: Mapping[str, str]) -> dict[str, str]:
        return {item: label for item, label in areas.items() if item != code}

    return replace(region, areas=others(region.areas), former_areas=others(region.former_areas))


def put_region(programme: Programme, code: str, labels: Texts) -> Programme:
    """Name a part of the city, or add it without areas."""
    region = programme.regions.get(code, Region(labels, {}, {}))
    return replace(programme, regions={**programme.regions, code: replace(region, labels=labels)})
