"""The cells of a row are read according to the mapping."""

from datetime import UTC, datetime

import pytest

from mentorship.errors import UserFacingError
from mentorship.privacy import email_addresses
from mentorship.services.imports import SurveyMapping, survey_rows
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.rows import RefusedError
from tests.unit.services.imports.survey import ENTRIES, READ_AT, ROW, rows_of


def test_text_is_cleaned_and_missing_columns_are_blank() -> None:
    (row,) = rows_of({"name": " Jose\u0301\u200b "})
    assert row.text("name") == "José"
    assert row.text("area") == ""


def test_the_answers_of_a_cell_become_distinct_codes() -> None:
    (row,) = rows_of({"languages": "Spanish; español, ENGLISH"})
    assert row.codes("languages") == ["es", "en"]


def test_invisible_characters_in_an_answer_are_ignored() -> None:
    (row,) = rows_of({"languages": "Span\u200bish", "adult": "\u202ayes\u202c"})
    assert row.codes("languages") == ["es"]
    assert row.says_yes("adult")


def test_an_unknown_answer_is_refused_without_repeating_it() -> None:
    (row,) = rows_of({"languages": "Klingon"})
    with pytest.raises(RefusedError, match="languages") as refusal:
        row.codes("languages")
    assert "Klingon" not in str(refusal.value)


def test_the_timestamp_is_read_in_the_time_zone_of_the_survey() -> None:
    timestamp = {"column": "When", "format": "%m/%d/%Y %H:%M", "zone": "America/Los_Angeles"}
    valid, invalid = rows_of(
        {"When": " 10/1/2026 9:00"}, {"When": "yesterday"}, timestamp=timestamp
    )
    assert valid.answered_at == datetime(2026, 10, 1, 16, tzinfo=UTC)
    with pytest.raises(RefusedError, match="When"):
        _ = invalid.answered_at


def test_without_a_timestamp_a_row_has_the_time_of_reading() -> None:
    assert rows_of({})[0].answered_at == READ_AT


@pytest.mark.parametrize(("address", "reason"), [("", "no email"), ("nobody", "cannot be right")])
def test_an_invalid_address_is_refused(address: str, reason: str) -> None:
    (row,) = rows_of({"email": address})
    with pytest.raises(RefusedError, match=reason):
        _ = row.email


def test_an_address_that_is_too_long_is_refused_before_it_is_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(email_addresses, "validate_email", lambda address, **options: None)
    longest = "a" * (email_addresses.MAX_EMAIL_CHARACTERS - len("@example.org")) + "@example.org"
    assert rows_of({"email": longest})[0].email == longest
    with pytest.raises(RefusedError, match="cannot be right"):
        _ = rows_of({"email": "a" + longest})[0].email


@pytest.mark.parametrize("typed", ["ANA@Example.org", "groß@example.org", "ana@straße.example"])
def test_an_address_is_read_as_it_was_typed(typed: str) -> None:
    assert rows_of({"email": f" {typed}\u200b "})[0].email == typed


def test_a_column_that_the_mapping_names_must_exist() -> None:
    table = Table.of([[header for header in ROW if header != "adult"], ["x"]])
    with pytest.raises(UserFacingError, match="no column “adult”"):
        survey_rows(table, SurveyMapping.from_entries(ENTRIES), READ_AT)


def test_a_repeated_header_matters_only_if_the_mapping_names_it() -> None:
    table = Table.of([[*ROW, "Score", "Score"], [*ROW.values(), "1", "2"]])
    survey_rows(table, SurveyMapping.from_entries(ENTRIES), READ_AT)
    named = {**ENTRIES, "columns": {**ENTRIES["columns"], "goals": "Score"}}
    with pytest.raises(UserFacingError, match=r"“Score \(G\)” or “Score \(H\)”"):
        survey_rows(table, SurveyMapping.from_entries(named), READ_AT)


def test_cells_beyond_the_headers_are_detected() -> None:
    table = Table.of([list(ROW), [*ROW.values(), "", "more"], [*ROW.values(), ""]])
    read = survey_rows(table, SurveyMapping.from_entries(ENTRIES), READ_AT)
    assert [row.has_extra_cells for row in read] == [True, False]
