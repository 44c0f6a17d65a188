"""A small survey, and its rows as the mapping reads them."""

from datetime import UTC, date, datetime
from typing import Any

from mentorship.services.imports import SurveyMapping, survey_rows
from mentorship.services.imports.mapping import REQUIRED_COLUMNS
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.rows import SurveyRow

READ_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRIES: dict[str, Any] = {
    "privacy_notice": date(2026, 11, 1),
    "role": "mentee",
    "columns": {question: question for question in REQUIRED_COLUMNS},
    "answers": {"adult": {"Yes": ["yes"], "Nope": []}, "consent": {"I agree": ["yes"]}},
}
ROW = {
    "email": "ana@example.org",
    "name": "Ana",
    "communities": "Latino",
    "languages": "Spanish; English",
    "adult": "yes",
    "consent": "I AGREE",
}


def rows_of(*rows: dict[str, str], **entries: object) -> list[SurveyRow]:
    headers = list(dict.fromkeys(header for row in rows for header in {**ROW, **row}))
    cells = [[{**ROW, **row}.get(header, "") for header in headers] for row in rows]
    mapping = SurveyMapping.from_entries({**ENTRIES, **entries})
    return survey_rows(Table.of([headers, *cells]), mapping, READ_AT)
