"""What is public of the directory, as a file of the Human Services Data Specification."""

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Resource, ResourceState
from mentorship.services.resources.hsds.file_writing import as_csv_archive, as_json
from mentorship.services.resources.hsds.table_writing import tables_of
from mentorship.services.resources.resources import entry_of

WRITERS = {"json": as_json, "zip": as_csv_archive}


def export(session: AnySession, file_format: str) -> bytes:
    """Return the published resources as a file, "json" or "zip"."""
    published = select(Resource).where(Resource.state == ResourceState.PUBLISHED)
    rows = session.scalars(published.order_by(Resource.sort_name, Resource.id))
    return WRITERS[file_format](tables_of(map(entry_of, rows)))
