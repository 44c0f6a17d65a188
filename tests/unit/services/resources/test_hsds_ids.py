"""What comes without an id gets one that follows from what it says."""

import uuid
from dataclasses import replace

from mentorship.services.resources.entry import Place
from mentorship.services.resources.hsds_ids import hsds_uuid, with_ids
from tests.unit.services.resources.entries import FULL, SMALL


def test_the_same_parts_have_the_same_id() -> None:
    assert hsds_uuid("a", "b") == hsds_uuid("a", "b") != hsds_uuid("ab")
    assert uuid.UUID(hsds_uuid("a")).version == 5


def test_ids_that_are_there_stay() -> None:
    assert with_ids(FULL) == FULL


def test_organizations_and_places_get_ids_that_stay_the_same() -> None:
    organization = replace(SMALL.organization, hsds_id="")
    bare = replace(SMALL, organization=organization, places=(Place(street="1 Main"), Place()))
    complete = with_ids(bare)
    ids = [complete.organization.hsds_id, *(place.hsds_id for place in complete.places)]
    assert len(set(ids)) == 3
    assert with_ids(complete) == complete == with_ids(bare)
