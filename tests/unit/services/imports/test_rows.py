"""The cells of a row are read as the mapping says."""

from datetime import UTC, datetime

import pytest

from mentorship.errors import UserFacingError
from mentorship.services.imports import SurveyMapping, survey_rows
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.rows import RefusedError
from tests.unit.services.imports.survey import ENTRIES, READ_AT, ROW, rows_of


def test_text_is_cleaned_and_missing_columns_are_blank() -> None:
    (row,) = rows_of({"name": " Jose\u0301\u200b "})
    assert row.text("name") == "José"
    assert row.text("area") == ""


def test_the_check_boxes_of_a_cell_become_codes_once_each() -> None:
    (row,) = rows_of({"languages": "Spanish; español, ENGLISH"})
    assert row.codes("languages") == ["es", "en"]


def test_invisible_characters_in_an_answer_do_not_matter() -> None:
    (row,) = rows_of({"languages": "Span\u200bish", "adult": "\u202ayes\u202c"})
    assert row.codes("languages") == ["es"]
    assert row.says_yes("adult")


def test_an_unknown_answer_is_refused_without_repeating_it() -> None:
    (row,) = rows_of({"languages": "Klingon"})
    with pytest.raises(RefusedError, match="languages") as refusal:
        row.codes("languages")
    assert "Klingon" not in str(refusal.value)


def test_the_time_is_read_in_the_zone_of_the_survey() -> None:
    when = {"column": "When", "format": "%m/%d/%Y %H:%M", "zone": "America/Los_Angeles"}
    good, bad = rows_of({"When": " 10/1/2026 9:00"}, {"When": "yesterday"}, timestamp=when)
    assert good.answered_at == datetime(2026, 10, 1, 16, tzinfo=UTC)
    with pytest.raises(RefusedError, match="When"):
        _ = bad.answered_at


def test_without_a_time_a_row_is_as_old_as_the_reading() -> None:
    assert rows_of({})[0].answered_at == READ_AT


@pytest.mark.parametrize(("address", "reason"), [("", "no email"), ("nobody", "cannot be right")])
def test_an_address_that_cannot_be_right_is_refused(address: str, reason: str) -> None:
    (row,) = rows_of({"email": address})
    with pytest.raises(RefusedError, match=reason):
        _ = row.email


def test_an_address_is_read_however_it_is_capitalized() -> None:
    assert rows_of({"email": " ANA@Example.org "})[0].email == "ana@example.org"


def test_a_column_that_the_mapping_names_must_exist() -> None:
    table = Table.of([[header for header in ROW if header != "adult"], ["x"]])
    with pytest.raises(UserFacingError, match="no column “adult”"):
        survey_rows(table, SurveyMapping.from_entries(ENTRIES), READ_AT)


def test_cells_beyond_the_headers_are_noticed() -> None:
    table = Table.of([list(ROW), [*ROW.values(), "", "more"], [*ROW.values(), ""]])
    rows = survey_rows(table, SurveyMapping.from_entries(ENTRIES), READ_AT)
    assert [row.has_extra_cells for row in rows] == [True, False]
