"""What is remembered of an import for later sheets: for the same headers, and nobody's words."""

from typing import Any

import pytest
from flask import Flask

from mentorship.extensions import db
from mentorship.models import ImportMapping
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.saved_mappings import (
    MAX_SAVED_ANSWER_CHARACTERS,
    save_mapping,
    saved_mapping,
)

ENTRIES: dict[str, Any] = {"role": "mentee", "answers": {"consent": {"I agree": ["yes"]}}}

pytestmark = pytest.mark.usefixtures("app")


def table(*headers: str, answers: tuple[str, ...] = ("I agree",) * 3) -> Table:
    return Table(list(headers), [(number, [text]) for number, text in enumerate(answers, 2)])


def save(headers: Table, entries: dict[str, Any] = ENTRIES) -> None:
    save_mapping(db.session, headers, entries)
    db.session.commit()


def test_a_mapping_is_found_for_other_rows_below_the_same_headers() -> None:
    save(table("Name", "Email"))
    later = Table(["Name", "Email"], [(2, ["Ana", "ana@example.org"])])
    assert saved_mapping(db.session, later) == ENTRIES


@pytest.mark.parametrize(
    "headers", [["Email", "Name"], ["Name"], ["Name", "Email", "Phone"], ["NameEmail"], []]
)
def test_a_mapping_is_not_found_for_other_headers(headers: list[str]) -> None:
    save(table("Name", "Email"))
    assert saved_mapping(db.session, table(*headers)) is None


def test_a_later_mapping_replaces_the_one_for_the_same_headers_only() -> None:
    save(table("Name"))
    save(table("Name", "Email"))
    save(table("Name"), {**ENTRIES, "role": "both"})
    roles = [row.mapping["role"] for row in db.session.query(ImportMapping).order_by("id")]
    assert roles == ["both", "mentee"]


def test_only_short_answers_with_codes_are_remembered() -> None:
    longest = "x" * MAX_SAVED_ANSWER_CHARACTERS
    meanings = {longest: ["asian"], longest + "x": ["asian"], "My cousin Ana": []}
    entries = {**ENTRIES, "answers": {"communities": meanings}}
    save(table("Name", answers=(*meanings,) * 3), entries)
    saved = saved_mapping(db.session, table("Name"))
    assert saved is not None
    assert saved["answers"] == {"communities": {longest: ["asian"]}}
    assert len(meanings) == 3, "the mapping of the import itself is whole"


def test_a_mapping_without_answers_is_remembered_too() -> None:
    save(table("Name"), {"role": "mentor"})
    assert saved_mapping(db.session, table("Name")) == {"role": "mentor", "answers": {}}


def test_headers_are_stored_only_as_an_index(app: Flask) -> None:
    save(table("My cousin Ana's phone"))
    row = db.session.query(ImportMapping).one()
    assert len(row.headers_index) == 32
    assert "cousin" not in str(row.mapping)


def test_an_answer_of_fewer_than_three_people_is_not_remembered() -> None:
    answers = ("Hazara from Jaghori; Korean", "korean, Hazara from Jaghori", " KOREAN ", "Thai")
    codes = {"Hazara from Jaghori": ["asian"], "Korean": ["asian"], "Thai": ["asian"]}
    save(table("Community", answers=answers), {"role": "mentee", "answers": {"communities": codes}})
    saved = saved_mapping(db.session, table("Community"))
    assert saved is not None
    assert saved["answers"] == {"communities": {"Korean": ["asian"]}}


def test_a_person_who_repeats_an_answer_counts_once() -> None:
    repeated = Table(["A", "B", "C"], [(2, ["Hazara from Jaghori"] * 3)])
    save(
        repeated, {"role": "mentee", "answers": {"communities": {"Hazara from Jaghori": ["asian"]}}}
    )
    saved = saved_mapping(db.session, repeated)
    assert saved is not None
    assert saved["answers"] == {"communities": {}}
