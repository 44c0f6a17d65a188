"""Each kind of row has an entry whose fields are those of the row."""

from dataclasses import fields

import pytest

from mentorship.models import GroupMember
from mentorship.services.groups.row_entries import ENTRIES, MAX_ROWS, MODELS, RowEntry


def test_every_kind_of_row_has_an_entry_and_a_limit() -> None:
    assert set(ENTRIES) == set(MODELS) == set(MAX_ROWS)


@pytest.mark.parametrize("kind", ENTRIES.values())
def test_an_entry_names_fields_of_its_row_and_rows_of_groups(kind: type[RowEntry]) -> None:
    names = {field.name for field in fields(kind)}
    assert all(hasattr(kind.MODEL, name) for name in names)
    assert kind.REFERS_TO.keys() <= names
    assert set(kind.REFERS_TO.values()) <= {*MODELS, GroupMember}
