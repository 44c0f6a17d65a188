"""The current time: in UTC for records, in Los Angeles for people."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")


def today() -> date:
    """Return the current date in Los Angeles."""
    return datetime.now(ZONE).date()


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
