"""Runs the migrations on the database of the Flask application at hand."""

from typing import Any

from alembic import context
from flask import current_app
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
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_plainly,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
