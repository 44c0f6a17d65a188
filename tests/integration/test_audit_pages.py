"""Administrators see the head of the audit trail, verify it, and read counts but no applicant."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, Suggestion
from mentorship.services import audit_verification, readings
from tests.conftest import SignIn
from tests.factories import make_administrator

PAGE = "/settings/audit-trail"


@pytest.fixture
def administrator(suggested: Suggestion, coordinator: Person, sign_in: SignIn) -> FlaskClient:
    readings.record_reading(db.session, coordinator, suggested)
    client = sign_in(make_administrator())
    db.session.commit()
    return client


def head() -> str:
    return str(audit_verification.head(db.session))


def test_the_page_shows_the_head_and_what_staff_did(administrator: FlaskClient) -> None:
    page = BeautifulSoup(administrator.get(PAGE).text, "html.parser")
    assert page.select_one("code").text == head()
    rows = [[cell.text.strip() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert [row[:3] for row in rows] == [
        ["coordinator@example.org", "2", "0"],
        ["administrator@example.org", "0", "0"],
    ]
    assert "mentee@example.org" not in page.text


def test_an_administrator_verifies_the_trail_and_an_earlier_head(
    administrator: FlaskClient,
) -> None:
    shown = administrator.post(PAGE, data={"earlier_head": head().replace("-", " ")}).text
    assert "The trail is as it was written" in shown
    assert head() in shown
    other = head()[:-4] + ("0000" if head()[-4:] != "0000" else "1111")
    assert "its end was cut off" in administrator.post(PAGE, data={"earlier_head": other}).text
    db.session.query(AuditEntry).filter_by(action=readings.READ_APPLICATION).update(
        {"action": "look"}
    )
    db.session.commit()
    shown = administrator.post(PAGE, data={"earlier_head": ""}).text
    assert "The trail is not as it was written" in shown
    assert shown.count("was changed.") == 2


def test_a_head_that_is_none_is_refused_and_stays_in_the_form(administrator: FlaskClient) -> None:
    response = administrator.post(PAGE, data={"earlier_head": "12-4f2a"})
    assert response.status_code == 422
    assert "A head looks like" in response.text
    assert 'value="12-4f2a"' in response.text
