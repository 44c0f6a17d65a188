"""Log lines show where an exception was raised, but not what it says."""

import logging
import sys

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from mentorship.errors import ConfigurationError
from mentorship.log_format import LogFormatter, format_exception

PERSONAL_DATA = "Rosa, 213-555-0100"


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    "error",
    [
        ValueError(PERSONAL_DATA),
        KeyError(PERSONAL_DATA),
        IntegrityError("INSERT", {}, Exception(f"Key (name)=({PERSONAL_DATA}) exists")),
    ],
)
def test_a_message_that_may_repeat_what_somebody_typed_is_not_logged(error: Exception) -> None:
    lines = format_exception(raised(RuntimeError(PERSONAL_DATA), cause=raised(error)))
    assert PERSONAL_DATA not in lines
    assert type(error).__name__ in lines
    assert "builtins.RuntimeError" in lines
    assert "in raised" in lines


def test_a_message_about_the_service_is_logged() -> None:
    assert "no key file" in format_exception(ConfigurationError("There is no key file."))
    refused = OperationalError(
        "SELECT 1", {}, Exception("connection refused"), hide_parameters=True
    )
    assert "connection refused" in format_exception(refused)


def test_causes_come_before_their_effects() -> None:
    lines = format_exception(raised(RuntimeError(), cause=ValueError()))
    assert lines.index("ValueError") < lines.index("RuntimeError")


def test_an_exception_that_is_its_own_cause_is_logged_briefly() -> None:
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert format_exception(first).count("ValueError") == 10


def test_another_handlers_text_of_the_exception_is_not_used() -> None:
    try:
        raise ValueError(PERSONAL_DATA)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "Failed", (), sys.exc_info())
    assert PERSONAL_DATA in logging.Formatter().format(record)
    line = LogFormatter().format(record)
    assert line.startswith("Failed\n")
    assert PERSONAL_DATA not in line
