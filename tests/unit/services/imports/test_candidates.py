"""A survey row is parsed into a candidate, or into a refusal with a reason."""

from datetime import date
from typing import Any

from mentorship.models import Role
from mentorship.services.imports import Candidate, Refusal
from mentorship.services.imports.candidates import parse_row
from tests.unit.services.imports.survey import ENTRIES, READ_AT, rows_of


def candidate_of(row: dict[str, str], **entries: object) -> Candidate:
    candidate = parse_row(rows_of(row, **entries)[0])
    assert isinstance(candidate, Candidate)
    return candidate


def refusal_of(row: dict[str, str], **entries: object) -> Refusal:
    refusal = parse_row(rows_of(row, **entries)[0])
    assert isinstance(refusal, Refusal)
    return refusal


def columns_with(**more: str) -> dict[str, str]:
    return {**ENTRIES["columns"], **more}


def test_the_needed_columns_are_enough() -> None:
    candidate = candidate_of({})
    assert candidate.roles == (Role.MENTEE,)
    assert candidate.answered_at == READ_AT
    assert candidate.submission.answers["modes"] == []
    assert candidate.submission.answers["goals"] == ""
    assert candidate.submission.notice == date(2026, 11, 1)


def test_the_role_comes_from_a_column_or_from_the_default() -> None:
    assert candidate_of({}, role="both").roles == (Role.MENTOR, Role.MENTEE)
    candidate = candidate_of(
        {"Role": "x"}, columns=columns_with(role="Role"), answers={
            **ENTRIES["answers"], "role": {"x": ["mentor"]}
        }
    )  # fmt: skip
    assert candidate.roles == (Role.MENTOR,)


def test_an_answer_without_a_meaning_is_not_consent() -> None:
    assert refusal_of({"adult": "Nope"}).withdraws_application


def test_a_mode_is_required_if_a_column_asks_for_it() -> None:
    assert (
        refusal_of({"How": ""}, columns=columns_with(modes="How")).reason
        == "does not say how to meet"
    )


def test_free_times_are_read_from_one_column_or_from_three() -> None:
    candidate = candidate_of(
        {"When": "Saturday morning, Monday evening", "Mornings": "Saturday, Sunday"},
        columns=columns_with(availability="When"),
        availability={"morning": "Mornings"},
    )
    assert candidate.submission.answers["availability"] == [
        "sat_morning",
        "sun_morning",
        "mon_evening",
    ]


def test_an_answer_can_be_left_out_by_name_or_all_at_once() -> None:
    entries: dict[str, Any] = {"columns": columns_with(topics="T")}
    row = {"T": "Storytelling, Juggling"}
    assert "unknown answer" in refusal_of(row, **entries).reason
    by_name: dict[str, Any] = {**ENTRIES["answers"], "topics": {"Juggling": []}}
    for exclusion in ({"answers": by_name}, {"leave_out_unknown": True}):
        assert candidate_of(row, **entries, **exclusion).submission.answers["topics"] == [
            "storytelling"
        ]
