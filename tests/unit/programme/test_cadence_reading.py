"""The rules of a file are read, and every mistake in them is named with its place."""

import json
from dataclasses import replace
from typing import Any

import pytest

from mentorship.errors import ConfigurationError
from mentorship.programme import (
    Anchor,
    CadenceRule,
    Concerns,
    Period,
    entries_added_later,
    from_entries,
    from_toml,
    shipped,
    to_entries,
    to_toml,
)
from mentorship.programme.cadence_reading import MAX_RULES, MAX_SOURCE_CHARACTERS, MAX_STAGES

ONCE = {
    "en": "Library",
    "es": "Biblioteca",
    "concerns": "each",
    "begins": "start",
    "after": "14 days",
    "source": "Our board",
}
AGAIN = {
    **{name: entry for name, entry in ONCE.items() if name != "after"},
    "every": ["1 month", "3 months"],
    "until": ["12 months"],
}


def read(**rules: Any) -> dict[str, CadenceRule]:
    return dict(from_entries({**to_entries(shipped()), "cadence": rules}).cadence)


def changed(entry: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with changes; None leaves one out."""
    merged = {**entry, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def test_a_rule_that_is_due_once_is_read() -> None:
    rule = CadenceRule(
        labels={"en": "Library", "es": "Biblioteca"},
        concerns=Concerns.EACH,
        begins=Anchor.START,
        after=Period(days=14),
        every=(),
        until=(),
        met_by=(),
        source="Our board",
    )
    assert read(visit=ONCE) == {"visit": rule}


def test_a_rule_that_is_due_again_and_again_is_read_with_its_stages() -> None:
    rule = read(visit={**AGAIN, "met_by": ["meeting", "visit"], "flag": True, "active": False})
    visit = rule["visit"]
    assert (visit.after, visit.every) == (None, (Period(months=1), Period(months=3)))
    assert (visit.until, visit.met_by) == ((Period(months=12),), ("meeting", "visit"))
    assert (visit.is_flag, visit.is_active) == (True, False)


def test_line_breaks_in_a_source_are_spaces() -> None:
    assert read(visit={**ONCE, "source": " Our\n board "})["visit"].source == "Our board"


WRONG: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (ONCE, {"en": None}, "cadence.visit.en"),
    (ONCE, {"es": 7}, "cadence.visit.es"),
    (ONCE, {"en": "x" * 61}, "cadence.visit.en has more than 60 characters"),
    (ONCE, {"fr": "Bibliothèque"}, "[cadence.visit] has an entry that is no language"),
    (ONCE, {"concerns": None}, "cadence.visit.concerns is none of each, both"),
    (ONCE, {"concerns": "mentor"}, "cadence.visit.concerns is none of each, both"),
    (ONCE, {"concerns": ["each"]}, "cadence.visit.concerns is none of each, both"),
    (ONCE, {"begins": "today"}, "cadence.visit.begins is none of introduction, start"),
    (ONCE, {"after": None}, "cadence.visit needs either after or every"),
    (ONCE, {"every": ["1 month"]}, "cadence.visit needs either after or every"),
    (ONCE, {"after": "2 weeks"}, "cadence.visit.after is not a period"),
    (ONCE, {"after": 14}, "cadence.visit.after is not a period"),
    (ONCE, {"until": ["1 month"]}, "cadence.visit.until is for a rule with every"),
    (AGAIN, {"every": "1 month"}, "cadence.visit.every is not a list"),
    (AGAIN, {"every": ["soon", "1 day"]}, "cadence.visit.every is not a period"),
    (AGAIN, {"every": ["1 day"] * (MAX_STAGES + 1)}, f"list of up to {MAX_STAGES} periods"),
    (AGAIN, {"every": []}, "cadence.visit.until needs one period less"),
    (AGAIN, {"every": [], "until": None}, "cadence.visit.until needs one period less"),
    (AGAIN, {"every": ["0 days", "1 day"]}, "cadence.visit.every is longer than no time"),
    (AGAIN, {"until": None}, "cadence.visit.until needs one period less"),
    (AGAIN, {"until": ["a year"]}, "cadence.visit.until is not a period"),
    (ONCE, {"met_by": "meeting"}, "cadence.visit.met_by is not a list of rules, or of answer"),
    (ONCE, {"met_by": ["dinner"]}, "cadence.visit.met_by is not a list of rules, or of answer"),
    (ONCE, {"met_by": [7]}, "cadence.visit.met_by is not a list of rules, or of answer"),
    (ONCE, {"met_by": [["meeting"]]}, "cadence.visit.met_by is not a list of rules"),
    (ONCE, {"source": None}, "cadence.visit.source is missing"),
    (ONCE, {"source": "x" * (MAX_SOURCE_CHARACTERS + 1)}, "cadence.visit.source is missing, or"),
    (ONCE, {"source": " "}, "cadence.visit.source is missing"),
    (ONCE, {"flag": "yes"}, "cadence.visit.flag is neither true nor false"),
    (ONCE, {"active": 1}, "cadence.visit.active is neither true nor false"),
]


@pytest.mark.parametrize(("entry", "changes", "named"), WRONG)
def test_a_mistake_in_a_rule_is_named_with_its_place(
    entry: dict[str, Any], changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(ConfigurationError) as error:
        read(visit=changed(entry, changes))
    assert named in str(error.value)


@pytest.mark.parametrize("code", ["Visit", "new-rule", "", "x" * 41, "elsewhere"])
def test_a_rule_without_a_proper_code_is_refused(code: str) -> None:
    with pytest.raises(ConfigurationError, match="is no code"):
        read(**{code: ONCE})


@pytest.mark.parametrize(("cadence", "named"), [([], "[cadence]"), ({"visit": 7}, "cadence.visit")])
def test_rules_that_are_no_tables_are_refused(cadence: Any, named: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        from_entries({**to_entries(shipped()), "cadence": cadence})
    assert named in str(error.value)


def test_more_rules_than_a_document_can_hold_are_refused() -> None:
    with pytest.raises(ConfigurationError, match=f"more than {MAX_RULES} rules"):
        read(**{f"rule_{number}": ONCE for number in range(MAX_RULES + 1)})


def test_rules_that_are_written_as_entries_or_as_a_file_are_read_as_the_same_ones() -> None:
    rules = read(visit={**AGAIN, "met_by": ["talk"], "flag": True}, talk={**ONCE, "active": False})
    programme = replace(shipped(), cadence=rules)
    assert from_entries(json.loads(json.dumps(to_entries(programme)))) == programme
    assert from_toml(to_toml(programme)) == programme


def test_a_document_of_an_earlier_version_has_the_shipped_rules_and_safety_texts() -> None:
    added = entries_added_later()
    earlier = {name: text for name, text in to_entries(shipped()).items() if name not in added}
    assert set(added) == {"cadence", "safety_notice", "emergency_steps", "emergency_contacts"}
    assert from_entries({**added, **earlier}) == shipped()
