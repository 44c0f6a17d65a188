"""A survey row is parsed into a candidate, or into a refusal with a reason."""

from datetime import date
from typing import Any

import pytest

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


def columns_with(**more: Any) -> dict[str, Any]:
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


@pytest.mark.parametrize("question", ["adult", "consent"])
def test_a_code_that_nobody_has_explained_is_no_refusal_of_the_person(question: str) -> None:
    refusal = refusal_of({question: "1"})
    assert refusal.reason == f"has an unknown answer in column “{question}”"
    assert not refusal.withdraws_application
    answers = {**ENTRIES["answers"], question: {"1": []}}
    assert refusal_of({question: "1"}, answers=answers).withdraws_application


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


CAPACITY = columns_with(capacity="Places")


@pytest.mark.parametrize("cell", ["0", "N/A", "9", "2.0", "none, I am a mentee"])
def test_a_mentee_is_not_asked_for_a_number_of_places(cell: str) -> None:
    candidate = candidate_of({"Places": cell}, columns=CAPACITY)
    assert candidate.submission.answers["capacity"] == 1
    assert candidate.notes == ("“Places” is left out: this person is not asked it",)


@pytest.mark.parametrize(("cell", "places"), [("2.0", 2), ("3,0", 3), ("", 1), ("\uff12", 2)])
def test_a_mentor_has_a_whole_number_of_places(cell: str, places: int) -> None:
    candidate = candidate_of({"Places": cell}, columns=CAPACITY, role="both")
    assert candidate.submission.answers["capacity"] == places
    assert candidate.notes == ()


@pytest.mark.parametrize("cell", ["0", "6", "2.5", "many"])
def test_a_mentor_without_a_number_from_1_to_5_is_refused(cell: str) -> None:
    assert (
        "no number from 1 to 5"
        in refusal_of({"Places": cell}, columns=CAPACITY, role="mentor").reason
    )


def test_a_second_neighborhood_is_left_out_with_a_note() -> None:
    candidate = candidate_of(
        {"Where": "Koreatown, Westlake / MacArthur Park"}, columns=columns_with(area="Where")
    )
    assert candidate.submission.answers["area"] == "koreatown"
    assert candidate.notes == ("only the first answer in “Where” is taken",)


def test_more_languages_than_a_profile_holds_are_left_out_with_a_note() -> None:
    languages = (
        "Spanish, English, Korean, Thai, Hindi, Hmong, Khmer, Lao, Vietnamese, Arabic, Punjabi"
    )
    candidate = candidate_of({"languages": languages})
    assert len(candidate.submission.answers["languages"]) == 10
    assert candidate.notes == ("only the first 10 answers in “languages” are taken",)


def test_what_a_person_lacks_for_a_match_is_known() -> None:
    columns = columns_with(topics="T", availability="W")
    candidate = candidate_of({"T": "Storytelling", "W": ""}, columns=columns)
    assert candidate.missing == ["modes", "availability"]


def test_a_sheet_says_nothing_about_questions_without_a_column() -> None:
    candidate = candidate_of({"Places": ""}, columns=CAPACITY, role="mentor")
    assert set(candidate.answers_in_sheet(Role.MENTOR)) == {"name", "communities", "languages"}


@pytest.mark.parametrize("mark", ["TRUE", "1", "Yes", "x", "✓", "Checked", "thai", "Sí", "☑️"])
def test_a_mark_in_the_column_of_a_box_is_its_option(mark: str) -> None:
    boxes = [
        {"column": f"Languages [{name}]", "option": name} for name in ("Thai", "Lao", "Korean")
    ]
    row = {"Languages [Thai]": mark, "Languages [Lao]": "FALSE", "Languages [Korean]": ""}
    candidate = candidate_of(row, columns=columns_with(languages=boxes))
    assert candidate.submission.answers["languages"] == [
        {"language": "th", "comfort": "comfortable"}
    ]


def test_a_cell_that_is_neither_a_mark_nor_the_option_is_never_a_guess() -> None:
    boxes = [{"column": "Languages [Thai]", "option": "Thai"}]
    columns = columns_with(languages=boxes)
    assert "unknown answer" in refusal_of({"Languages [Thai]": "2"}, columns=columns).reason


def test_a_column_may_be_about_a_day_or_a_part_of_the_day() -> None:
    times = [
        {"column": "Free [Monday]", "day": "mon"},
        {"column": "Free [Evening]", "part": "evening"},
        "Other times",
    ]
    candidate = candidate_of(
        {"Free [Monday]": "Morning; Afternoon", "Free [Evening]": "Sunday", "Other times": ""},
        columns=columns_with(availability=times),
    )
    assert candidate.submission.answers["availability"] == [
        "mon_morning",
        "mon_afternoon",
        "sun_evening",
    ]


def test_what_mentors_and_mentees_are_asked_apart_stays_apart() -> None:
    topics = [
        {"column": "Shares", "role": "mentor"},
        {"column": "Learns", "role": "mentee"},
    ]
    row = {"Shares": "Storytelling", "Learns": "Tenant rights", "goals": "", "More": "Courage"}
    columns = columns_with(topics=topics, goals=["goals", "More"])
    candidate = candidate_of(row, columns=columns, role="both")
    topics_of = {role.value: item.answers["topics"] for role, item in candidate.submissions.items()}
    assert topics_of == {"mentor": ["storytelling"], "mentee": ["tenant_rights"]}
    assert candidate.submission.answers["goals"] == "Courage"


def test_of_two_branches_all_that_is_answered_must_agree() -> None:
    columns = columns_with(consent=["consent", "Consent of mentees"])
    candidate_of({"consent": "", "Consent of mentees": "I agree"}, columns=columns)
    row = {"consent": "I agree", "Consent of mentees": "No"}
    assert refusal_of(row, columns=columns).withdraws_application


def test_an_answer_can_be_left_out_by_name_or_all_at_once() -> None:
    entries: dict[str, Any] = {"columns": columns_with(topics="T")}
    row = {"T": "Storytelling, Juggling"}
    assert "unknown answer" in refusal_of(row, **entries).reason
    by_name: dict[str, Any] = {**ENTRIES["answers"], "topics": {"Juggling": []}}
    for exclusion in ({"answers": by_name}, {"leave_out_unknown": True}):
        assert candidate_of(row, **entries, **exclusion).submission.answers["topics"] == [
            "storytelling"
        ]
