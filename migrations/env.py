"""Run the migrations on the database of the current Flask application."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from mentorship.extensions import db


def render_database_type(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Render our own column types as plain SQLAlchemy types: a migration outlives our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        # To change a table, Alembic copies it on SQLite and drops the original, which must not
        # delete the rows that refer to it.
        enforce_foreign_keys(connection, enabled=False)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_database_type,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        enforce_foreign_keys(connection, enabled=True)


def enforce_foreign_keys(connection: Connection, *, enabled: bool) -> None:
    """Switch foreign keys on SQLite on or off; refuse to switch them on if one is broken."""
    if connection.dialect.name != "sqlite":
        return
    connection.commit()
    if enabled:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"The migration broke foreign keys of: {broken[0][0]}")
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if enabled else 'OFF'}")
    connection.commit()


migrate()
