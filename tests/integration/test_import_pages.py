"""Importing applications from a spreadsheet, page by page."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    AuditEntry,
    ImportMapping,
    ImportSheet,
    Person,
    Profile,
    Round,
)
from mentorship.services import personal_data
from mentorship.services.accounts import people
from mentorship.services.applications import round_plan, submission
from mentorship.services.imports import plan, sessions
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES
from tests.conftest import SignIn

ANSWERS = {
    "Timestamp": "10/1/2026 9:00:00",
    "Email address": "ana@example.org",
    "What should we call you?": "Ana",
    "I would like to be a": "Mentee",
    "Which communities are you part of?": "Latina",
    "Which languages do you speak?": "Spanish, English",
    "How would you like to meet?": "Either is fine",
    "When are you usually free? [Morning]": "Sat, Mon",
    "What do you want to learn? Topics": "Tenant rights, Storytelling",
    "Are you 18 or older?": "Yes",
    "I agree to the privacy notice": "I agree",
    "What do you hope for?": "",
}
Rows = list[dict[str, str]]


def csv_of(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list({**ANSWERS, **rows[0]}), delimiter=separator)
    writer.writeheader()
    writer.writerows({**ANSWERS, **row} for row in rows)
    return text.getvalue().encode(encoding)


def workbook_of(**cells: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def multipart(content: bytes) -> dict[str, object]:
    """Encode a form with a file by hand: the test client would use a temporary file."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="any.csv"\r\n\r\n'
    body = head + content + b"\r\n--b--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=b"}


def zip_of(content: bytes) -> bytes:
    """Pack a sheet as Google Forms does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Mentors (Responses).csv", content)
    return packed.getvalue()


class ImportClient:
    """A signed-in coordinator who imports a sheet into a round."""

    def __init__(self, client: FlaskClient, round_: Round) -> None:
        self.client, self.round_id = client, round_.id

    def upload(self, content: bytes) -> TestResponse:
        return self.client.post(f"/rounds/{self.round_id}/import", **multipart(content))

    def page(self, name: str) -> BeautifulSoup:
        response = self.client.get(f"/imports/{self.sheet.id}/{name}")
        assert response.status_code == 200, response.location
        return BeautifulSoup(response.text, "html.parser")

    def send(self, step: str, /, **changes: str | list[str]) -> TestResponse:
        """Send the form of a page with the values it shows, except for `changes`.

        Where the dates of a sheet do not show their order, the month is first.
        """
        page = self.page(step)
        values: dict[Any, Any] = {
            select["name"]: [option["value"] for option in select.select("option[selected]")]
            or [""]
            for select in page.select("main form select")
            if select["name"] != "choice"
        }
        values |= {
            field["name"]: str(field.get("value", "")) for field in page.select("[name=asked]")
        }
        values |= {field["name"]: field["value"] for field in page.select("input[type=date]")}
        for box in page.select("main details input[checked]"):
            values[box["name"]] = [*values[box["name"]], box["value"]]
        if step == "columns":
            values["order"] = [value for value in values["order"] if value] or ["month"]
        return self.client.post(f"/imports/{self.sheet.id}/{step}", data={**values, **changes})

    def advance_to_plan(self, content: bytes) -> BeautifulSoup:
        """Upload a file and accept every guess; return the plan page."""
        assert self.upload(content).status_code == 302
        for name in ("columns", "answers"):
            assert self.send(name).status_code == 302
        return self.page("plan")

    def commit_import(self, **fields: str | list[str]) -> TestResponse:
        return self.client.post(
            f"/imports/{self.sheet.id}/commit",
            data={"seen": sessions.upload_digest(self.sheet), **fields},
            follow_redirects=True,
        )

    @property
    def sheet(self) -> ImportSheet:
        return db.session.scalars(
            select(ImportSheet).order_by(ImportSheet.id.desc()).limit(1)
        ).one()


@pytest.fixture
def importer(a_round: Round, coordinator: Person, sign_in: SignIn) -> ImportClient:
    return ImportClient(sign_in(coordinator), a_round)


def figures(page: BeautifulSoup) -> list[int]:
    return [int(figure.text) for figure in page.select(".figures strong")]


def test_a_survey_is_imported_from_upload_to_commit(importer: ImportClient) -> None:
    page = importer.advance_to_plan(
        csv_of([{}, {"Email address": "luz@example.org", "Are you 18 or older?": "No"}])
    )
    assert figures(page) == [1, 1, 0, 0]
    assert "is under 18" in page.text
    assert "imported as mentee" in importer.page("plan?show=to_import").text
    assert db.session.query(Application).count() == 0
    assert "1 person was imported. 1 row was refused." in importer.commit_import().text
    profile = db.session.query(Profile).one()
    assert profile.name == "Ana"
    assert profile.answers["communities"] == ["latino"]
    assert profile.answers["modes"] == ["in_person", "online"]
    assert profile.answers["availability"] == ["sat_morning", "mon_morning"]
    assert profile.answers["topics"] == ["tenant_rights", "storytelling"]
    application = db.session.query(Application).one()
    assert application.submitted_at.isoformat() == "2026-10-01T16:00:00+00:00"


@pytest.mark.slow
def test_whoever_was_erased_while_a_sheet_waits_is_imported_only_with_new_consent(
    importer: ImportClient,
) -> None:
    importer.advance_to_plan(csv_of([{}, {"Email address": "mei@example.org"}]))
    for address in ("ana@example.org", "mei@example.org"):
        personal_data.erase(db.session, people.person_for(db.session, address))
        commit(db.session)
    page = importer.page("plan")
    assert "2 rows are of people who deleted their data here" in page.text
    boxes = page.select("[name=agreed_again]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("2", False),
        ("3", False),
    ]
    assert "check the box of those who have agreed again" in importer.commit_import().text
    assert db.session.query(Person).count() == 1, "the coordinator"
    assert (
        "1 person was imported. 1 row was refused"
        in importer.commit_import(agreed_again=["3", "7", "x", "9" * 5000]).text
    )
    assert people.person_named(db.session, "mei@example.org") is not None
    assert people.person_named(db.session, "ana@example.org") is None


def test_the_rows_of_a_plan_are_shown_fifty_at_a_time(importer: ImportClient) -> None:
    people = [{"Email address": f"luz{number}@example.org"} for number in range(60)]
    page = importer.advance_to_plan(csv_of(people))
    assert figures(page) == [60, 0, 0, 0]
    assert len(page.select("tbody tr")) == 50
    page = importer.page("plan?show=to_import&page=9")
    assert "51–60 of 60" in page.text
    assert len(page.select("tbody tr")) == 10
    assert importer.page("plan?show=refused").select("tbody tr") == []
    assert len(importer.page("plan?show=everything").select("tbody tr")) == 50


def test_the_upload_is_deleted_once_it_is_imported_or_discarded(importer: ImportClient) -> None:
    importer.advance_to_plan(csv_of([{}]))
    importer.commit_import()
    assert db.session.query(ImportSheet).count() == 0
    importer.upload(csv_of([{}]))
    response = importer.client.post(f"/imports/{importer.sheet.id}/discard", follow_redirects=True)
    assert "Nobody was imported" in response.text
    assert db.session.query(ImportSheet).count() == 0


def test_the_audit_log_records_who_imported_into_which_round(
    importer: ImportClient, coordinator: Person
) -> None:
    importer.advance_to_plan(csv_of([{}]))
    importer.commit_import()
    entry = db.session.query(AuditEntry).filter_by(action="import applications").one()
    assert (entry.actor_id, entry.subject, entry.subject_id) == (coordinator.id, "round", 1)


def test_a_failed_import_saves_nothing(
    app: Flask, importer: ImportClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [{"Email address": f"person{number}@example.org"} for number in range(4)]
    importer.advance_to_plan(csv_of(people))
    before = db.session.query(Person).count()
    submit, calls = submission.submit, []

    def fail_at_the_third(*arguments: Any, **options: Any) -> object:
        calls.append(arguments)
        if len(calls) == 3:
            raise RuntimeError
        return submit(*arguments, **options)

    monkeypatch.setattr(plan, "submit", fail_at_the_third)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert importer.commit_import().status_code == 500
    assert len(calls) == 3
    assert db.session.query(Application).count() == 0
    assert db.session.query(Person).count() == before
    assert db.session.query(ImportMapping).count() == 0
    assert db.session.query(ImportSheet).count() == 1


def test_an_upload_committed_twice_is_imported_once(importer: ImportClient) -> None:
    importer.advance_to_plan(csv_of([{}]))
    sheet = importer.sheet
    db.session.expunge(sheet)
    importer.commit_import()
    with pytest.raises(UserFacingError, match="already"):
        sessions.delete_upload(db.session, sheet)


def test_the_mapping_is_remembered_for_the_same_headers(importer: ImportClient) -> None:
    answers = {"Tell us": "Ana", "Which languages do you speak?": "Shaolin, English"}
    emails = [f"{name}@example.org" for name in ("ana", "sol", "eva")]
    importer.upload(csv_of([{**answers, "Email address": email} for email in emails]))
    header = str([*ANSWERS, "Tell us"].index("Tell us"))
    assert importer.send("columns", name=header).status_code == 302
    field = importer.page("answers").find("span", string="Shaolin").find_parent("label")
    importer.send("answers", **{str(field["for"]): "yue"})
    importer.commit_import()
    assert (
        importer.upload(csv_of([{**answers, "Email address": "luz@example.org"}])).status_code
        == 302
    )
    page = importer.page("columns")
    assert "imported a sheet with these headers before" in page.text
    assert page.select_one("#name option[selected]").text == "Tell us"
    importer.send("columns")
    chosen = importer.page("answers").find(id=field["for"]).select_one("option[selected]")
    assert chosen["value"] == "yue"


def test_an_answer_can_have_several_meanings(importer: ImportClient) -> None:
    answers = {
        "Which languages do you speak?": "Castilian plus Hangul",
        "When are you usually free? [Morning]": "Mon-Fri",
    }
    importer.upload(csv_of([answers, {"Email address": "luz@example.org"}]))
    importer.send("columns")
    page = importer.page("answers")
    label = page.find("span", string="Castilian plus Hangul").find_parent("label")
    field = str(label["for"])
    assert len(page.select(f"details input[name={field}]")) > 2
    both = importer.send("answers", **{field: ["es", "leave_out"]})
    assert both.status_code == 422
    assert "or leave it out: not both" in both.text
    importer.send("answers", **{field: ["", "es", "ko"]})
    assert [box["value"] for box in importer.page("answers").select("input[checked]")] == ["ko"]
    importer.commit_import()
    answers = db.session.get_one(Application, 1).profile.answers
    assert [item["language"] for item in answers["languages"]] == ["es", "ko"]
    assert len(answers["availability"]) == 5


def test_left_out_answers_are_not_remembered(importer: ImportClient) -> None:
    importer.upload(csv_of([{"What do you want to learn? Topics": "My cousin Ana in jail"}]))
    importer.send("columns")
    field = (
        importer.page("answers").find("span", string="My cousin Ana in jail").find_parent("label")
    )
    importer.send("answers", **{str(field["for"]): "leave_out"})
    importer.commit_import()
    assert "cousin" not in str(db.session.query(ImportMapping).one().mapping)
    assert db.session.query(Profile).one().answers["topics"] == []


def test_a_row_with_an_unknown_answer_is_refused(importer: ImportClient) -> None:
    page = importer.advance_to_plan(csv_of([{"Which languages do you speak?": "Klingon"}]))
    assert figures(page) == [0, 1, 0, 0]
    assert "unknown answer" in page.text
    assert "Klingon" not in page.text
    importer.send("answers", leave_out_unknown="y")
    assert "does not name a language" in importer.page("plan").text


def test_the_coordinator_decides_what_counts_as_consent(importer: ImportClient) -> None:
    importer.upload(
        csv_of([{}, {"Email address": "b@example.org", "I agree to the privacy notice": "No way"}])
    )
    importer.send("columns")
    page = importer.page("answers")
    chosen = {
        label.select_one(".user-text").text: page.find(id=label["for"]).select_one(
            "option[selected]"
        )
        for label in page.select(".unknown-answer label")
    }
    assert chosen["I agree"]["value"] == "yes"
    assert chosen["No way"]["value"] == ""
    importer.send("answers")
    assert figures(importer.page("plan")) == [1, 1, 0, 0]


def test_answers_for_outdated_columns_are_refused(importer: ImportClient) -> None:
    importer.upload(csv_of([{}]))
    importer.send("columns")
    assert importer.send("answers", asked="0" * 64).location.endswith("/answers")


def test_missing_columns_are_named(importer: ImportClient) -> None:
    importer.upload(b"first name,email address,grade\nmentee,mentee.000@example.org,AA\n")
    page = importer.page("columns")
    assert "We found no column for this" in page.text
    missing = [link.text for link in page.select(".notice-warning li a")]
    assert missing == ["Communities", "Languages", "18 or older", "Agrees to the privacy notice"]
    response = importer.send("columns")
    assert response.status_code == 422
    for sentence in (
        "Choose the column that says who is a mentor",
        "Choose the column with people&#39;s communities",
        "Without their yes we may not keep their answers",
    ):
        assert response.text.count(sentence) == 2
    assert importer.sheet.mapping is None


def test_one_role_for_everybody_needs_no_column(importer: ImportClient) -> None:
    rows = [{"I would like to be a": "x", "Email address": "b@example.org"}]
    importer.upload(csv_of(rows))
    importer.send("columns", role="", default_role="both")
    importer.send("answers")
    assert "imported as mentor and as mentee" in importer.page("plan").text


def test_without_timestamps_the_lower_row_is_used_and_reimporting_changes_nothing(
    importer: ImportClient,
) -> None:
    content = csv_of([{"What do you hope for?": "Older"}, {"What do you hope for?": "Newer"}])
    for expected in ([1, 0, 1, 0], [0, 0, 1, 1]):
        importer.upload(content)
        importer.send("columns", timestamp="")
        importer.send("answers")
        assert figures(importer.page("plan")) == expected
        importer.commit_import()
    assert db.session.query(Profile).one().answers["goals"] == "Newer"


def test_a_wrong_date_format_is_refused_beside_its_field(importer: ImportClient) -> None:
    importer.upload(csv_of([{"Timestamp": "30/9/2026 9:00:00"}]))
    assert importer.page("columns").select_one("#order option[selected]")["value"] == "day"
    response = importer.send("columns", order="year")
    assert response.status_code == 422
    assert "have another format" in response.text


def test_a_date_that_can_be_read_in_two_ways_is_asked_about_with_both_readings(
    importer: ImportClient,
) -> None:
    importer.upload(csv_of([{"Timestamp": "02/11/2026 9:00"}]))
    page = importer.page("columns")
    assert not page.select("#order option[selected]") or (
        page.select_one("#order option[selected]")["value"] == ""
    )
    hint = page.select_one("#order-hint").text
    assert "02/11/2026 9:00: February 11, 2026 (month first) / November 2, 2026 (day first)" in hint
    response = importer.send("columns", order="")
    assert response.status_code == 422
    assert "Choose which number of these dates is the month" in response.text
    assert importer.sheet.mapping is None
    assert importer.send("columns", order="day").status_code == 302
    importer.send("answers")
    importer.commit_import()
    assert db.session.query(Application).one().submitted_at.month == 11


def test_the_order_of_dates_is_not_taken_over_from_an_earlier_sheet(importer: ImportClient) -> None:
    importer.advance_to_plan(csv_of([{"Timestamp": "10/13/2026 9:00"}]))
    importer.commit_import()
    importer.upload(csv_of([{"Timestamp": "02/11/2026 9:00"}]))
    assert importer.send("columns", order="").status_code == 422
    response = importer.client.get(f"/imports/{importer.sheet.id}/plan")
    assert response.location.endswith("/columns")


def test_a_column_of_dates_that_was_not_shown_yet_is_asked_about_first(
    importer: ImportClient,
) -> None:
    importer.upload(csv_of([{"Timestamp": "10/13/2026 9:00", "Sent": "02/11/2026"}]))
    page = importer.page("columns")
    sent = str(page.find("select", id="timestamp").find("option", string="Sent")["value"])
    response = importer.send("columns", timestamp=sent)
    assert response.status_code == 422
    assert "November 2, 2026 (day first)" in response.text
    shown = BeautifulSoup(response.text, "html.parser").select_one("#order_asked_for")
    assert (
        importer.send(
            "columns", timestamp=sent, order="day", order_asked_for=str(shown["value"])
        ).status_code
        == 302
    )


def test_the_plan_warns_when_people_cannot_be_matched(importer: ImportClient) -> None:
    importer.upload(csv_of([{}]))
    importer.send("columns", modes="", morning="")
    importer.send("answers")
    page = importer.page("plan")
    assert "does not say how and when people can meet" in page.text
    assert figures(page) == [1, 0, 0, 0]


def test_two_names_under_one_address_are_asked_about_before_either_is_imported(
    importer: ImportClient,
) -> None:
    rows = [{"Timestamp": "10/13/2026"}, {"Timestamp": "10/14/2026"}]
    for row, name in zip(rows, ("Ana", "Luis"), strict=True):
        row["What should we call you?"] = name
    page = importer.advance_to_plan(csv_of(rows))
    assert figures(page) == [0, 2, 0, 0]
    question = page.select_one("form fieldset")
    assert "Is this one person?" in question.text
    assert "Rows 2, 3 are of one person:" in question.text
    assert "Ana, Luis" in " ".join(question.text.split())
    importer.commit_import(one_person=str(question.select_one("input")["value"]))
    assert db.session.query(Profile).one().name == "Luis"


def test_the_plan_counts_people_without_an_answer_and_says_what_is_left_out(
    importer: ImportClient,
) -> None:
    goals = {"What do you hope for?": "x" * 1150, "What do you want to learn? Topics": ""}
    page = importer.advance_to_plan(csv_of([goals, {"Email address": "luz@example.org"}]))
    assert "1 person ends without a topic." in page.text
    assert "“What do you hope for?” is shortened to 1000 characters" in page.text
    note = "imported as mentee; no topic; “What do you hope for?” is shortened"
    assert note in importer.page("plan?show=to_import").text


def test_a_wrongly_guessed_encoding_can_be_corrected(importer: ImportClient) -> None:
    importer.upload(csv_of([{"What should we call you?": "정미라"}], encoding="cp949"))
    sheet = f"/imports/{importer.sheet.id}"
    importer.client.post(f"{sheet}/reading", data={"choice": "cp1252"})
    assert "정미라" not in importer.page("columns").text
    wrong = importer.client.post(f"{sheet}/reading", data={"choice": "utf-8-sig"})
    assert wrong.status_code == 422
    assert "does not have that text encoding" in wrong.text
    importer.client.post(f"{sheet}/reading", data={"choice": "cp949"})
    assert "정미라" in importer.page("columns").text


def test_another_sheet_of_a_workbook_can_be_chosen(importer: ImportClient) -> None:
    header, row = list(ANSWERS), list(ANSWERS.values())
    importer.upload(workbook_of(Notes=[["Just a note"], ["Call Kim"]], Answers=[header, row]))
    assert "Just a note" in importer.page("columns").text
    importer.client.post(f"/imports/{importer.sheet.id}/reading", data={"choice": "Answers"})
    importer.send("columns")
    importer.send("answers")
    assert figures(importer.page("plan")) == [1, 0, 0, 0]


def grid_of(*cells: str) -> bytes:
    """Return a survey with a column for each day."""
    days = ("When? [Monday]", "When? [Saturday]")
    free = "When are you usually free? [Morning]"
    return csv_of([{free: "", **dict(zip(days, cells, strict=True))}])


def test_columns_that_are_read_together_are_shown_and_can_be_changed(
    importer: ImportClient,
) -> None:
    importer.upload(grid_of("Morning", "Evening").replace(b" are you usually free", b""))
    page = importer.page("columns")
    chosen = page.select_one("#availability option[selected]")
    assert "columns together" in chosen.text
    saturday = page.find("label", string=re.compile(r"When\? \[Saturday\]"))["for"]
    assert page.find(id=saturday).select_one("option[selected]")["value"] == "day-sat"
    importer.send("columns", **{str(saturday): "day-sun"})
    importer.send("answers")
    importer.commit_import()
    times = db.session.query(Profile).one().answers["availability"]
    assert times == ["mon_morning", "sun_evening"]
    importer.upload(grid_of("Evening", "Evening").replace(b" are you usually free", b""))
    assert importer.page("columns").find(id=saturday).select_one("option[selected]")["value"] == (
        "day-sun"
    ), "the next sheet is read in the same way"


def test_one_more_column_can_be_given_to_a_question(importer: ImportClient) -> None:
    importer.upload(csv_of([{"And your family?": "Korean"}]))
    place = str([*ANSWERS, "And your family?"].index("And your family?"))
    further = {"further-0-column": place, "further-0-question": "languages"}
    assert importer.send("columns", **further).status_code == 302
    importer.send("answers")
    importer.commit_import()
    languages = db.session.query(Profile).one().answers["languages"]
    assert [item["language"] for item in languages] == ["es", "en", "ko"]


def test_a_day_fits_free_times_alone(importer: ImportClient) -> None:
    importer.upload(grid_of("Morning", "Evening"))
    page = importer.page("columns")
    group = next(
        option["value"]
        for option in page.select("#topics option")
        if option["value"].startswith("group.")
    )
    response = importer.send("columns", topics=group)
    assert response.status_code == 422
    assert "fits only the columns about free times" in response.text


def test_the_rows_of_the_headers_can_be_chosen(importer: ImportClient) -> None:
    lines = csv_of([{}]).decode().splitlines()
    importer.upload("\n".join(["Applications", "", lines[0], lines[1]]).encode())
    sheet = f"/imports/{importer.sheet.id}"
    assert importer.page("columns").select_one("#header option[selected]")["value"] == "3"
    for header, first in (
        ("1", "Timestamp"),
        ("3", "10/1/2026 9:00:00"),
        ("", "10/1/2026 9:00:00"),
    ):
        importer.client.post(f"{sheet}/reading", data={"choice": "utf-8-sig", "header": header})
        assert importer.page("columns").select_one(".preview tbody td").text.strip() == first
    refused = importer.client.post(f"{sheet}/reading", data={"choice": "utf-8-sig", "header": "9"})
    assert refused.status_code == 422


def test_hostile_cells_are_escaped_and_stored_unchanged(importer: ImportClient) -> None:
    name, goals = "<script>alert(1)</script>", '=HYPERLINK("http://x","call me")'
    page = importer.advance_to_plan(
        csv_of([{"What should we call you?": name, "What do you hope for?": goals}])
    )
    assert page.select("main script") == []
    assert name in page.text
    importer.commit_import()
    profile = db.session.query(Profile).one()
    assert (profile.name, profile.answers["goals"]) == (name, goals)


def test_hostile_headers_and_answers_are_escaped(importer: ImportClient) -> None:
    html = "<img src=x onerror=alert(1)>"
    content = csv_of([{html: "'+cmd|x", "Which languages do you speak?": f"{html}, English"}])
    assert importer.upload(content).status_code == 302
    assert importer.page("columns").select("main img") == []
    importer.send("columns")
    page = importer.page("answers")
    assert page.select("main img") == []
    assert html in page.text


def test_a_sheet_of_formulas_is_read_as_values(importer: ImportClient) -> None:
    row = [*ANSWERS.values()]
    row[2] = "=1+1"
    importer.upload(workbook_of(Answers=[list(ANSWERS), row]))
    assert "=1+1" not in str(importer.sheet.content["table"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b" \n", "The file is empty"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"<!DOCTYPE html><html>", "This is a web page"),
        (b"\xd0\xcf\x11\xe0 old", "an old kind of workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"a,b\n1,\x00\n", "characters that no sheet has"),
        (zip_of(b"a,b\n1,2\n"), "Open the zip, and upload the sheet from inside it"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            "a workbook in an old XML format",
        ),
        (b'a,b\n"1,2\n', "Row 2 cannot be read"),
        (b"PK\x03\x04 broken", "cannot read this as an Excel workbook"),
    ],
)
def test_a_file_that_is_not_a_spreadsheet_is_refused_with_a_message(
    importer: ImportClient, content: bytes, sentence: str
) -> None:
    response = importer.upload(content)
    assert response.status_code == 422
    assert sentence in response.text
    assert db.session.query(ImportSheet).count() == 0


def test_a_file_over_the_limit_is_refused_with_its_size(importer: ImportClient) -> None:
    response = importer.upload(b"x" * (50 * 1024 * 1024))
    assert response.status_code == 413
    assert "The file is larger than 5 MB" in response.text


def test_an_upload_may_be_larger_than_other_requests(app: Flask, importer: ImportClient) -> None:
    row = csv_of([{"Anything else?": "x" * 900}])
    content = row + row.splitlines(keepends=True)[1] * 1500
    assert app.config["MAX_CONTENT_LENGTH"] < len(content) < MAX_UPLOAD_BYTES
    response = importer.upload(content)
    assert response.status_code == 302
    assert response.location.endswith("/columns")


def test_other_pages_keep_the_small_size_limit(app: Flask, importer: ImportClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    response = importer.client.post(
        f"/rounds/{importer.round_id}/move-forward", **multipart(b"x" * (2 * 1024 * 1024))
    )
    assert response.status_code == 413


def test_a_large_upload_is_never_written_to_disk(
    importer: ImportClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("an upload is written to disk")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    monkeypatch.setattr("werkzeug.formparser.TemporaryFile", refuse, raising=False)
    assert importer.upload(csv_of([{"What do you hope for?": "x" * 900_000}])).status_code == 422
    rows = [
        {"What do you hope for?": "x" * 900, "Email address": f"p{n}@example.org"}
        for n in range(1000)
    ]
    assert importer.upload(csv_of(rows)).status_code == 302


def test_an_uncommitted_upload_is_deleted_after_a_day(importer: ImportClient) -> None:
    importer.upload(csv_of([{}]))
    importer.sheet.created_at = now() - timedelta(days=1, minutes=1)
    db.session.commit()
    sessions.delete_stale_uploads(db.session)
    db.session.commit()
    assert db.session.query(ImportSheet).count() == 0


def test_a_new_upload_replaces_an_uncommitted_one(importer: ImportClient) -> None:
    importer.upload(csv_of([{}]))
    page = importer.client.get(f"/rounds/{importer.round_id}/import")
    assert "not decided about it yet" in page.text
    importer.upload(csv_of([{}]))
    assert db.session.query(ImportSheet).count() == 1


def test_a_closed_round_refuses_imports(importer: ImportClient, coordinator: Person) -> None:
    assert "from a spreadsheet" in importer.client.get("/rounds/1").text
    importer.advance_to_plan(csv_of([{}]))
    round_plan.move_forward(db.session, coordinator, db.session.get_one(Round, 1))
    db.session.commit()
    assert "from a spreadsheet" not in importer.client.get("/rounds/1").text
    assert "no longer takes applications" in importer.commit_import().text
    for url in ("/rounds/1/import", f"/imports/{importer.sheet.id}/plan"):
        page = importer.client.get(url, follow_redirects=True)
        assert "no longer takes applications" in page.text
    assert db.session.query(Application).count() == 0


def test_an_upload_is_encrypted_in_the_database_file(
    importer: ImportClient, tmp_path: Path
) -> None:
    importer.advance_to_plan(csv_of([{"What should we call you?": "Marisol Quispe"}]))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert b"Marisol" not in stored
    assert b"What should we call you" not in stored


def test_an_upload_replaced_since_the_plan_is_not_imported(importer: ImportClient) -> None:
    importer.advance_to_plan(csv_of([{}]))
    digest = sessions.upload_digest(importer.sheet)
    older_id = importer.sheet.id
    importer.advance_to_plan(csv_of([{"Email address": "unseen@example.org"}]))
    assert importer.sheet.id != older_id
    url = f"/imports/{importer.sheet.id}/commit"
    response = importer.client.post(url, data={"seen": digest}, follow_redirects=True)
    assert "has changed since you looked" in response.text
    assert db.session.query(Application).count() == 0


@pytest.mark.parametrize(
    "invalid", [{"timestamp": "999"}, {"timestamp": "abc"}, {"order": "x"}, {"timestamp": ""}]
)
def test_a_choice_that_is_not_offered_is_refused_with_a_message(
    importer: ImportClient, invalid: dict[str, str]
) -> None:
    importer.upload(csv_of([{}]))
    assert importer.send("columns", **invalid).status_code in {302, 422}
