"""The phones of a file, each with the languages that are spoken on it."""

from collections.abc import Callable, Iterable

from mentorship.services.resources.entry import (
    MAX_LINE_LENGTH,
    MAX_PHONE_NUMBER_LENGTH,
    MAX_PHONES,
    PHONE_KINDS,
    Phone,
)
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.language_reading import languages_of
from mentorship.services.resources.hsds.tables import Record, Tables

KIND_ALIASES = {"sms": "text", "mobile": "cell", "tty": "textphone", "tdd": "textphone"}


class PhoneReader:
    def __init__(self, tables: Tables, note: Callable[[str], None]) -> None:
        self._languages, self._note = tables.children("language", "phone_id"), note

    def phones(self, records: Iterable[Record]) -> tuple[Phone, ...]:
        found = (
            phone_of(record, languages_of(self._languages.get(record["id"], ()), self._note))
            for record in records
        )
        return tuple(dict.fromkeys(phone for phone in found if phone.number))[:MAX_PHONES]


def phone_of(record: Record, languages: tuple[str, ...]) -> Phone:
    extension = values.line_of(record.get("extension"), 20).removesuffix(".0")
    note = values.line_of(record.get("description"), MAX_LINE_LENGTH)
    if extension and str(values.whole_number(extension)) != extension:
        note, extension = " ".join((f"ext. {extension}", note)).strip(), ""
    kind = values.line_of(record.get("type"), 20).lower()
    kind = KIND_ALIASES.get(kind, kind)
    return Phone(
        number=values.line_of(record.get("number"), MAX_PHONE_NUMBER_LENGTH).strip('"'),
        extension=extension,
        kind=kind if kind in PHONE_KINDS else "voice",
        note=note,
        languages=languages,
    )
