"""Reports: coordinators publish them, viewers read and download them."""

import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, ReportVersion, Role, Round
from tests.conftest import SignIn
from tests.factories import make_application, make_viewer
from tests.page_forms import hidden_fields

SHOWN = {
    "applied.mentor.asian": 20,
    "applied.mentor.latino": 15,
    "applied.mentee.latino": 40,
    "accepted.mentor.asian": 10,
    "matched.asian-latino": 25,
    "lasting": 5,
    "met": 20,
    "meetings": 65,
    "hours": 70,
    "language.en": 60,
    "language.zap": 5,
}


@pytest.fixture
def version(a_round: Round) -> ReportVersion:
    version = ReportVersion(round=a_round, number=1, shown=SHOWN, totals={})
    db.session.add(version)
    db.session.commit()
    return version


def table_rows(page: str) -> dict[str, list[str]]:
    """Return the numbers of a report page by the label of their line."""
    rows = BeautifulSoup(page, "lxml").select(".bounds tbody tr")
    return {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in rows
    }


def test_a_coordinator_publishes_what_a_viewer_then_reads(
    a_round: Round, coordinator: Person, sign_in: SignIn
) -> None:
    for number in range(6):
        make_application(a_round, Role.MENTEE, f"mentee{number}@example.org")
    url = f"/reports/rounds/{a_round.id}"
    viewer, staff = sign_in(make_viewer()), sign_in(coordinator)
    assert "no figures yet" in viewer.get("/reports").text
    assert "No figures" in viewer.get(url).text
    fields = hidden_fields(staff, url, f"{url}/publish")
    assert viewer.post(f"{url}/publish", data=fields).status_code == HTTPStatus.NOT_FOUND
    assert staff.post(f"{url}/publish", data=fields).location == f"{url}#publish"
    page = viewer.get(url).text
    assert table_rows(page)["Mentees"] == ["5+", "under 5"]
    assert "Publish" not in page
    assert "New figures can be published from" in staff.get(url).text


def test_totals_are_added_up_from_what_is_shown(version: ReportVersion, sign_in: SignIn) -> None:
    rows = table_rows(sign_in(make_viewer()).get(f"/reports/versions/{version.id}").text)
    assert rows["Mentors"] == ["35+", "10+"]
    assert rows["Asian"] == ["20+", "under 5", "10+", "under 5"]
    assert rows["Asian to Latino"] == ["25+"]
    assert rows["Hours together"] == ["70+"]
    assert [name for name in rows if name in {"English", "Zapotec"}] == ["English", "Zapotec"]


def test_the_workbook_holds_the_figures_of_the_page_and_is_recorded(
    app: Flask, version: ReportVersion, sign_in: SignIn
) -> None:
    viewer = make_viewer()
    response = sign_in(viewer).post(f"/reports/versions/{version.id}/download")
    assert response.headers["Content-Disposition"] == 'attachment; filename="report-1-1.xlsx"'
    sheets = load_workbook(io.BytesIO(response.data))
    assert sheets.sheetnames == [
        *("Report", "People", "Communities", "Matches", "Time together", "Languages"),
    ]
    assert list(sheets["Communities"].values)[1] == ("Asian", 20, "under 5", 10, "under 5")
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "export report"))
    assert (entry.actor_id, entry.subject_id) == (viewer.id, version.id)
