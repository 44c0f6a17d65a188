"""The command that imports a survey export, including invalid rows."""

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from mentorship.config import ROOT
from mentorship.extensions import db
from mentorship.models import Application, Person, Profile, Round
from mentorship.services.accounts import people
from mentorship.services.applications import round_plan
from tests.conftest import SignUp

MAPPING_FILE = ROOT / "mentorship" / "mappings" / "community-survey.toml"
MAPPING = tomllib.loads(MAPPING_FILE.read_text("utf-8"))
SURVEY = ROOT.parent / "shared" / "data" / "survey-export" / "applications.csv"
ANSWERS = {
    "timestamp": "10/1/2026 9:00:00",
    "email": "ana@example.org",
    "name": "Ana",
    "role": "Mentee",
    "communities": "Latino",
    "heritage": "Peruvian",
    "languages": "Spanish, K'iche', English",
    "area": "Westlake / MacArthur Park",
    "modes": "Either is fine",
    "morning": "Sat, Mon",
    "afternoon": "",
    "evening": "Wed",
    "topics": "Tenant rights, Storytelling",
    "interests": "Music",
    "dislikes": "",
    "capacity": "",
    "phone": "ask me",
    "goals": '=HYPERLINK("x","call me")',
    "excluded_people": "my cousin",
    "adult": "Yes",
    "consent": "I agree",
}
HEADERS = {
    **MAPPING["columns"],
    **MAPPING["availability"],
    "timestamp": MAPPING["timestamp"]["column"],
}


RunImport = Callable[..., str]


@pytest.fixture
def run(app: Flask, a_round: Round, tmp_path: Path) -> RunImport:
    """Return a function that writes a survey, imports it and returns the output."""
    runner: FlaskCliRunner = app.test_cli_runner()

    def import_rows(
        *rows: dict[str, str], options: tuple[str, ...] = ("--commit",), code: int = 0
    ) -> str:
        path = tmp_path / "survey.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(HEADERS.values()))
            writer.writeheader()
            for row in rows:
                answers = {**ANSWERS, **row}
                writer.writerow({HEADERS[question]: text for question, text in answers.items()})
        result = runner.invoke(
            args=["import-applications", str(path), "--round", "Spring", *options]
        )
        assert result.exit_code == code, result.output
        return result.output

    return import_rows


def test_answers_are_stored_as_codes(run: RunImport) -> None:
    assert "1 to import" in run({})
    profile = db.session.query(Profile).one()
    assert profile.answers["communities"] == ["latino"]
    assert [spoken["language"] for spoken in profile.answers["languages"]] == ["es", "quc", "en"]
    assert profile.answers["area"] == "westlake"
    assert profile.answers["modes"] == ["in_person", "online"]
    assert profile.answers["availability"] == ["sat_morning", "mon_morning", "wed_evening"]
    assert profile.answers["topics"] == ["tenant_rights", "storytelling"]
    assert profile.answers["goals"] == '=HYPERLINK("x","call me")'
    application = db.session.query(Application).one()
    assert application.submitted_at.isoformat() == "2026-10-01T16:00:00+00:00"


def test_without_commit_nothing_is_saved(run: RunImport) -> None:
    assert "dry run" in run({}, options=())
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"adult": "No"}, "under 18"),
        ({"adult": ""}, "under 18"),
        ({"consent": ""}, "did not agree to the privacy notice"),
        ({"email": " "}, "has no email address"),
        ({"email": "nobody"}, "email address that cannot be right"),
        ({"name": "\t"}, "does not say what to call them"),
        ({"name": "x" * 81}, "more than 80 characters"),
        ({"communities": ""}, "does not name a community"),
        (
            {"languages": "Klingon"},
            "an unknown answer in column “Languages you speak comfortably”",
        ),
        (
            {"area": "Atlantis"},
            "an unknown answer in column “Neighborhood you can meet in”",
        ),
        ({"modes": ""}, "does not say how to meet"),
        ({"role": ""}, "mentor or a mentee"),
        ({"capacity": "lots", "role": "Mentor"}, "no number from 1 to 5"),
        ({"capacity": "9", "role": "Mentor"}, "no number from 1 to 5"),
        ({"timestamp": "yesterday"}, "the time in column “Timestamp” cannot be read"),
    ],
)
def test_a_bad_row_is_refused_with_a_reason(
    run: RunImport, answer: dict[str, str], reason: str
) -> None:
    output = run({"email": "first@example.org"}, answer)
    assert "Row 3: " in output
    assert reason in output
    assert "1 refused, 1 to import" in output
    assert db.session.query(Application).count() == 1


def test_dates_in_another_order_than_that_of_the_mapping_are_not_misread(run: RunImport) -> None:
    agreed = {"email": "noor@example.org", "timestamp": "09/10/2026 9:00:00"}
    refused = {**agreed, "timestamp": "02/11/2026 9:00:00", "consent": "No"}
    output = run(agreed, refused, {"timestamp": "13/10/2026 9:00:00"}, code=1)
    assert 'order = "day"' in output
    assert db.session.query(Person).count() == 0


def test_reasons_never_repeat_an_answer(run: RunImport) -> None:
    output = run({"languages": "Klingon", "name": "Ana Secret", "email": "secret@example.org"})
    assert "Klingon" not in output
    assert "ecret" not in output


def test_all_or_nothing_saves_nothing_when_a_row_is_refused(run: RunImport) -> None:
    output = run({}, {"email": ""}, options=("--commit", "--all-or-nothing"), code=1)
    assert "nothing was saved" in output
    assert db.session.query(Application).count() == 0


def test_the_latest_answer_of_a_person_is_used_whatever_its_row(run: RunImport) -> None:
    output = run(
        {"goals": "Newer", "timestamp": "10/9/2026 9:00:00", "email": " ANA@Example.org "},
        {"goals": "Older"},
    )
    assert "1 earlier" in output
    assert db.session.query(Profile).one().answers["goals"] == "Newer"


def test_a_person_who_no_longer_consents_in_their_latest_answer_is_refused(run: RunImport) -> None:
    run({}, {"consent": "", "timestamp": "10/9/2026 9:00:00"})
    assert db.session.query(Person).count() == 0


def test_both_roles_become_two_applications_of_one_person(run: RunImport) -> None:
    run({"role": "Both", "capacity": "two"})
    assert db.session.query(Person).count() == 1
    assert {
        (application.role.value, application.capacity)
        for application in db.session.query(Application)
    } == {
        ("mentor", 2),
        ("mentee", 1),
    }


def test_importing_the_same_file_again_changes_nothing(run: RunImport) -> None:
    run({})
    assert "1 already known, 0 refused, 0 to import" in run({})
    assert db.session.query(Application).count() == 1


def test_an_older_survey_never_overwrites_newer_answers(run: RunImport) -> None:
    run({"timestamp": "10/9/2026 9:00:00", "goals": "Newer"})
    assert "1 already known" in run({"goals": "Older"})
    assert db.session.query(Profile).one().answers["goals"] == "Newer"


def test_answers_from_before_a_withdrawal_do_not_bring_somebody_back(run: RunImport) -> None:
    run({})
    run({"consent": "", "timestamp": "11/2/2026 9:00:00"})
    assert "1 already known" in run({"timestamp": "10/20/2026 9:00:00"})
    assert db.session.query(Application).one().state == "withdrawn"
    run({"timestamp": "11/3/2026 9:00:00"})
    assert db.session.query(Application).one().state == "submitted"


def test_whoever_no_longer_consents_is_withdrawn_though_the_rest_of_the_row_is_blank(
    run: RunImport,
) -> None:
    run({})
    blank = dict.fromkeys(ANSWERS, "") | {"email": "ana@example.org"}
    assert "1  to withdraw" in run({**blank, "timestamp": "10/9/2026 9:00:00"})


def test_what_is_left_out_or_shortened_is_printed_with_its_row(run: RunImport) -> None:
    output = run(
        {"capacity": "N/A", "phone": "2.13555E+09", "goals": "x" * 1150, "topics": ""},
        {"email": "c@example.org", "role": "Mentor", "capacity": "2.0"},
    )
    for note in (
        "Row 2: “Mentors: how many people could you mentor at once?” is left out",
        "Row 2: “Phone / WhatsApp (optional)” is left out: the spreadsheet has rounded the number",
        "is shortened to 1000 characters",
        "0 refused, 2 to import",
        "1  to import without an answer for topics",
    ):
        assert note in output
    mentee, mentor = (item.profile.answers for item in db.session.query(Application))
    assert (mentee["phone"], len(mentee["goals"]), mentor["capacity"]) == ("", 1000, 2)


def test_an_application_is_withdrawn_when_the_person_no_longer_consents(run: RunImport) -> None:
    run({})
    output = run({"consent": "", "timestamp": "10/9/2026 9:00:00"})
    assert "1  to withdraw" in output
    assert db.session.query(Application).one().state == "withdrawn"


def test_answers_for_an_existing_account_are_refused(sign_up: SignUp, run: RunImport) -> None:
    sign_up("ana@example.org")
    assert "has an account here" in run({})
    assert db.session.query(Application).count() == 0


def test_consent_is_stored_with_the_date_of_the_privacy_notice(run: RunImport) -> None:
    run({})
    assert db.session.query(Application).one().privacy_notice.isoformat() == "2026-09-01"


def test_a_row_with_too_many_cells_is_refused_and_blank_rows_keep_their_number(
    app: Flask, run: RunImport, tmp_path: Path
) -> None:
    run({}, {"email": "b@example.org"}, {"email": "c@example.org", "name": ""}, options=())
    header, ana, overlong, nameless = (tmp_path / "survey.csv").read_text("utf-8-sig").splitlines()
    path = tmp_path / "odd.csv"
    path.write_text("\n".join([header, "", f"{ana},,", f"{overlong},more", nameless]), "utf-8")
    runner = app.test_cli_runner()
    output = runner.invoke(args=["import-applications", str(path), "--round", "Spring"]).output
    assert "Row 4: has more cells than there are columns" in output
    assert "Row 5: does not say what to call them" in output
    assert "2 refused, 1 to import" in output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("you speak", "you\u00a0speak"),
        ("Email Address", "Email\u200b address"),
        ("family's", "family\u2019s"),
        ("Email Address", "A title\n\nEmail Address"),
        ("Email Address", "sep=,\nEmail Address"),
    ],
)
def test_headers_are_found_by_how_they_look_and_wherever_they_are(
    app: Flask, run: RunImport, tmp_path: Path, old: str, new: str
) -> None:
    run({}, options=())
    text = (tmp_path / "survey.csv").read_text("utf-8-sig")
    path = tmp_path / "other.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = app.test_cli_runner().invoke(
        args=["import-applications", str(path), "--round", "Spring"]
    )
    assert "1 to import" in result.output, result.output


def test_a_closed_round_refuses_a_survey(
    run: RunImport, a_round: Round, coordinator: Person
) -> None:
    round_plan.move_forward(db.session, coordinator, a_round)
    db.session.commit()
    assert "no longer takes applications" in run({}, options=(), code=1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Timestamp,Name\n1,2\n", "has no column"),
        ("Timestamp\n\xe9".encode("latin-1"), "not in UTF-8"),
        (b'Timestamp,Name\n"1,2\n', "cannot be read as a CSV file"),
    ],
)
def test_an_unreadable_file_is_refused_in_one_line(
    app: Flask, a_round: Round, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    result = app.test_cli_runner().invoke(
        args=["import-applications", str(path), "--round", "Spring"]
    )
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_an_unknown_round_is_refused_with_how_to_open_one(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["import-applications", "x.csv", "--round", "Fall"])
    assert result.exit_code == 1
    assert "flask open-round" in result.output


@pytest.mark.slow
@pytest.mark.skipif(not SURVEY.exists(), reason="the survey export lies beside the project in CI")
def test_the_real_survey_is_imported_matched_and_approved(app: Flask, a_round: Round) -> None:
    runner = app.test_cli_runner()
    imported = runner.invoke(
        args=["import-applications", str(SURVEY), "--round", "Spring", "--commit"]
    )
    assert "186 rows: 6 earlier" in imported.output, imported.output
    suggest_pairs = ["suggest-pairs", "--round", "Spring", "--seed", "1"]
    assert "not clear who is meant" in runner.invoke(args=suggest_pairs).output
    suggested = runner.invoke(args=[*suggest_pairs, "--despite-unclear-names"])
    assert suggested.exit_code == 0, suggested.output
    approved = runner.invoke(args=["approve-suggestions", "--round", "Spring", "--yes"])
    assert approved.exit_code == 0, approved.output
    assert people.person_named(db.session, "person176@example.org") is not None
