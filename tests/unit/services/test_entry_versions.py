"""An entry is read from a row and written to it; its version says which words a page showed."""

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.services.entry_versions import change_row, entry_of, version_of


@dataclass(frozen=True)
class Entry:
    text: str
    day: date | None = None


STORED = Entry("Cook", date(2027, 1, 9))


@pytest.fixture
def row() -> SimpleNamespace:
    return SimpleNamespace(text=STORED.text, day=STORED.day, id=5)


def test_an_entry_has_what_is_stored(row: SimpleNamespace) -> None:
    assert entry_of(row, Entry) == STORED


def test_versions_differ_where_entries_do() -> None:
    assert version_of(STORED) == version_of(Entry("Cook", date(2027, 1, 9)))
    assert len({version_of(STORED), version_of(Entry("Cook")), version_of(Entry("", None))}) == 3


def test_a_row_is_changed_by_whoever_has_seen_it(row: SimpleNamespace) -> None:
    changed = replace(STORED, text="Bake")
    assert change_row(row, changed, version_of(STORED))
    assert (row.text, row.id) == ("Bake", 5)
    assert not change_row(row, changed, version_of(STORED)), "sent twice"


def test_whoever_has_seen_something_else_is_refused(app: Flask, row: SimpleNamespace) -> None:
    with pytest.raises(UserFacingError, match="has changed this"):
        change_row(row, replace(STORED, text="Bake"), version_of(Entry("Fry")))
    assert row.text == "Cook"
