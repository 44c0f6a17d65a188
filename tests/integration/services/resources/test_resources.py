"""Resources are drafts until a coordinator makes them public, and are checked by somebody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mentorship.clock import today
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    AuditEntry,
    Person,
    Resource,
    ResourceState,
    ResourceSuggestion,
    ResourceTag,
    TagKind,
)
from mentorship.privacy.data_keys import data_keys
from mentorship.services.resources import resources, suggestions
from tests.factories import make_resource
from tests.unit.services.resources.entries import FULL, SMALL

pytestmark = pytest.mark.usefixtures("each_database")


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_new_resource_is_a_draft_and_the_same_one_is_added_once(coordinator: Person) -> None:
    first = resources.add(db.session, coordinator, FULL)
    assert resources.add(db.session, coordinator, FULL) is first
    assert first.state is ResourceState.DRAFT
    assert resources.entry_of(first) == FULL
    assert actions().count("add resource") == 1


def test_what_it_is_found_by_follows_a_change(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    entry = resources.entry_of(resource)
    changed = replace(entry, name="Comida", topics=("food",), areas=("koreatown",), languages=())
    resources.change(db.session, coordinator, resource, changed)
    codes = set(db.session.execute(select(ResourceTag.kind, ResourceTag.code)).tuples())
    assert (TagKind.TOPIC, "food") in codes
    assert not {(TagKind.TOPIC, "immigration"), (TagKind.AREA, "boyle_heights")} & codes
    assert resource.search_text.startswith("comida")
    assert resource.sort_name == "comida"


def test_the_same_entry_changes_nothing(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    before = actions()
    resources.change(db.session, coordinator, resource, resources.entry_of(resource))
    assert actions() == before


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    db.session.commit()
    entry, engine, resource_id = resources.entry_of(resource), db.engine, resource.id
    with Session(engine) as other:
        theirs = other.get_one(Resource, resource_id)
        resources.store(other, theirs, replace(entry, name="Theirs"))
        other.commit()
    with pytest.raises(UserFacingError, match="changed this"):
        resources.change(db.session, coordinator, resource, replace(entry, name="Mine"))
    assert resources.entry_of(resource).name == "Theirs"
    resources.change(db.session, coordinator, resource, replace(entry, name="Theirs"))


def test_a_resource_that_became_public_meanwhile_is_not_deleted(coordinator: Person) -> None:
    resource = make_resource(coordinator, ResourceState.DRAFT)
    published = update(Resource).values(state=ResourceState.PUBLISHED)
    db.session.execute(published, execution_options={"synchronize_session": False})
    with pytest.raises(UserFacingError, match="public pages first"):
        resources.delete(db.session, coordinator, resource)


def test_what_is_of_no_use_cannot_be_public(coordinator: Person) -> None:
    resource = resources.add(db.session, coordinator, replace(SMALL, topics=()))
    assert len(resources.problems(resources.entry_of(resource))) == 3
    with pytest.raises(UserFacingError, match=r"topic\. .* reach it"):
        resources.set_state(db.session, coordinator, resource, ResourceState.PUBLISHED)
    assert resource.state is ResourceState.DRAFT


def test_publishing_twice_is_recorded_once(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    resources.set_state(db.session, coordinator, resource, ResourceState.PUBLISHED)
    assert actions().count("make resource published") == 1


def test_a_check_lasts_half_a_year(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    assert not resources.was_checked_lately(resource)
    resources.mark_checked(db.session, coordinator, resource, "coordinator")
    assert (resource.checked_on, resource.checked_by) == (today(), "coordinator")
    assert resources.was_checked_lately(resource)
    resource.checked_on = today() - resources.CHECK_LASTS - timedelta(days=1)
    assert not resources.was_checked_lately(resource)
    resources.clear_check(db.session, coordinator, resource)
    assert (resource.checked_on, resource.checked_by) == (None, None)


def test_a_public_resource_is_not_deleted(coordinator: Person) -> None:
    with pytest.raises(UserFacingError, match="public pages first"):
        resources.delete(db.session, coordinator, make_resource(coordinator))


def test_what_visitors_wrote_about_it_is_deleted_with_its_key(coordinator: Person) -> None:
    resource = make_resource(coordinator, ResourceState.DRAFT)
    suggestions.add(db.session, "", "Nayeli works there.", resource)
    key_id = db.session.scalars(select(ResourceSuggestion.key_id)).one()
    db.session.commit()
    resources.delete(db.session, coordinator, resource)
    db.session.commit()
    assert db.session.scalar(select(Resource.id)) is None
    assert db.session.scalar(select(ResourceSuggestion.id)) is None
    assert db.session.scalar(select(ResourceTag.code)) is None
    with pytest.raises(DecryptionError):
        data_keys(db.session).key((key_id,))


def test_only_a_published_resource_is_public(coordinator: Person) -> None:
    resource = make_resource(coordinator, ResourceState.DRAFT)
    ids = [resource.id, resource.id + 1]
    assert [resources.public_resource_with_id(db.session, id_) for id_ in ids] == [None, None]
    resources.set_state(db.session, coordinator, resource, ResourceState.PUBLISHED)
    assert resources.public_resource_with_id(db.session, resource.id) is resource
