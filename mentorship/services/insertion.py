"""Insert a row unless there is one already, safely when several requests do so at once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from mentorship.after_commit import AnySession
from mentorship.extensions import Base

INSERT: dict[str, Callable[[Any], Any]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def insert_if_absent(session: AnySession, model: type[Base], **values: Any) -> bool:
    """Insert a row, unless a unique column has its value already; return whether it was inserted.

    If another transaction is inserting the same value, this waits for its end. A unique violation
    would instead end the caller's transaction, and a savepoint does not help: SQLite's driver
    begins no transaction for it, so that releasing it would commit.
    """
    insert = INSERT[session.get_bind().dialect.name]
    statement = insert(model).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(*model.__table__.primary_key)).first() is not None
