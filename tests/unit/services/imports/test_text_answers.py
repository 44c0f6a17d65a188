"""Free text is kept within its limits, and what is left out of it is said."""

import pytest

from tests.unit.services.imports.test_candidates import candidate_of, columns_with, refusal_of


@pytest.mark.parametrize(
    ("cell", "phone", "note"),
    [
        ("2.13555E+09", "", "has rounded"),
        ("2,13555e+09", "", "has rounded"),
        ("#######", "", "shows an error"),
        ("#NAME?", "", "shows an error"),
        ("2135550123.0", "2135550123", "check whether a digit is missing"),
        ("+1 213 555 0123", "+1 213 555 0123", None),
    ],
)
def test_a_number_that_a_spreadsheet_has_damaged_is_flagged(
    cell: str, phone: str, note: str | None
) -> None:
    candidate = candidate_of({"Phone": cell}, columns=columns_with(phone="Phone"))
    assert candidate.submission.answers["phone"] == phone
    assert [note in text for text in candidate.notes if note] == [True] * bool(note)


@pytest.mark.parametrize(("question", "maximum"), [("goals", 1000), ("heritage", 80)])
def test_a_text_over_its_limit_is_shortened_with_a_note(question: str, maximum: int) -> None:
    columns = columns_with(**{question: "Text"})
    candidate = candidate_of({"Text": "word " * 300}, columns=columns)
    text = candidate.submission.answers[question]
    assert text.endswith("…")
    assert len(text) <= maximum
    assert candidate.notes == (f"“Text” is shortened to {maximum} characters",)
    exact = candidate_of({"Text": "x" * maximum}, columns=columns)
    assert (exact.submission.answers[question], exact.notes) == ("x" * maximum, ())


def test_names_of_people_to_keep_apart_are_never_cut_off() -> None:
    columns = columns_with(excluded_people="Text")
    names = "\n".join(f"Name {number}" for number in range(300))
    candidate = candidate_of({"Text": names}, columns=columns)
    assert candidate.submission.answers["excluded_people"] == names
    assert "5000 characters" in refusal_of({"Text": "x" * 5001}, columns=columns).reason
