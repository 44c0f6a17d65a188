"""Of several answers of one person, the last counts."""

from mentorship.services.imports.plan import latest_answers
from tests.unit.services.imports.survey import rows_of


def test_without_a_timestamp_the_lower_row_counts() -> None:
    older, newer = rows_of({"name": "Older"}, {"name": "Newer"})
    assert latest_answers([older, newer]) == [newer]
