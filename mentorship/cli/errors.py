"""Error messages of commands."""

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask_babel import force_locale
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from mentorship.errors import ConfigurationError, UserFacingError

Command = Callable[..., None]
CONFLICT_STATES = frozenset({"40001", "40P01", "55P03"})
"""Of PostgreSQL: serialization failure, deadlock, lock not available."""


def report_errors(command: Command) -> Command:
    """Turn an expected failure into one line on stderr and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            with force_locale("en"):
                command(*args, **kwargs)
        except (UserFacingError, ConfigurationError) as error:
            raise click.ClickException(str(error)) from None
        except (IntegrityError, OperationalError, ProgrammingError) as error:
            # Not the error's own text: it may repeat what a query was about.
            raise click.ClickException(
                "Something else changed the same rows at the same moment, so nothing was saved. "
                "Try again."
                if _is_conflict(error)
                else "The database cannot be reached, or lacks its tables: run flask db upgrade."
            ) from None

    return run


def _is_conflict(error: DBAPIError) -> bool:
    """Return whether another transaction was in the way; the database itself works."""
    return (
        isinstance(error, IntegrityError)
        or getattr(error.orig, "sqlstate", None) in CONFLICT_STATES
        or getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    )
