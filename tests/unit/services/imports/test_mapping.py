"""A mapping is validated when it is loaded."""

import re
from pathlib import Path

import pytest

from mentorship.config import ROOT
from mentorship.errors import UserFacingError
from mentorship.models import Role
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


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ([], "names no column"),
        ([{"option": "Thai"}], "not the header of a column"),
        ([{"column": 3}], "not the header of a column"),
        ([{"column": "Thai", "colour": "red"}], "unknown entry colour"),
        ([{"column": "Monday", "day": "monday"}], "day is not one of"),
        ([{"column": "Monday", "day": "mon"}], "only availability has a day"),
        ([{"column": "Thai", "option": "Thai", "role": "boss"}], "role is not one of"),
    ],
)
def test_a_column_that_makes_no_sense_is_refused(entry: object, reason: str) -> None:
    columns = {**ENTRIES["columns"], "languages": entry}
    with pytest.raises(UserFacingError, match=reason):
        SurveyMapping.from_entries({**ENTRIES, "columns": columns})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a = " + "[" * 100_000, "cannot be read as TOML"),
        ("a = 1\n" * 170_000, "has more than 1,000,000 bytes"),
    ],
    ids=["nested", "large"],
)
def test_a_hostile_mapping_file_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "mapping.toml").write_text(content)
    with pytest.raises(UserFacingError, match=reason):
        SurveyMapping.load(tmp_path / "mapping.toml")


def test_the_documentation_names_only_columns_of_a_mapping() -> None:
    page = (ROOT / "docs/using/operating.md").read_text("utf-8")
    section = re.search(r"^- `\[columns\]`.*?^- `\[answers", page, re.DOTALL | re.MULTILINE)
    assert section is not None
    names = set(re.findall(r"`([a-z_]+)`", section[0]))
    assert names <= COLUMNS


def test_messages_name_no_column_that_asks_the_other_role_alone() -> None:
    topics = [{"column": "What would you like to learn?", "role": "mentee"}]
    columns = {**ENTRIES["columns"], "topics": topics}
    mapping = SurveyMapping.from_entries({**ENTRIES, "columns": columns})
    assert mapping.for_role(Role.MENTEE).columns["topics"] == topics[0]["column"]
    assert "topics" not in mapping.for_role(Role.MENTOR).columns
