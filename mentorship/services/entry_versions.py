"""What people enter about a row, and which of it their page showed, so that nothing is lost.

An entry is a frozen dataclass whose fields are named like those of the row. A form holds the
digest of the entry that its page showed; whoever was slower reads what the other one has saved.
"""

import hashlib
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel import gettext as _

from mentorship.errors import UserFacingError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Entry = TypeVar("Entry")


def entry_of(row: Any, kind: type[Entry]) -> Entry:
    """Return what is stored of a row, as it would be entered."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in names})


def version_of(entry: "DataclassInstance") -> str:
    """Return a digest, by which a form tells which words its page showed."""
    shown = json.dumps(asdict(entry), default=str, sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()


def change_row(row: Any, entry: "DataclassInstance", shown_version: str) -> bool:
    """Change a row that is locked; return False if the form was sent twice.

    Refuse a form whose page showed something else than what is stored.
    """
    before = entry_of(row, type(entry))
    if entry == before:
        return False
    if shown_version != version_of(before):
        raise UserFacingError(changed_meanwhile())
    for name, value in vars(entry).items():
        setattr(row, name, value)
    return True


def changed_meanwhile() -> str:
    return _("Somebody has changed this since you opened the page.")
