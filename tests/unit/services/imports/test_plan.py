"""Of several answers of one person, the last counts."""

from mentorship.services.imports.plan import latest_answers
from tests.unit.services.imports.survey import rows_of


def test_without_a_time_the_lower_row_is_the_later() -> None:
    older, newer = rows_of({"name": "Older"}, {"name": "Newer"})
    assert latest_answers([older, newer]) == [newer]
