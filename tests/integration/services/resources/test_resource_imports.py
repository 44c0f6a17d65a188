"""An import says row by row what it would do, and publishes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, Resource, ResourceState, ResourceUpload
from mentorship.services.resources import resource_exports, resource_imports, resources
from mentorship.services.resources.hsds.file_writing import as_json
from mentorship.services.resources.hsds.table_writing import tables_of
from mentorship.services.resources.resource_imports import ImportChange
from tests.factories import make_resource
from tests.unit.services.resources.entries import FULL, SMALL
from tests.unit.services.resources.hsds.samples import SAMPLES

pytestmark = pytest.mark.usefixtures("each_database")


def upload(coordinator: Person, *entries: object) -> ResourceUpload:
    content = as_json(tables_of(entries))  # type: ignore[arg-type]
    return resource_imports.store_upload(db.session, coordinator, content, "en")


def changes(stored: ResourceUpload) -> list[ImportChange]:
    return [item.change for item in resource_imports.plan(db.session, stored).resources]


def all_resources() -> list[Resource]:
    return list(db.session.scalars(select(Resource).order_by(Resource.id)))


def test_what_is_new_becomes_a_draft(coordinator: Person) -> None:
    stored = upload(coordinator, FULL, SMALL)
    assert changes(stored) == [ImportChange.NEW, ImportChange.NEW]
    assert all_resources() == []
    counts = resource_imports.apply(db.session, coordinator, stored)
    assert counts == {ImportChange.NEW: 2}
    read = replace(FULL, checked_by="source")  # a file cannot say that we have checked it
    assert [resources.entry_of(row) for row in all_resources()] == [read, SMALL]
    assert {row.state for row in all_resources()} == {ResourceState.DRAFT}
    assert db.session.scalar(select(ResourceUpload.id)) is None


def test_a_service_that_has_ended_is_archived(coordinator: Person) -> None:
    stored = upload(coordinator, replace(SMALL, status="defunct"))
    resource_imports.apply(db.session, coordinator, stored)
    assert [row.state for row in all_resources()] == [ResourceState.RETIRED]


def test_what_has_changed_keeps_its_state_and_what_only_we_know(
    coordinator: Person,
) -> None:
    resource = make_resource(coordinator, hsds_id=FULL.hsds_id, topics=("detention",))
    resources.mark_checked(db.session, coordinator, resource, "coordinator")
    read = replace(FULL, topics=(), checked_on="2020-01-01", checked_by="source")
    stored = upload(coordinator, read)
    assert changes(stored) == [ImportChange.CHANGED]
    resource_imports.apply(db.session, coordinator, stored)
    entry = resources.entry_of(resource)
    assert resource.state is ResourceState.PUBLISHED
    assert (entry.name, entry.topics) == (FULL.name, ("detention",))
    # Nobody of us has checked what is there now.
    assert (entry.checked_by, entry.checked_on) == ("source", "2020-01-01")


def test_our_check_holds_while_nothing_else_changes(coordinator: Person) -> None:
    resource = make_resource(coordinator, hsds_id=FULL.hsds_id)
    resources.mark_checked(db.session, coordinator, resource, "coordinator")
    ours = resources.entry_of(resource)
    stored = upload(coordinator, replace(ours, checked_on="2020-01-01", checked_by="coordinator"))
    assert changes(stored) == [ImportChange.SAME]
    resource_imports.apply(db.session, coordinator, stored)
    assert resources.entry_of(resource) == ours


def test_another_of_the_same_name_and_organization_is_remarked_on(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    entry = resources.entry_of(resource)
    other = replace(entry, hsds_id=SMALL.hsds_id, name=f"{entry.name.upper()} ")
    (planned,) = resource_imports.plan(db.session, upload(coordinator, other)).resources
    assert planned.change is ImportChange.NEW
    assert any("with this name already" in note for note in planned.row.notes)


def test_a_resource_without_an_organization_is_exported_and_read_again(
    coordinator: Person,
) -> None:
    content = b'[{"name": "Help on Mondays", "description": "Helps."}]'
    stored = resource_imports.store_upload(db.session, coordinator, content, "en")
    resource_imports.apply(db.session, coordinator, stored)
    (row,) = all_resources()
    assert resources.entry_of(row).organization.name == "Help on Mondays"
    again = upload(coordinator, resources.entry_of(row))
    assert changes(again) == [ImportChange.SAME]


def test_importing_an_export_changes_nothing(coordinator: Person) -> None:
    for _number in range(3):
        make_resource(coordinator)
    for file_format in ("json", "zip"):
        content = resource_exports.export(db.session, file_format)
        stored = resource_imports.store_upload(db.session, coordinator, content, "en")
        assert changes(stored) == [ImportChange.SAME] * 3


def test_a_service_that_is_in_the_file_twice_counts_once(coordinator: Person) -> None:
    content = b'[{"name": "Help"}, {"name": "Help"}, {"name": ""}]'
    stored = resource_imports.store_upload(db.session, coordinator, content, "en")
    assert changes(stored) == [ImportChange.NEW, ImportChange.LEFT_OUT, ImportChange.LEFT_OUT]
    notes = [item.row.notes[0] for item in resource_imports.plan(db.session, stored).resources]
    assert "twice" in notes[1]
    assert "no name" in notes[2]


def test_another_upload_replaces_the_first(coordinator: Person) -> None:
    upload(coordinator, FULL)
    second = upload(coordinator, SMALL)
    assert db.session.scalars(select(ResourceUpload)).all() == [second]


@pytest.mark.parametrize("content", [b"[]", b"{}", b"id,name\n"])
def test_a_file_without_a_service_is_refused(coordinator: Person, content: bytes) -> None:
    with pytest.raises(UserFacingError, match="no service"):
        resource_imports.store_upload(db.session, coordinator, content, "en")


def test_a_file_that_is_gone_is_not_imported(coordinator: Person) -> None:
    stored = upload(coordinator, FULL)
    db.session.commit()
    resource_imports.discard(db.session, stored)
    with pytest.raises(UserFacingError, match="already"):
        resource_imports.apply(db.session, coordinator, stored)
    assert all_resources() == []


def test_a_file_is_deleted_after_a_day(coordinator: Person) -> None:
    stored = upload(coordinator, FULL)
    resource_imports.purge_old(db.session)
    assert db.session.scalar(select(ResourceUpload.id)) == stored.id
    stored.created_at = now() - resource_imports.UPLOAD_LIFETIME - timedelta(minutes=1)
    resource_imports.purge_old(db.session)
    assert db.session.scalar(select(ResourceUpload.id)) is None


@pytest.mark.parametrize("sample", SAMPLES)
def test_files_of_every_shape_are_imported(coordinator: Person, sample: str) -> None:
    stored = resource_imports.store_upload(db.session, coordinator, SAMPLES[sample], "en")
    assert resource_imports.apply(db.session, coordinator, stored) == {ImportChange.NEW: 1}
