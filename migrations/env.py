"""Run the migrations on the database of the current Flask application."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from mentorship.extensions import db
from mentorship.runtime import current_runtime


def render_database_type(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Render our own column types as plain SQLAlchemy types: a migration outlives our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate() -> None:
    current_runtime().key_store.create()
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        # To change a table, Alembic copies it on SQLite and drops the original, which must not
        # delete the rows that refer to it.
        enforce_foreign_keys(connection, enabled=False)
        begin_on_sqlite(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_database_type,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        refuse_broken_foreign_keys(connection)
        connection.commit()
        enforce_foreign_keys(connection, enabled=True)
        overwrite_old_rows(connection)


def begin_on_sqlite(connection: Connection) -> None:
    """Begin a transaction before any table changes, so that a failed migration leaves no trace.

    Python's driver begins one only before it writes rows; Alembic relies on that driver, and would
    leave the tables changed, so that the migration could not be tried again.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def overwrite_old_rows(connection: Connection) -> None:
    """Remove the values that a migration has replaced from the files of the database.

    SQLite has them in its write-ahead log. PostgreSQL has them in the rows themselves: dropping a
    column leaves its values there. A migration names the tables to be written anew.
    """
    tables = context.config.attributes.pop("rewrite_tables", ())
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.commit()
        return
    autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
    for table in tables:
        autocommit.exec_driver_sql(f"VACUUM (FULL) {table}")


def refuse_broken_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"The migration broke foreign keys of: {broken[0][0]}")


def enforce_foreign_keys(connection: Connection, *, enabled: bool) -> None:
    """Switch foreign keys on SQLite on or off, which it ignores within a transaction."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if enabled else 'OFF'}")
    connection.commit()


migrate()
