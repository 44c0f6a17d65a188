"""The latest of several rows of one person is used."""

from mentorship.services.imports.plan import latest_answers
from tests.unit.services.imports.survey import rows_of


def test_without_a_timestamp_the_lower_row_is_used() -> None:
    older, newer = rows_of({"name": "Older"}, {"name": "Newer"})
    assert latest_answers([older, newer]) == [newer]


def test_the_spellings_of_one_mailbox_are_one_person() -> None:
    rows = rows_of(
        *(
            {"email": email}
            for email in ("ANA@x.example", "ana@X.example", "ana@ß.example", "ana@xn--zca.example")
        )
    )
    assert latest_answers(rows) == [rows[1], rows[3]]


def test_addresses_that_only_fold_to_the_same_are_two_people() -> None:
    rows = rows_of({"email": "groß@example.org"}, {"email": "gross@example.org"})
    assert latest_answers(rows) == rows
