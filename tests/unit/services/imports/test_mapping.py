"""A mapping is checked when it is loaded."""

import re

import pytest

from mentorship.config import ROOT
from mentorship.errors import UserFacingError
from mentorship.services.imports import SurveyMapping
from mentorship.services.imports.mapping import COLUMNS, REQUIRED_COLUMNS
from tests.unit.services.imports.survey import ENTRIES


@pytest.mark.parametrize("missing", sorted(REQUIRED_COLUMNS))
def test_a_mapping_without_a_needed_column_is_refused(missing: str) -> None:
    named = {name: column for name, column in ENTRIES["columns"].items() if name != missing}
    with pytest.raises(UserFacingError, match=missing):
        SurveyMapping.from_entries({**ENTRIES, "columns": named})


def test_a_mapping_without_a_role_is_refused() -> None:
    without = {name: entry for name, entry in ENTRIES.items() if name != "role"}
    with pytest.raises(UserFacingError, match="role"):
        SurveyMapping.from_entries(without)


def test_the_documentation_names_columns_that_a_mapping_takes() -> None:
    page = (ROOT / "docs/using/operating.md").read_text("utf-8")
    described = re.search(r"^- `\[columns\]`.*?^- `\[answers", page, re.DOTALL | re.MULTILINE)
    assert described is not None
    named = set(re.findall(r"`([a-z_]+)`", described[0]))
    assert named <= COLUMNS
