"""The current time: in UTC for records, in Los Angeles for people, and where they travel."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")


def today() -> date:
    """Return the current date in Los Angeles."""
    return datetime.now(ZONE).date()


def latest_today() -> date:
    """Return the latest date that it is anywhere: in UTC+14."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
