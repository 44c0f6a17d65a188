"""The languages that records of a file name, as codes of ours."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _

from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.tables import Record


def languages_of(records: Iterable[Record], note: Callable[[str], None]) -> tuple[str, ...]:
    codes = []
    for record in records:
        name = record.get("name") or record.get("language")
        code = values.language_code(record.get("code"), name)
        if code:
            codes.append(code)
        elif name or record.get("code"):
            note(_("Unknown language: %(name)s.", name=name or record.get("code")))
    return tuple(dict.fromkeys(codes))
