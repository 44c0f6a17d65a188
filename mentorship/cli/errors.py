"""Error messages of commands."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError, ProgrammingError

from mentorship.errors import ConfigurationError, UserFacingError

Command = Callable[..., None]


def report_errors(command: Command) -> Command:
    """Turn an expected failure into one line on stderr and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            with force_locale("en"):
                command(*args, **kwargs)
        except (UserFacingError, ConfigurationError) as error:
            raise click.ClickException(str(error)) from None
        except (OperationalError, ProgrammingError):
            # Not the error's own text: it may repeat what a query was about.
            raise click.ClickException(
                "The database cannot be reached, or lacks its tables: run flask db upgrade."
            ) from None

    return run
