"""The words of dates: months, weekdays, halves of the day and time zones, all folded.

The words come from CLDR, for the languages in which people's forms and spreadsheets are set.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from mentorship.text_cleaning import fold_text

LANGUAGES = ("en", "es", "ko", "zh", "zh_Hant", "vi", "ja", "fil", "pt", "fr")
WORDS_AROUND = "a|at|de|del|el|h|hrs|hs|la|las|le|luc|ngay|of|on|the"
HOURS_BY_ABBREVIATION = {
    "hst": -10,
    "hdt": -9,
    "akst": -9,
    "akdt": -8,
    "pst": -8,
    "pdt": -7,
    "mst": -7,
    "mdt": -6,
    "cst": -6,
    "cdt": -5,
    "est": -5,
    "edt": -4,
}
REGION_LETTERS = {"pacific": "p", "mountain": "m", "central": "c", "eastern": "e", "alaska": "ak"}
LONG_ZONE = re.compile(rf"\b({'|'.join(REGION_LETTERS)})(?: (s)tandard| (d)aylight)? (t)ime\b")
ZONES: Mapping[str, tzinfo] = {
    **{name: timezone(timedelta(hours=hours)) for name, hours in HOURS_BY_ABBREVIATION.items()},
    **dict.fromkeys(("utc", "gmt", "z"), UTC),
    # Whoever writes "PT" means standard time or daylight time, whichever the day has.
    "pt": ZoneInfo("America/Los_Angeles"),
    "mt": ZoneInfo("America/Denver"),
    "ct": ZoneInfo("America/Chicago"),
    "et": ZoneInfo("America/New_York"),
    "akt": ZoneInfo("America/Anchorage"),
}


def abbreviate_zones(text: str) -> str:
    """Return a text in which long names of zones are abbreviated.

    >>> abbreviate_zones("9:00 pacific daylight time")
    '9:00 pdt'
    """
    return LONG_ZONE.sub(lambda zone: REGION_LETTERS[zone[1]] + "".join(zone.groups("")[1:]), text)


@cache
def months() -> Mapping[str, int]:
    """Return the number of each month by its name; a name with a number in it is no name."""
    return {
        word: month
        for word, month in _words("months")
        if isinstance(month, int) and len(word) > 2 and word.isascii() and word.isalpha()
    }


@cache
def weekday() -> re.Pattern[str]:
    """Return a pattern of weekdays; two letters are too few to tell them from other words."""
    words = {word for word, _day in _words("days") if len(word) > 1 + word.isascii()}
    return re.compile(rf"(?<![a-z])(?:{_longest_first(words)})(?![a-z])\.?")


@cache
def half_of_day() -> re.Pattern[str]:
    """Return a pattern whose groups ``am`` and ``pm`` are the words for a half of the day."""
    words = {
        half: {word for word, key in _words("day_periods") if key == half and len(word) > 1}
        for half in ("am", "pm")
    }
    am, pm = (_longest_first(words[half]) for half in ("am", "pm"))
    return re.compile(rf"(?<![a-z])(?:(?P<am>{am}|a\.?\s?m)|(?P<pm>{pm}|p\.?\s?m))(?![a-z])\.?")


def _longest_first(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _words(kind: str) -> Iterator[tuple[str, object]]:
    """Yield the folded names of months, weekdays or halves of the day, with their keys."""
    for language in LANGUAGES:
        for widths in getattr(Locale.parse(language), kind).values():
            for names in widths.values():
                yield from ((fold_text(name).rstrip("."), key) for key, name in names.items())
