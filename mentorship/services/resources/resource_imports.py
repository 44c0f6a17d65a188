"""Import a file of resources: store it, say row by row what it would change, then apply it.

What is new becomes a draft; what was there keeps its state. Nothing of a file is public before a
coordinator has made it so.
"""

import base64
import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Person, Resource, ResourceState, ResourceUpload
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import BY_SOURCE, ResourceEntry
from mentorship.services.resources.hsds.entry_reading import ReadFile, ReadResource, read_entries
from mentorship.services.resources.hsds.file_reading import read_file
from mentorship.services.resources.hsds_ids import with_ids
from mentorship.services.resources.resources import check_limit, entry_of, store
from mentorship.services.row_locks import lock_row

UPLOAD_LIFETIME = timedelta(days=1)

ENDED = frozenset({"inactive", "defunct"})
"""What a file calls a service that is not offered any more."""


class ImportChange(enum.StrEnum):
    """What an import does with a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class PlannedResource:
    """A row of the file, what becomes of it, and the resource that it is about if there is one."""

    row: ReadResource
    change: ImportChange
    resource: Resource | None = None
    entry: ResourceEntry | None = None
    before: ResourceEntry | None = None
    """What is stored now, if that would change."""


@dataclass(frozen=True)
class ImportPlan:
    resources: list[PlannedResource]
    left_out: dict[str, int]
    """How many records of tables that the directory does not show."""

    def counts(self) -> Counter[ImportChange]:
        return Counter(item.change for item in self.resources)


def store_upload(
    session: AnySession, actor: Person, content: bytes, language: str
) -> ResourceUpload:
    """Store a file that can be read; it replaces an earlier one of the same person."""
    read = read_entries(read_file(content), language)  # before the lock: it takes seconds
    lock_people(session, {actor.id})
    if all(item.entry is None for item in read.resources):
        raise UserFacingError(_("There is no service in this file."))
    delete_with_keys(session, select(ResourceUpload).where(ResourceUpload.uploaded_by == actor.id))
    encoded = base64.b64encode(content).decode("ascii")
    upload = ResourceUpload(uploaded_by=actor.id, content=encoded, language=language)
    session.add(upload)
    record(session, actor, "upload resources", upload)
    return upload


def upload_with_id(session: AnySession, upload_id: int) -> ResourceUpload | None:
    return session.get(ResourceUpload, upload_id)


def plan(session: AnySession, upload: ResourceUpload) -> ImportPlan:
    """Return what importing a file would do, row by row."""
    return _plan(session, _read(upload))


def _read(upload: ResourceUpload) -> ReadFile:
    return read_entries(read_file(base64.b64decode(upload.content)), upload.language)


def _plan(session: AnySession, file: ReadFile) -> ImportPlan:
    return ImportPlan(list(_planned(session, file)), file.left_out)


def apply(session: AnySession, actor: Person, upload: ResourceUpload) -> Counter[ImportChange]:
    """Import a file, then delete it; return how many rows did what."""
    file = _read(upload)  # before the lock, too
    lock_row(session, upload)
    planned = _plan(session, file)
    counts = planned.counts()
    check_limit(session, counts[ImportChange.NEW])
    for item in planned.resources:
        if item.change is ImportChange.NEW and item.entry is not None:
            _add(session, actor, item.entry)
        elif item.change is ImportChange.CHANGED and item.resource and item.entry:
            store(session, item.resource, item.entry)
            record(session, actor, "import resource", item.resource)
    session.delete(upload)
    session.flush()
    return counts


def discard(session: AnySession, upload: ResourceUpload) -> None:
    lock_row(session, upload)
    session.delete(upload)
    session.flush()


def purge_old(session: AnySession) -> None:
    """Delete files that nobody has imported for a day."""
    old = ResourceUpload.created_at < now() - UPLOAD_LIFETIME
    delete_with_keys(session, select(ResourceUpload).where(old))


def _add(session: AnySession, actor: Person, entry: ResourceEntry) -> None:
    state = ResourceState.RETIRED if entry.status in ENDED else ResourceState.DRAFT
    resource = Resource(hsds_id=entry.hsds_id, state=state)
    session.add(resource)
    store(session, resource, entry)
    record(session, actor, "import resource", resource)


def _planned(session: AnySession, file: ReadFile) -> Iterable[PlannedResource]:
    stored = list(session.scalars(select(Resource)))
    known = {row.hsds_id: row for row in stored}
    names = {_folded_names(entry_of(row)) for row in stored}
    seen: set[str] = set()
    for row in file.resources:
        if row.entry is None:
            yield PlannedResource(row, ImportChange.LEFT_OUT)
        elif row.entry.hsds_id in seen:
            twice = replace(row, notes=(_("It is in the file twice. The first one counts."),))
            yield PlannedResource(twice, ImportChange.LEFT_OUT)
        else:
            seen.add(row.entry.hsds_id)
            entry, before = with_ids(row.entry), known.get(row.entry.hsds_id)
            if before is None and _folded_names(entry) in names:
                row = replace(row, notes=(*row.notes, _("There is one with this name already.")))
            yield _compared(row, entry, before)


def _folded_names(entry: ResourceEntry) -> tuple[str, str]:
    return fold_name(entry.name), fold_name(entry.organization.name)


def _compared(row: ReadResource, entry: ResourceEntry, known: Resource | None) -> PlannedResource:
    if known is None:
        unknown = replace(entry, checked_by=BY_SOURCE if entry.checked_on else "")
        return PlannedResource(row, ImportChange.NEW, entry=unknown)
    before = entry_of(known)
    merged = _merged(before, entry)
    change = ImportChange.SAME if merged == before else ImportChange.CHANGED
    return PlannedResource(row, change, known, merged, before)


def _merged(before: ResourceEntry, read: ResourceEntry) -> ResourceEntry:
    """Return what a file says, with our topics and cost where it has none.

    A check of ours is one of what was there: it holds while nothing else changes. A file cannot
    say that one of us has checked it.
    """
    merged = replace(read, topics=read.topics or before.topics, cost=read.cost or before.cost)
    same = replace(merged, checked_on=before.checked_on, checked_by=before.checked_by)
    if same == before and before.checked_on >= read.checked_on:
        return before
    return replace(merged, checked_by=BY_SOURCE if read.checked_on else "")
