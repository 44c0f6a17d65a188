"""Have the rows that refer to one row refer to another, whichever tables they are in."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from mentorship.after_commit import AnySession
from mentorship.extensions import Base

# An account's ways to sign in, and help with them, end with it. The decisions about an application
# that goes are not those about the other one. The log is never rewritten.
NEVER_MOVED = frozenset(
    {
        "application_decision",
        "audit_entry",
        "import_sheet",
        "invitation",
        "passkey",
        "person_role",
        "profile",
        "recovery_code",
        "recovery_request",
        "unsent_form",
    }
)


def move_references(session: AnySession, table: str, old_id: int, new_id: int) -> None:
    """Have rows refer to another row of a table.

    Where a unique constraint allows only one of two rows, that of the other row stays.
    """
    session.flush()
    for column in columns_that_refer_to(table):
        _move(session, column, old_id, new_id)
    session.expire_all()


def columns_that_refer_to(table: str) -> list[Column[Any]]:
    """Return the foreign keys to a table that follow its rows."""
    return [
        key.parent
        for name, referring in sorted(Base.metadata.tables.items())
        for key in referring.foreign_keys
        if key.column.table.name == table and name not in NEVER_MOVED
    ]


def _move(session: AnySession, column: Column[Any], old_id: int, new_id: int) -> None:
    table = column.table
    for row in session.execute(select(table).where(column == old_id)).mappings().all():
        is_row = and_(*(key == row[key.name] for key in table.primary_key.columns))
        if _is_taken(session, table, column, {**row, column.name: new_id}):
            session.execute(delete(table).where(is_row))
        else:
            session.execute(update(table).where(is_row).values({column.name: new_id}))


def _is_taken(
    session: AnySession, table: Table, column: Column[Any], moved: dict[str, Any]
) -> bool:
    """Return whether another row has the values that would have to be unique."""
    return any(
        session.execute(select(table.c[column.name]).where(same_values).limit(1)).first()
        for same_values in _same_unique_values(table, column, moved)
    )


def _same_unique_values(
    table: Table, column: Column[Any], moved: dict[str, Any]
) -> Iterator[ColumnElement[bool]]:
    for names in _unique_columns(table):
        if column.name in names and all(moved[name] is not None for name in names):
            yield and_(*(table.c[name] == moved[name] for name in names))


def _unique_columns(table: Table) -> Iterator[set[str]]:
    """Yield the columns of each constraint that lets only one row have their values.

    A unique index over some of the rows is for its service: see `merged_threads`.
    """
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint):
            yield {item.name for item in constraint.columns}
