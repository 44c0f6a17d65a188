"""Phones, hours and places of a file's records, as parts of an entry."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mentorship.services.resources.entry import (
    MAX_HOURS,
    MAX_LINE_LENGTH,
    MAX_PHONES,
    MAX_TEXT_LENGTH,
    OpeningHours,
    Phone,
    Place,
)
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.tables import Record, Tables

PHONE_KINDS = frozenset({"voice", "text", "fax", "cell", "video", "pager", "textphone"})
KIND_ALIASES = {"sms": "text", "mobile": "cell", "tty": "textphone", "tdd": "textphone"}
OTHER_HOURS = ("dtstart", "until", "count", "byweekno", "byyearday", "timezone", "wkst")
"""Columns of a schedule that the directory does not show."""

Languages = Callable[[Iterable[Record]], tuple[str, ...]]


def phone_of(record: Record, languages: tuple[str, ...]) -> Phone:
    extension = values.line_of(record.get("extension"), 20).removesuffix(".0")
    note = values.line_of(record.get("description"), MAX_LINE_LENGTH)
    if extension and str(values.whole_number(extension)) != extension:
        note, extension = " ".join((f"ext. {extension}", note)).strip(), ""
    kind = values.line_of(record.get("type"), 20).lower()
    kind = KIND_ALIASES.get(kind, kind)
    return Phone(
        number=values.line_of(record.get("number"), 60).strip('"'),
        extension=extension,
        kind=kind if kind in PHONE_KINDS else "voice",
        note=note,
        languages=languages,
    )


def hours_of(record: Record) -> OpeningHours:
    """Return the hours of a schedule, also of version 1.1, which has one weekday in each."""
    days = values.line_of(record.get("byday") or record.get("weekday"), 200).upper()
    notes = (
        record.get(name) for name in ("description", "attending_type", "notes", "schedule_link")
    )
    given = dict.fromkeys(values.line_of(note, MAX_LINE_LENGTH) for note in notes)
    is_monthly = values.line_of(record.get("freq"), 20).upper() == "MONTHLY"
    return OpeningHours(
        days=tuple(_day(day) for day in days.replace(",", " ").split()),
        month_days=tuple(values.line_of(record.get("bymonthday"), 100).replace(",", " ").split()),
        frequency="monthly" if is_monthly else "weekly",
        interval=values.whole_number(record.get("interval")) or 1,
        opens=values.time_of_day(record.get("opens_at")),
        closes=values.time_of_day(record.get("closes_at")),
        valid_from=values.day_of(record.get("valid_from")),
        valid_to=values.day_of(record.get("valid_to")),
        note=" · ".join(note for note in given if note)[:MAX_LINE_LENGTH],
    )


def _day(text: str) -> str:
    """Return a day as RFC 5545 has it; earlier versions also write "Monday", or 1 to 7.

    >>> [_day(text) for text in ("MO", "MONDAY", "7", "2TU")]
    ['MO', 'MO', 'SU', '2TU']
    """
    numbered = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    if text in {"1", "2", "3", "4", "5", "6", "7"}:
        return numbered[int(text) - 1]
    return text[:2] if text[:2] in numbered else text


class PlaceReader:
    """Makes places of the locations of a file, each with its addresses, phones and hours."""

    def __init__(self, tables: Tables, languages: Languages) -> None:
        self._tables = tables
        self._languages = languages
        self._of_location = {
            table: tables.children(table, "location_id")
            for table in (
                "address",
                "postal_address",
                "phone",
                "schedule",
                "language",
                "accessibility",
            )
        }
        self._phone_languages = tables.children("language", "phone_id")

    def phones(self, records: Iterable[Record]) -> tuple[Phone, ...]:
        found = (
            phone_of(record, self._languages(self._phone_languages.get(record["id"], ())))
            for record in records
        )
        return tuple(dict.fromkeys(phone for phone in found if phone.number))[:MAX_PHONES]

    def hours(self, records: Iterable[Record]) -> tuple[OpeningHours, ...]:
        found = (hours_of(record) for record in records)
        return tuple(item for item in dict.fromkeys(found) if item != OpeningHours())[:MAX_HOURS]

    def places(
        self, location: Record, phones: list[Record], schedules: list[Record], note: str
    ) -> list[Place]:
        """Return a place for each address of a location; the first has the rest of it too."""
        of = {table: found.get(location["id"], []) for table, found in self._of_location.items()}
        addresses = [
            *of["address"],
            *({**item, "address_type": "postal"} for item in of["postal_address"]),
        ]
        first = Place(
            hsds_id=location["id"] if " " not in location["id"] else "",
            name=self._line(location, "name") or self._line(location, "alternate_name"),
            kind=_place_kind(location.get("location_type")),
            url=values.web_address(location.get("url"), MAX_LINE_LENGTH),
            directions=self._line(location, "transportation"),
            access=" · ".join(filter(None, map(_accessibility, of["accessibility"])))[
                :MAX_LINE_LENGTH
            ],
            note=" · ".join(filter(None, (self._line(location, "description"), note)))[
                :MAX_LINE_LENGTH
            ],
            phones=self.phones([*of["phone"], *phones]),
            hours=self.hours([*of["schedule"], *schedules]),
            languages=self._languages(of["language"]),
        )
        if not addresses:
            return [first]
        return [
            _with_address(first if number == 0 else Place(), address)
            for number, address in enumerate(addresses)
        ]

    def _line(self, record: Record, name: str) -> str:
        return values.line_of(record.get(name), MAX_LINE_LENGTH)


def _with_address(place: Place, address: Record) -> Place:
    def line(name: str, maximum: int = MAX_LINE_LENGTH) -> str:
        return values.line_of(address.get(name), maximum)

    kind = address.get("address_type")
    return replace(
        place,
        kind=_place_kind(kind) if kind else place.kind,
        street=line("address_1"),
        street_more=line("address_2"),
        city=line("city", 100),
        state=line("state_province", 40),
        postal_code=line("postal_code", 20),
        country=line("country", 40),
    )


def _place_kind(value: object) -> str:
    kind = values.line_of(value, 20).lower()
    return kind if kind in {"physical", "postal", "virtual"} else "physical"


def _accessibility(record: Record) -> str:
    given = (record.get(name) for name in ("description", "accessibility", "details"))
    parts = dict.fromkeys(values.text_of(part, MAX_TEXT_LENGTH) for part in given)
    return " ".join(" ".join(part.split()) for part in parts if part)
