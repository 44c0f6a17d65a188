"""The latest of several rows of one person is used."""

from mentorship.services.imports.plan import latest_answers
from tests.unit.services.imports.survey import rows_of


def test_without_a_timestamp_the_lower_row_is_used() -> None:
    older, newer = rows_of({"name": "Older"}, {"name": "Newer"})
    assert latest_answers([older, newer]) == [newer]
