"""The current time: in UTC for records, in the programme's zone for people, or anywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

from mentorship.runtime import current_runtime


def today() -> date:
    """Return the current date where the programme is."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the date of a moment where the programme is."""
    return moment.astimezone(current_runtime().programme.time_zone).date()


def latest_today() -> date:
    """Return the latest date that it is anywhere: in UTC+14."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
