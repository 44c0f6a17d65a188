"""One cell of a sheet as a point in time, in each order in which its date can be read."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from mentorship.services.imports.date_words import (
    WORDS_AROUND,
    ZONES,
    abbreviate_zones,
    half_of_day,
    months,
    weekday,
)
from mentorship.text_cleaning import fold_text

DATE_ORDERS = ("month", "day", "year")
"""Which of the three stands first in a date of numbers."""

Readings = Mapping[str, datetime]
"""A time by the order in which its date is read; it has a zone if the cell names one."""

MAX_TIMESTAMP_CHARACTERS = 100
YEARS = range(2000, 2100)
# No survey is older, so that the 9 in "26/10/09" is a day and no year.
EARLIEST_SHORT_YEAR = 15
MAX_OFFSET_HOURS = 14
EXCEL_EPOCH = date(1899, 12, 30)

SERIAL_NUMBER = re.compile(r"(\d{5})(?:[.,](\d{1,15}))?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)t?(\d\d)(\d\d)(\d\d)", re.ASCII)
CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?![\d:])"
    r"|(\d{1,2}) ?[시时時点點] ?(?:(\d{1,2}) ?[분分])? ?(?:(\d{1,2}) ?[초秒])?",
    re.ASCII,
)
OFFSET = r"([+-])(\d{1,2})(?::?(\d\d))?(?![\d:./-])"
OFFSET_AFTER_CLOCK = re.compile(rf" ?{OFFSET}", re.ASCII)
OFFSET_OF_UTC = re.compile(rf"\(?(?<![a-z])(?:utc|gmt) ?{OFFSET}\)?", re.ASCII)
ZONE_NAME = re.compile(rf"\(?(?<![a-z])({'|'.join(ZONES)})(?![a-z])\)?")
IN_BRACKETS = re.compile(r"\([^()\d]*\)|\[[^\[\]\d]*\]")
IGNORED = re.compile(rf",|(?<=\d)(?:st|nd|rd|th)\b|(?<![^\W_])(?:{WORDS_AROUND})(?![^\W_])\.?")

NUMBERS = re.compile(r"(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?t?", re.ASCII)
WITH_UNITS = re.compile(r"(\d{4}) ?[년年] ?(\d{1,2}) ?[월月] ?(\d{1,2}) ?[일日号號]?", re.ASCII)
VIETNAMESE = re.compile(r"(\d{1,2}) (?:thang|thg) (\d{1,2})(?: nam)? (\d{4})", re.ASCII)
NAMED_MONTH = tuple(
    re.compile("[-/. ]+".join(parts), re.ASCII)
    for day, month, year in [(r"(?P<day>\d{1,2})", r"(?P<month>[a-z]+)", r"(?P<year>\d{4}|\d\d)")]
    for parts in [(day, month, year), (month, day, year), (r"(?P<year>\d{4})", month, day)]
)


def read_timestamp(cell: str) -> Readings:
    """Return the time in a cell for each order that can read it; for none if it is no time.

    >>> readings = read_timestamp("2/11/2026 9:00 AM")
    >>> readings["month"].isoformat(), readings["day"].isoformat(), "year" in readings
    ('2026-02-11T09:00:00', '2026-11-02T09:00:00', False)
    >>> read_timestamp("2026/11/05 9:00:00 p. m. GMT-8")["year"].isoformat()
    '2026-11-05T21:00:00-08:00'
    """
    if len(cell) > MAX_TIMESTAMP_CHARACTERS or not any(map(str.isdigit, cell)):
        return {}
    text = abbreviate_zones(fold_text(cell))
    if serial := SERIAL_NUMBER.fullmatch(text):
        return _excel_time(serial)
    text = COMPACT.sub(r"\1-\2-\3 \4:\5:\6", text, count=1)
    try:
        clock, zone, date_text = _parts(text)
    except ValueError:
        return {}
    return {order: datetime.combine(day, clock, zone) for order, day in _dates(date_text).items()}


def _excel_time(serial: re.Match[str]) -> Readings:
    """Return the time of a number of days since 1899, as Excel stores it."""
    seconds = round(float(f"0.{serial[2] or 0}") * 86_400)
    moment = datetime.combine(EXCEL_EPOCH, time()) + timedelta(int(serial[1]), seconds)
    return dict.fromkeys(DATE_ORDERS, moment) if moment.year in YEARS else {}


def _parts(text: str) -> tuple[time, tzinfo | None, str]:
    """Return the time of day, the zone if there is one, and what remains of the text."""
    clock = CLOCK.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    half = half_of_day().search(after) or half_of_day().search(before)
    if half and half.string is after:
        after = after[: half.start()] + " " + after[half.end() :]
    elif half:
        before = before[: half.start()] + " " + before[half.end() :]
    zone, rest = _zone(before, " ".join(after.split()))
    return _time_of_day(clock, half), zone, rest


def _time_of_day(clock: re.Match[str] | None, half: re.Match[str] | None) -> time:
    if clock is None:
        return time()
    hour, minute, second = (int(clock[part] or clock[part + 3] or 0) for part in (1, 2, 3))
    if half and half["pm"] and hour < 12:
        hour += 12
    elif half and half["am"] and hour >= 12:
        hour = 0 if hour == 12 else 24  # no hour of a morning: refused below
    return time(hour, minute, second)


def _zone(before: str, after: str) -> tuple[tzinfo | None, str]:
    """Return the zone that a text names, and the text without it.

    An offset says more than the name beside it: "GMT-0700 (Pacific Daylight Time)".
    """
    offset = OFFSET_AFTER_CLOCK.match(after)
    if offset:
        rest = f"{before} {after[offset.end() :]}"
    else:
        rest = f"{before} {after}"
        offset = OFFSET_OF_UTC.search(rest)
        rest = OFFSET_OF_UTC.sub(" ", rest, count=1)
    if offset:
        return _offset_zone(offset), ZONE_NAME.sub(" ", IN_BRACKETS.sub(" ", rest), count=1)
    name = ZONE_NAME.search(rest)
    return (ZONES[name[1]], ZONE_NAME.sub(" ", rest, count=1)) if name else (None, rest)


def _offset_zone(offset: re.Match[str]) -> tzinfo:
    sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or 0)
    if hours > MAX_OFFSET_HOURS or minutes >= 60:
        raise ValueError
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1))


def _dates(text: str) -> dict[str, date]:
    """Return the day that a text names, by the order in which it is read."""
    text = " ".join(IGNORED.sub(" ", text).split())
    # A word can be both: "mar" is Tuesday in Spanish, and March in English.
    without_weekday = " ".join(weekday().sub(" ", text).replace("()", " ").split())
    days = _named_date(text) or _named_date(without_weekday)
    if days:
        return dict.fromkeys(DATE_ORDERS, days)
    numbers = NUMBERS.fullmatch(without_weekday)
    if numbers is None:
        return {}
    orders = {order: _in_order(order, numbers[1], numbers[3], numbers[4]) for order in DATE_ORDERS}
    return {order: day for order, day in orders.items() if day}


def _named_date(text: str) -> date | None:
    """Return a date whose month has a name, or whose numbers have units: no order is in doubt."""
    if numbers := WITH_UNITS.fullmatch(text):
        return _date(numbers[1], numbers[2], numbers[3])
    if numbers := VIETNAMESE.fullmatch(text):
        return _date(numbers[3], numbers[2], numbers[1])
    named = next(filter(None, (pattern.fullmatch(text) for pattern in NAMED_MONTH)), None)
    month = months().get(named["month"]) if named else None
    return _date(named["year"], str(month), named["day"]) if named and month else None


def _in_order(order: str, first: str, second: str, third: str) -> date | None:
    if len(first) == 4:
        return _date(first, second, third)
    if order == "year":
        return _date(first, second, third) if len(third) < 3 else None
    month, day = (first, second) if order == "month" else (second, first)
    return _date(third, month, day)


def _date(year: str, month: str, day: str) -> date | None:
    """Return a date of a plausible year of two or four digits."""
    if len(year) not in (2, 4) or (len(year) == 2 and int(year) < EARLIEST_SHORT_YEAR):
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(number, int(month), int(day)) if number in YEARS else None
    except ValueError:
        return None
