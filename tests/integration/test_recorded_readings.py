"""No coordinators' page shows what somebody wrote before its opening is in the audit trail."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person, Suggestion
from mentorship.services import readings
from tests.architecture.test_routes import a_pair, walk_routes
from tests.conftest import SignIn
from tests.page_forms import open_page

__all__ = ["a_pair"]

GOALS = "Hablar en las juntas, sin miedo."
PAGES = ["/applications/1", "/suggestions/1"]


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def count_readings() -> int:
    return db.session.query(AuditEntry).filter_by(action=readings.READ_APPLICATION).count()


@pytest.mark.parametrize("page", PAGES)
def test_a_bookmarked_page_asks_before_it_shows_and_records(
    suggested: Suggestion, staff: FlaskClient, page: str
) -> None:
    suggested.mentee.profile.change({"goals": GOALS})
    db.session.commit()
    asked = BeautifulSoup(staff.get(page).text, "html.parser")
    assert GOALS not in asked.text
    assert asked.h1.text.strip() == "Opening this page is recorded"
    assert count_readings() == 0
    button = asked.find("button", formaction=True)
    assert button["form"] == "open-page"
    assert GOALS in staff.post(button["formaction"], follow_redirects=True).text
    assert count_readings() == {"/applications/1": 1, "/suggestions/1": 2}[page]
    assert GOALS in staff.get(page).text, "it can be loaded again"


def test_links_to_people_open_their_page_at_once(suggested: Suggestion, staff: FlaskClient) -> None:
    suggested.mentee.profile.change({"goals": GOALS})
    db.session.commit()
    page = BeautifulSoup(staff.get("/people?round=1").text, "html.parser")
    links = page.select("main .page-button")
    assert len(links) == 2
    shown = [staff.post(link["formaction"], follow_redirects=True).text for link in links]
    assert any(GOALS in text for text in shown)


def test_no_page_shows_what_somebody_wrote_before_its_opening_is_recorded(
    app: Flask, a_pair: Pair, staff: FlaskClient
) -> None:
    a_pair.mentee.profile.change({"goals": GOALS})
    db.session.commit()
    urls = [url for rule, _, url in walk_routes(app, safe=True) if "coordinate." in rule.endpoint]
    for url in urls:
        assert GOALS.encode() not in staff.get(url, follow_redirects=True).data, url
    assert GOALS in open_page(staff, "/applications/1").text
