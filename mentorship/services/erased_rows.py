"""Which rows are deleted together with a person: those that are about them alone."""

from sqlalchemy import ColumnElement, Table, or_, select

from mentorship.after_commit import AnySession
from mentorship.extensions import Base
from mentorship.models import AdvocacyGroup, ImportSheet, Person, ResourceUpload
from mentorship.services.groups.leaving import ids_of_groups_without_others

# What somebody did as a coordinator is about others.
WORK = {ImportSheet.__tablename__, ResourceUpload.__tablename__}


def rows_deleted_with(session: AnySession, person: Person) -> dict[str, set[int]]:
    """Return the ids of a person's rows by table, for every table with ids.

    Foreign keys delete them, and so they do what is in a group that nobody else is in. The rows of
    accounts that were merged into theirs are among them: the audit trail names them.
    """
    session.flush()
    ids: dict[str, set[int]] = {Person.__tablename__: {person.id}}
    if groups := ids_of_groups_without_others(session, person):
        ids[AdvocacyGroup.__tablename__] = groups
    for table in Base.metadata.sorted_tables:  # each after those that it refers to
        referring = _referring(table, ids)
        if referring and "id" in table.c and table.name not in WORK:
            ids[table.name] = set(session.scalars(select(table.c.id).where(or_(*referring))))
    return {name: found | person.merged_ids(name) for name, found in ids.items()}


def _referring(table: Table, ids: dict[str, set[int]]) -> list[ColumnElement[bool]]:
    """Return the conditions by which rows of a table are deleted with those of the others."""
    return [
        key.parent.in_(ids[key.column.table.name])
        for key in table.foreign_keys
        if key.ondelete == "CASCADE" and key.column.table.name in ids
    ]
