"""The service areas of a file, as codes of the programme's areas and regions."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _

from mentorship.programme import Programme
from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import MAX_LINE_LENGTH, Place
from mentorship.services.resources.hsds import own_terms, values
from mentorship.services.resources.hsds.tables import Record, Tables
from mentorship.vocabulary import EVERYWHERE_SERVED

WHOLE_CITY_WORDS = frozenset(
    {"county", "state", "statewide", "national", "nationwide", "california"}
)


class ServiceAreaReader:
    def __init__(self, tables: Tables, programme: Programme, note: Callable[[str], None]) -> None:
        self._service_areas, self._note = tables.children("service_area", "service_id"), note
        self._known = {*programme.area_names, *programme.regions, EVERYWHERE_SERVED}
        self._area_names = _folded_area_names(programme)

    def areas(self, service: Record, places: Iterable[Place]) -> tuple[str, ...]:
        """Return the areas that a service is for; without any, those of its places."""
        records = self._service_areas.get(service["id"], [])
        codes = [code for record in records for code in self._codes(record)]
        if not codes:
            towns = (f"{place.city}, {place.name}" for place in places)
            codes = [code for town in towns for code in self._areas_named(town)]
        return tuple(dict.fromkeys(codes)) or (EVERYWHERE_SERVED,)

    def _codes(self, service_area: Record) -> list[str]:
        extent = values.line_of(service_area.get("extent"), 60)
        if service_area.get("extent_type") == own_terms.AREA_CODE and extent in self._known:
            return [extent]
        given = service_area.get("name") or service_area.get("service_area")
        name = values.line_of(given, MAX_LINE_LENGTH)
        found = self._areas_named(name)
        if name and not found:
            self._note(_("Unknown area: %(name)s. It is taken as the whole city.", name=name))
            return [EVERYWHERE_SERVED]
        return found

    def _areas_named(self, text: str) -> list[str]:
        """Return the areas and regions that a text names, or the whole city."""
        folded = _spaced(text)
        found = [code for code, names in self._area_names if any(name in folded for name in names)]
        if not found and not WHOLE_CITY_WORDS.isdisjoint(folded.split()):
            return [EVERYWHERE_SERVED]
        return found


def _folded_area_names(programme: Programme) -> list[tuple[str, list[str]]]:
    """Return the folded names of each area and each region, by its code."""
    names = {code: [name] for code, name in programme.area_names.items()}
    names.update({code: list(item.labels.values()) for code, item in programme.regions.items()})
    return [(code, list(map(_spaced, labels))) for code, labels in names.items()]


def _spaced(text: str) -> str:
    """Return folded words between spaces, to find whole ones."""
    return f" {' '.join(fold_name(text).replace(',', ' , ').split())} "
