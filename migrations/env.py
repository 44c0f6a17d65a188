"""Runs the migrations on the database of the Flask application at hand."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from mentorship.extensions import db


def render_plainly(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write a column type of ours as what the database sees: a migration outlives our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        # To change a table, SQLite makes a new one and drops the old, which must not take
        # with it every row that refers to it.
        keep_references(connection, checked=False)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_plainly,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        keep_references(connection, checked=True)


def keep_references(connection: Connection, *, checked: bool) -> None:
    """Have SQLite enforce references again, or not; a migration must not have broken one."""
    if connection.dialect.name != "sqlite":
        return
    connection.commit()
    if checked:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"The migration broke references of: {broken[0][0]}")
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if checked else 'OFF'}")
    connection.commit()


migrate()
