"""The rules by which pairs are looked after: what is due when, for whom, and by which standard."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

MAX_DAYS = 1_000
MAX_MONTHS = 36
PERIOD = re.compile(r"([0-9]{1,4}) (day|month)s?", re.ASCII)


class Anchor(enum.StrEnum):
    """From which day a rule counts."""

    INTRODUCTION = "introduction"
    START = "start"
    GOODBYE = "goodbye"  # the day of the last meeting that the two have planned
    END = "end"


class Concerns(enum.StrEnum):
    """Whether a rule asks something of each of the two, or of both together."""

    EACH = "each"
    BOTH = "both"


class Event(enum.StrEnum):
    """What two people do by which a rule can be met, without a coordinator's word."""

    ANSWER = "answer"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    CHECK_IN = "check_in"
    CLOSING = "closing"
    EXIT_FORM = "exit_form"


class CheckInFlag(enum.StrEnum):
    """A sign in what people answer to check-ins; no rule of a programme has its code."""

    CALL_WANTED = "call_wanted"
    LOW_RATING = "low_rating"
    RATING_GAP = "rating_gap"
    RATING_SWING = "rating_swing"


@dataclass(frozen=True)
class Period:
    """A number of days, or of months of the calendar.

    >>> Period.parse("3 months"), str(Period.parse("1 day"))
    (Period(days=0, months=3), '1 day')
    """

    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: object) -> Self | None:
        """Return the period that a text such as "14 days" names; None if it names none."""
        found = PERIOD.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            return None
        number, unit = int(found[1]), found[2]
        if number > (MAX_DAYS if unit == "day" else MAX_MONTHS):
            return None
        return cls(days=number) if unit == "day" else cls(months=number)

    def __str__(self) -> str:
        number, unit = (self.months, "month") if self.months else (self.days, "day")
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@dataclass(frozen=True)
class CadenceRule:
    """Something that is due once (``after``) or again and again (``every``).

    Attributes
    ----------
    labels : mapping of str to str
        The name of the rule by language.
    concerns, begins
        For whom, and from which day.
    after : Period or None
        How long after that day it is due, once.
    every : tuple of Period
        How long after the last time it is due again. With more than one, the first holds until
        the first of ``until`` has passed since the beginning, and so on; the last one holds on.
    until : tuple of Period
        One less than ``every``.
    met_by : tuple of str
        The events, and the codes of other rules, that count as this.
    source : str
        The standard that asks for it: element and edition.
    is_flag : bool
        Whether it is a sign that something may be wrong, not a task.
    is_active : bool
        Whether the programme goes by it.
    """

    labels: Mapping[str, str]
    concerns: Concerns
    begins: Anchor
    after: Period | None
    every: tuple[Period, ...]
    until: tuple[Period, ...]
    met_by: tuple[str, ...]
    source: str
    is_flag: bool = False
    is_active: bool = True
