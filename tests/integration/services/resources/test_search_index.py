"""A search finds what is public now, whoever has changed it in whatever process."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from mentorship.extensions import db
from mentorship.models import Person, Resource, ResourceState, TagKind
from mentorship.services.resources import resources
from mentorship.services.resources.search_index import search_index
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


def test_it_is_kept_until_something_changes(coordinator: Person) -> None:
    make_resource(coordinator)
    first = search_index(db.session)
    assert search_index(db.session) is first
    make_resource(coordinator, ResourceState.DRAFT)
    assert search_index(db.session) is first


def test_every_kind_of_change_is_seen(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    other = make_resource(coordinator, ResourceState.DRAFT, name="Other")
    assert search_index(db.session).ids == [resource.id]
    resources.change(
        db.session, coordinator, resource, replace(resources.entry_of(resource), name="Zebra")
    )
    assert "zebra" in search_index(db.session).texts[0]
    resources.set_state(db.session, coordinator, other, ResourceState.PUBLISHED)
    assert search_index(db.session).ids == [other.id, resource.id]
    resources.set_state(db.session, coordinator, resource, ResourceState.RETIRED)
    assert search_index(db.session).ids == [other.id]


def test_a_change_is_seen_although_the_clock_was_set_back(coordinator: Person) -> None:
    resource, other = make_resource(coordinator), make_resource(coordinator, name="Other")
    search_index(db.session)
    entry = replace(resources.entry_of(resource), name="Zebra")
    resources.store(db.session, resource, entry)
    db.session.execute(
        text("UPDATE resource SET changed_at = '2020-01-01 00:00:00' WHERE id = :id"),
        {"id": resource.id},
    )
    assert search_index(db.session).ids == [other.id, resource.id]


def test_tags_of_drafts_are_not_in_it(coordinator: Person) -> None:
    make_resource(coordinator, languages=("ko",))
    make_resource(coordinator, ResourceState.DRAFT, languages=("vi",))
    index = search_index(db.session)
    assert index.codes(TagKind.LANGUAGE) == ["ko"]
    assert index.with_tag(TagKind.LANGUAGE, "ko") == {0}
    assert index.with_tag(TagKind.LANGUAGE, "vi") == set()
    assert db.session.get(Resource, 1).revision > 0
