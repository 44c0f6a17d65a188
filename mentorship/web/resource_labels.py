"""What pages say about a resource: areas, hours, addresses, when it was checked and by whom."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time

from babel import Locale
from babel.dates import get_day_names
from flask_babel import format_date, format_time, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship import vocabulary
from mentorship.models import COORDINATOR, Resource
from mentorship.runtime import current_runtime
from mentorship.services.contact_links import ContactLink, phone_links
from mentorship.services.resources.entry import (
    BY_SOURCE,
    WEEKDAYS,
    OpeningHours,
    Phone,
    Place,
    ResourceEntry,
)
from mentorship.services.resources.resources import was_checked_lately
from mentorship.services.resources.search_text import area_names
from mentorship.vocabulary import EVERYWHERE_SERVED, Labels, page_language

CHECKED_BY: Labels = {
    COORDINATOR: _l("a coordinator of this program"),
    BY_SOURCE: _l("whoever published it"),
}
PHONE_PURPOSES: Labels = {
    "voice": _l("to call"),
    "cell": _l("mobile phone"),
    "text": _l("for text messages"),
    "textphone": _l("text telephone"),
    "video": _l("for video calls"),
    "fax": _l("fax"),
    "pager": _l("pager"),
}
DAY_OF_MONTH = re.compile(r"([+-]?\d)([A-Z]{2})")


def topics(entry: ResourceEntry) -> list[str]:
    return vocabulary.labels(vocabulary.ALL_RESOURCE_TOPICS, entry.topics)


def languages(entry: ResourceEntry) -> str:
    return ", ".join(map(vocabulary.language_name, entry.spoken_languages()))


def areas(entry: ResourceEntry) -> str:
    """Return the areas that are served, in one line."""
    if not entry.areas or EVERYWHERE_SERVED in entry.areas:
        return _("The whole city")
    return ", ".join(area_names(entry.areas, page_language()))


def checked(resource: Resource) -> str:
    """Return when a resource was last checked and by which role, or that it was not lately."""
    if resource.checked_on is None:
        return _("Nobody has checked this yet. Call before you go.")
    day = format_date(resource.checked_on, "long")
    if not was_checked_lately(resource):
        return _("Not checked since %(day)s. Call before you go.", day=day)
    by = CHECKED_BY.get(resource.checked_by or "", CHECKED_BY[COORDINATOR])
    return _("Last checked on %(day)s by %(role)s.", day=day, role=by)


def checked_by(entry: ResourceEntry) -> str:
    """Return the day of the last check and who made it; "" if there was none."""
    if not entry.checked_on:
        return ""
    by = CHECKED_BY.get(entry.checked_by, CHECKED_BY[BY_SOURCE])
    return _("%(day)s, by %(role)s", day=_day(entry.checked_on), role=by)


def status(entry: ResourceEntry) -> str:
    """Return what has to be said if it is not open as usual; "" if it is."""
    return "" if entry.status == "active" else str(vocabulary.RESOURCE_STATUSES[entry.status])


def ages(entry: ResourceEntry) -> str:
    youngest, oldest = entry.minimum_age, entry.maximum_age
    if youngest is not None and oldest is not None:
        return _("From %(youngest)s to %(oldest)s years", youngest=youngest, oldest=oldest)
    if youngest is not None:
        return _("From %(youngest)s years on", youngest=youngest)
    return "" if oldest is None else _("Up to %(oldest)s years", oldest=oldest)


def phone(number: Phone) -> str:
    """Return a number with its extension, and what else has to be known to use it."""
    extension = _("extension %(number)s", number=number.extension) if number.extension else ""
    purpose = "" if number.kind == "voice" else str(PHONE_PURPOSES[number.kind])
    spoken = ", ".join(map(vocabulary.language_name, number.languages))
    known = [number.number, extension, purpose, number.note, spoken]
    return " · ".join(part for part in known if part)


def call_links(number: Phone) -> list[ContactLink]:
    """Return the links to call a number; one for text messages or faxes has none."""
    return phone_links(number.number) if number.can_be_called else []


def text_message_url(number: Phone) -> str:
    """Return the link to write a text message to a number; "" if it takes none."""
    links = phone_links(number.number) if number.kind == "text" else []
    return links[0].url.replace("tel:", "sms:") if links else ""


def first_call(entry: ResourceEntry) -> ContactLink | None:
    """Return the link to the first number that can be called."""
    links = (link for number in entry.all_phones() for link in call_links(number))
    return next(links, None)


def address(place: Place) -> str:
    return ", ".join(place.address_lines())


def hours(opening: OpeningHours) -> str:
    """Return when somebody is there, in one line."""
    days = _days(opening)
    times = " – ".join(_time(text) for text in (opening.opens, opening.closes) if text)
    line = ": ".join(part for part in (days, times) if part)
    return " · ".join(part for part in (line, _valid(opening), opening.note) if part)


def _time(text: str) -> str:
    try:
        return str(format_time(time.fromisoformat(text), "short", rebase=False))
    except ValueError:
        return text


def _days(opening: OpeningHours) -> str:
    if opening.frequency == "monthly":
        return _days_of_month(opening)
    numbers = [WEEKDAYS.index(day) for day in opening.days if day in WEEKDAYS]
    line = ", ".join(_weekday_ranges(sorted(set(numbers))))
    if line and opening.interval > 1:
        return _("%(days)s, every %(number)s weeks", days=line, number=opening.interval)
    return line


def _weekday_ranges(numbers: Sequence[int]) -> list[str]:
    """Return weekdays in the order of the week, three or more in a row as a range."""
    names, lines, start = _weekday_names("abbreviated"), [], 0
    for end in range(1, len(numbers) + 1):
        if end < len(numbers) and numbers[end] == numbers[end - 1] + 1:
            continue
        row = numbers[start:end]
        lines += (
            [names[day] for day in row] if len(row) < 3 else [f"{names[row[0]]} – {names[row[-1]]}"]
        )
        start = end
    return lines


def _days_of_month(opening: OpeningHours) -> str:
    names = _weekday_names("wide")
    which = {
        "1": _("first"), "2": _("second"), "3": _("third"), "4": _("fourth"), "5": _("fifth"),
        "-1": _("last"),
    }  # fmt: skip
    lines = [
        _("%(which)s %(weekday)s of the month", which=which[found[1]], weekday=names[day])
        for found in map(DAY_OF_MONTH.fullmatch, opening.days)
        if found and found[1] in which and (day := _weekday(found[2])) is not None
    ]
    if opening.month_days:
        lines.append(_("days of the month: %(days)s", days=", ".join(opening.month_days)))
    return ", ".join(lines)


def _weekday(code: str) -> int | None:
    return WEEKDAYS.index(code) if code in WEEKDAYS else None


def _weekday_names(width: str) -> Mapping[int, str]:
    return get_day_names(width, locale=get_locale() or Locale("en"))  # type: ignore[arg-type]


def _valid(opening: OpeningHours) -> str:
    first, last = (_day(text) for text in (opening.valid_from, opening.valid_to))
    if first and last:
        return _("from %(first)s to %(last)s", first=first, last=last)
    if last:
        return _("until %(last)s", last=last)
    return _("from %(first)s on", first=first) if first else ""


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "medium")) if text else ""


def area_label(code: str) -> str:
    """Return the name of an area or a region that somebody searches in."""
    return next(iter(area_names([code], page_language())), code)


def region_of(code: str) -> str:
    """Return the name of the region around an area."""
    programme = current_runtime().programme
    region = programme.region_of(code)
    return programme.region_name(region, page_language()) if region else area_label(code)
