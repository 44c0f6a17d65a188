"""The ids by which files of the Human Services Data Specification name things: UUIDs.

What comes without one gets an id that follows from what it says, so that it is the same each time.
"""

import uuid
from dataclasses import replace

from mentorship.services.resources.entry import Place, ResourceEntry

NAMESPACE = uuid.UUID("6d7c1d6e-9f0b-4a34-8a1e-3c1f2a5d7b90")


def hsds_uuid(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "\n".join(parts)))


def with_ids(entry: ResourceEntry) -> ResourceEntry:
    """Return an entry whose organization and places have ids."""
    organization = entry.organization
    if not organization.hsds_id:
        organization = replace(organization, hsds_id=hsds_uuid("organization", organization.name))
    return replace(
        entry,
        organization=organization,
        places=tuple(
            _with_id(place, entry.hsds_id, number) for number, place in enumerate(entry.places)
        ),
    )


def _with_id(place: Place, of_entry: str, number: int) -> Place:
    if place.hsds_id:
        return place
    return replace(place, hsds_id=hsds_uuid(of_entry, "location", str(number)))
