"""The resources of the directory: add, change, check, publish and retire them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.errors import UserFacingError
from mentorship.models import Person, Resource, ResourceState, ResourceSuggestion, ResourceTag
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.entry_versions import changed_meanwhile
from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import MAX_NAME_LENGTH, ResourceEntry
from mentorship.services.resources.hsds_ids import with_ids
from mentorship.services.resources.search_text import search_text, tags
from mentorship.services.row_locks import lock_row

MAX_RESOURCES = 20_000
CHECK_LASTS = timedelta(days=182)
"""After half a year without a check, a resource is shown as unchecked."""


@dataclass(frozen=True)
class ListedResource:
    """A resource in a list: its row, and what it says."""

    row: Resource
    entry: ResourceEntry


def resource_with_id(session: AnySession, resource_id: int) -> Resource | None:
    return session.get(Resource, resource_id)


def public_resource_with_id(session: AnySession, resource_id: int) -> Resource | None:
    """Return a resource that everybody may read, None if it is not published."""
    resource = resource_with_id(session, resource_id)
    is_public = resource is not None and resource.state is ResourceState.PUBLISHED
    return resource if is_public else None


def entry_of(resource: Resource) -> ResourceEntry:
    return ResourceEntry.from_document(resource.document)


def is_unchecked(on: date) -> ColumnElement[bool]:
    """Return the condition on a resource that nobody has checked it for half a year."""
    return or_(Resource.checked_on.is_(None), Resource.checked_on < on - CHECK_LASTS)


def was_checked_lately(resource: Resource) -> bool:
    return resource.checked_on is not None and resource.checked_on >= today() - CHECK_LASTS


def add(session: AnySession, actor: Person, entry: ResourceEntry) -> Resource:
    """Add a draft; the same one sent twice is added once."""
    lock_people(session, {actor.id})
    same = session.scalar(select(Resource).where(Resource.hsds_id == entry.hsds_id))
    if same is not None:
        return same
    check_limit(session)
    resource = Resource(hsds_id=entry.hsds_id, state=ResourceState.DRAFT)
    session.add(resource)
    store(session, resource, entry)
    record(session, actor, "add resource", resource)
    return resource


def check_limit(session: AnySession, added: int = 1) -> None:
    """Refuse more resources than the directory is made for."""
    if (session.scalar(select(func.count(Resource.id))) or 0) + added > MAX_RESOURCES:
        raise UserFacingError(
            _("There cannot be more than %(maximum)s resources.", maximum=MAX_RESOURCES)
        )


def change(session: AnySession, actor: Person, resource: Resource, entry: ResourceEntry) -> None:
    """Change a resource as it was read; refuse if somebody else has changed it meanwhile."""
    read = resource.revision
    lock_row(session, resource)
    if with_ids(entry) == entry_of(resource):
        return
    if resource.revision != read:
        raise UserFacingError(changed_meanwhile())
    store(session, resource, entry)
    record(session, actor, "change resource", resource)


def store(session: AnySession, resource: Resource, entry: ResourceEntry) -> None:
    """Write an entry into its row, with what it is found by."""
    entry = with_ids(entry)
    resource.document = entry.as_document()
    resource.checked_on = date.fromisoformat(entry.checked_on) if entry.checked_on else None
    resource.checked_by = entry.checked_by or None
    resource.changed_at, resource.revision = now(), (resource.revision or 0) + 1
    resource.sort_name = fold_name(entry.name)[:MAX_NAME_LENGTH]
    resource.search_text = search_text(entry)
    wanted = tags(entry)
    kept = [tag for tag in resource.tags if (tag.kind, tag.code) in wanted]
    new = wanted - {(tag.kind, tag.code) for tag in kept}
    resource.tags = [*kept, *(ResourceTag(kind=kind, code=code) for kind, code in sorted(new))]
    session.flush()


def clear_check(session: AnySession, actor: Person, resource: Resource) -> None:
    """Note that it was not checked after all: to be careful, it is shown as unchecked."""
    lock_row(session, resource)
    entry = replace(entry_of(resource), checked_on="", checked_by="")
    if resource.checked_on is not None:
        store(session, resource, entry)
        record(session, actor, "clear check of resource", resource)


def mark_checked(session: AnySession, actor: Person, resource: Resource, role: str) -> None:
    """Note that somebody in a role has made sure today that all of it is right."""
    lock_row(session, resource)
    entry = entry_of(resource)
    checked = entry.checked(today(), role)
    if checked != entry:
        store(session, resource, checked)
        record(session, actor, "check resource", resource)


def set_state(session: AnySession, actor: Person, resource: Resource, state: ResourceState) -> None:
    """Publish a resource, take it back, or retire it; a second tap changes nothing."""
    if state is ResourceState.PUBLISHED:
        _check_complete(entry_of(resource))
    changed = session.scalar(
        update(Resource)
        .where(Resource.id == resource.id, Resource.state != state)
        .values(state=state, changed_at=now(), revision=Resource.revision + 1)
        .returning(Resource.id)
    )
    if changed is not None:
        session.refresh(resource)
        record(session, actor, f"make resource {state.value}", resource)


def delete(session: AnySession, actor: Person, resource: Resource) -> None:
    """Delete a resource that is not public."""
    lock_row(session, resource)
    if resource.state is ResourceState.PUBLISHED:
        raise UserFacingError(_("Take this resource off the public pages first."))
    record(session, actor, "delete resource", resource)
    about = select(ResourceSuggestion).where(ResourceSuggestion.resource_id == resource.id)
    delete_with_keys(session, about)
    session.delete(resource)
    session.flush()


def problems(entry: ResourceEntry) -> list[str]:
    """Return what has to be filled in before a resource is of use to anybody."""
    found = {
        _("Choose at least one topic."): not entry.topics,
        _("Say in a sentence what it does."): not entry.texts.get("description"),
        _("Say how to reach it: a phone number, an address, an email address or a website."): (
            not entry.ways()
        ),
    }
    return [message for message, is_missing in found.items() if is_missing]


def _check_complete(entry: ResourceEntry) -> None:
    if missing := problems(entry):
        raise UserFacingError(
            _("This cannot be public yet. %(missing)s", missing=" ".join(missing))
        )
