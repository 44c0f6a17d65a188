"""What a mapping may leave unsaid, and how rows are then understood."""

from datetime import UTC, date, datetime

import pytest

from mentorship.errors import UserFacingError
from mentorship.models import Role
from mentorship.services.imports import Candidate, Refusal, SurveyMapping, survey_rows
from mentorship.services.imports.candidates import parse_row
from mentorship.services.imports.mapping import NECESSARY
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.plan import latest_answers
from mentorship.services.imports.spellings import fold, parts
from mentorship.services.imports.unknown_answers import MOST_LISTED, to_explain

READ_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRIES = {
    "privacy_notice": date(2026, 11, 1),
    "role": "mentee",
    "columns": {question: question for question in NECESSARY},
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


def rows_of(*rows: dict[str, str], **entries: object):
    headers = list(dict.fromkeys(header for row in rows for header in {**ROW, **row}))
    cells = [[{**ROW, **row}.get(header, "") for header in headers] for row in rows]
    mapping = SurveyMapping.from_entries({**ENTRIES, **entries})
    return survey_rows(Table.of([headers, *cells]), mapping, READ_AT)


def understood(row: dict[str, str], **entries: object) -> Candidate | Refusal:
    return parse_row(rows_of(row, **entries)[0])


def columns(**more: str) -> dict[str, str]:
    return {**ENTRIES["columns"], **more}


def test_what_is_needed_is_enough() -> None:
    one = understood({})
    assert isinstance(one, Candidate)
    assert one.roles == (Role.MENTEE,)
    assert one.answered_at == READ_AT
    assert one.submission.answers["modes"] == []
    assert one.submission.answers["goals"] == ""
    assert one.submission.notice == date(2026, 11, 1)


@pytest.mark.parametrize("missing", sorted(NECESSARY))
def test_what_is_needed_cannot_be_left_out(missing: str) -> None:
    named = {name: column for name, column in columns().items() if name != missing}
    with pytest.raises(UserFacingError, match=missing):
        SurveyMapping.from_entries({**ENTRIES, "columns": named})


def test_a_role_is_needed_from_a_column_or_for_everybody() -> None:
    without = {name: entry for name, entry in ENTRIES.items() if name != "role"}
    with pytest.raises(UserFacingError, match="role"):
        SurveyMapping.from_entries(without)
    assert understood({}, role="both").roles == (Role.MENTOR, Role.MENTEE)
    said = understood(
        {"Role": "x"}, columns=columns(role="Role"), answers={
            **ENTRIES["answers"], "role": {"x": ["mentor"]}
        }
    )  # fmt: skip
    assert said.roles == (Role.MENTOR,)


def test_an_answer_that_means_nothing_is_no_yes() -> None:
    refused = understood({"adult": "Nope"})
    assert isinstance(refused, Refusal)
    assert refused.takes_back


def test_a_mode_is_needed_of_those_who_were_asked() -> None:
    assert (
        understood({"How": ""}, columns=columns(modes="How")).reason == "does not say how to meet"
    )


def test_free_times_may_stand_in_one_column_or_in_three() -> None:
    one = understood(
        {"When": "Saturday morning, Monday evening", "Mornings": "Saturday, Sunday"},
        columns=columns(availability="When"),
        availability={"morning": "Mornings"},
    )
    assert one.submission.answers["availability"] == ["sat_morning", "sun_morning", "mon_evening"]


def test_an_answer_can_be_left_out_by_name_or_all_at_once() -> None:
    asked = {"columns": columns(topics="T")}
    row = {"T": "Storytelling, Juggling"}
    assert "unknown answer" in understood(row, **asked).reason
    by_name = {**ENTRIES["answers"], "topics": {"Juggling": []}}
    for entries in ({"answers": by_name}, {"leave_out_unknown": True}):
        assert understood(row, **asked, **entries).submission.answers["topics"] == ["storytelling"]


def test_without_a_time_the_lower_row_is_the_later() -> None:
    older, newer = rows_of({"name": "Older"}, {"name": "Newer"})
    assert latest_answers([older, newer]) == [newer]


def test_answers_that_decide_are_always_listed_and_first() -> None:
    rows = rows_of({"languages": "Tagalog, Klingon"}, {"languages": "Klingon", "adult": "No"})
    mapping = SurveyMapping.from_entries({**ENTRIES, "answers": {}})
    found = to_explain(mapping, rows)
    assert [(one.question, one.said, one.times, one.guess) for one in found.listed] == [
        ("adult", "yes", 1, ("yes",)),
        ("adult", "No", 1, ()),
        ("consent", "I AGREE", 2, ("yes",)),
        ("languages", "Klingon", 2, None),
    ]


def test_only_so_many_answers_are_listed_the_commonest_first() -> None:
    rows = rows_of(*({"languages": f"Tongue {number % 90}"} for number in range(100)))
    found = to_explain(SurveyMapping.from_entries({**ENTRIES, "answers": {}}), rows)
    assert len(found.listed) == MOST_LISTED
    assert found.further == 90 + 2 - MOST_LISTED
    tongues = {one.said for one in found.listed}
    assert {f"Tongue {number}" for number in range(10)} <= tongues


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("A, B", ["A", "B"]),
        ("A;B;", ["A", "B"]),
        ("A\nB", ["A", "B"]),
        ("中文、日本語", ["中文", "日本語"]),
        ("Chinese (Mandarin, Cantonese), Thai", ["Chinese (Mandarin, Cantonese)", "Thai"]),
        (" , ", []),
    ],
)
def test_check_boxes_are_parted_as_forms_join_them(cell: str, said: list[str]) -> None:
    assert parts(cell) == said


def test_accents_and_capitals_do_not_matter_but_other_marks_do() -> None:
    assert fold("PURÉPECHA") == fold("purepecha")
    assert fold("か") != fold("が")
    assert fold("한국어") == fold("한국어".encode().decode())
