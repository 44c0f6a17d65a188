"""What time it is, in UTC for records and in Los Angeles for people."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")


def today() -> date:
    """Return the day it is where the programme's people live."""
    return datetime.now(ZONE).date()


def now() -> datetime:
    return datetime.now(UTC)
