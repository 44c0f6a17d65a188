"""Log lines without the messages of exceptions, which may repeat what somebody typed.

A database error quotes the row that it refused, a UnicodeError the text, a KeyError the key.
Where it happened and the types of the exceptions are logged.
"""

import logging
import sqlite3
import traceback
from types import TracebackType

from sqlalchemy.exc import OperationalError

from mentorship.errors import MentorshipError

# Their messages are about this program or the connection to the database, never about a row.
LOGGED_MESSAGES = (MentorshipError, OperationalError, sqlite3.OperationalError)
MAX_CHAINED_EXCEPTIONS = 10
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class LogFormatter(logging.Formatter):
    """Formats log records of any library; exceptions as `format_exception` does."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # as another handler formatted it
        return super().format(record)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's name
        return format_exception(ei[1]) if ei[1] is not None else ""


def configure_logging() -> None:
    """Log to standard error, for every library that has no handler of its own."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogFormatter("[%(asctime)s] %(levelname)s in %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler])


def format_exception(error: BaseException) -> str:
    """Return the tracebacks of an exception and its causes, oldest first, without messages."""
    lines: list[str] = []
    for each in exception_chain(error):
        lines += ["Traceback (most recent call last):\n", *traceback.format_tb(each.__traceback__)]
        message = f": {each}" if isinstance(each, LOGGED_MESSAGES) else ""
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}{message}\n")
    return "".join(lines).rstrip()


def exception_chain(error: BaseException) -> list[BaseException]:
    """Return an exception and those that led to it, oldest first."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and len(chain) < MAX_CHAINED_EXCEPTIONS:
        chain.append(current)
        earlier = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or earlier
    return chain[::-1]
