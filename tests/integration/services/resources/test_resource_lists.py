"""The lists of those who keep the directory say what is to be done."""

from datetime import timedelta

import pytest

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Person, Resource, ResourceState
from mentorship.services.resources import resource_lists, resources
from mentorship.services.resources.resource_lists import ResourceFilter
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


def names(shown: ResourceFilter, words: str = "") -> list[str]:
    rows = list(db.session.scalars(resource_lists.listed(shown, words)))
    return [item.entry.name for item in resource_lists.with_entries(rows)]


def checked(resource: Resource, days_ago: int) -> None:
    entry = resources.entry_of(resource).checked(today() - timedelta(days=days_ago), "coordinator")
    resources.store(db.session, resource, entry)


def test_what_nobody_has_checked_comes_first_then_the_oldest_check(coordinator: Person) -> None:
    for name, days_ago in (("Old", 300), ("Older", 400), ("Fresh", 10)):
        checked(make_resource(coordinator, name=name), days_ago)
    make_resource(coordinator, name="Never")
    make_resource(coordinator, ResourceState.DRAFT, name="Draft")
    assert names(ResourceFilter.UNCHECKED) == ["Never", "Older", "Old"]
    assert names(ResourceFilter.PUBLISHED) == ["Fresh", "Never", "Old", "Older"]
    assert names(ResourceFilter.PUBLISHED, "fresh") == ["Fresh"]
    assert names(ResourceFilter.DRAFT) == ["Draft"]
    assert resource_lists.counts(db.session) == {
        ResourceFilter.UNCHECKED: 3,
        ResourceFilter.PUBLISHED: 4,
        ResourceFilter.DRAFT: 1,
        ResourceFilter.RETIRED: 0,
    }


def test_an_empty_directory_has_counts_too(app: object) -> None:
    assert set(resource_lists.counts(db.session).values()) == {0}
