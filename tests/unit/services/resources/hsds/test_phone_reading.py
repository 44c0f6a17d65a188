"""The phones of a file."""

import pytest

from mentorship.services.resources.entry import Phone
from mentorship.services.resources.hsds.phone_reading import PhoneReader, phone_of
from mentorship.services.resources.hsds.tables import Tables


@pytest.mark.parametrize(
    ("record", "phone"),
    [
        ({"number": '"213 555 0100"', "type": "SMS"}, Phone("213 555 0100", kind="text")),
        ({"number": "1", "extension": "12.0"}, Phone("1", "12")),
        (
            {"number": "1", "extension": "007", "description": "Desk"},
            Phone("1", note="ext. 007 Desk"),
        ),
        ({"number": "1", "type": "smoke signal"}, Phone("1")),
    ],
)
def test_a_phone(record: dict[str, str], phone: Phone) -> None:
    assert phone_of(record, ()) == phone


@pytest.mark.usefixtures("runtime")
def test_the_languages_of_a_phone_are_read_and_the_same_phone_is_there_once() -> None:
    tables = Tables()
    tables.add("phone", {"id": "p", "number": "1"})
    tables.add("language", {"phone_id": "p", "code": "spa"})
    tables.add("phone", {"id": "q", "number": "2"})
    tables.add("phone", {"id": "r", "number": "2"})
    reader = PhoneReader(tables, lambda note: None)
    phones = reader.phones(tables.records("phone"))
    assert phones == (Phone("1", languages=("es",)), Phone("2"))
