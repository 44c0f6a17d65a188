"""A mapping is validated when it is loaded."""

import re

import pytest

from mentorship.config import ROOT
from mentorship.errors import UserFacingError
from mentorship.services.imports import SurveyMapping
from mentorship.services.imports.mapping import COLUMNS, REQUIRED_COLUMNS
from tests.unit.services.imports.survey import ENTRIES


@pytest.mark.parametrize("missing", sorted(REQUIRED_COLUMNS))
def test_a_mapping_without_a_needed_column_is_refused(missing: str) -> None:
    columns = {name: column for name, column in ENTRIES["columns"].items() if name != missing}
    with pytest.raises(UserFacingError, match=missing):
        SurveyMapping.from_entries({**ENTRIES, "columns": columns})


def test_a_mapping_without_a_role_is_refused() -> None:
    entries = {name: entry for name, entry in ENTRIES.items() if name != "role"}
    with pytest.raises(UserFacingError, match="role"):
        SurveyMapping.from_entries(entries)


def test_the_documentation_names_only_columns_of_a_mapping() -> None:
    page = (ROOT / "docs/using/operating.md").read_text("utf-8")
    section = re.search(r"^- `\[columns\]`.*?^- `\[answers", page, re.DOTALL | re.MULTILINE)
    assert section is not None
    names = set(re.findall(r"`([a-z_]+)`", section[0]))
    assert names <= COLUMNS
