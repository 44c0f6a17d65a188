"""Coordinators plan a round in the browser, and applicants read what that means for them."""

from datetime import timedelta

from flask.testing import FlaskClient
from markupsafe import escape

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Person, Round, RoundState
from mentorship.services.applications import submission
from tests.conftest import Applicant, SignIn
from tests.page_forms import press


def test_a_round_is_planned_opened_closed_and_archived(
    client: FlaskClient, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    assert "There is no round yet" in staff.get("/rounds").text
    days = {"opens_on": today() + timedelta(days=7), "closes_on": today() + timedelta(days=30)}
    answers = {"name": "Spring 2027", **{name: str(day) for name, day in days.items()}}
    page = press(staff, "/rounds/new", data=answers, follow_redirects=True)
    assert "Created. Nobody can apply before you open it." in page.text
    assert "It opens on" in client.get("/join/1").text
    press(staff, "/rounds/1", "/rounds/1/move-forward")
    assert "It opens on" in client.get("/join/1").text
    answers["opens_on"] = ""
    press(staff, "/rounds/1/plan", data=answers)
    assert "You can apply until" in client.get("/join/1").text
    for state in ("matching", "meeting", "archived"):
        press(staff, "/rounds/1", "/rounds/1/move-forward")
        assert db.session.get_one(Round, 1).state is RoundState(state)
        assert "no longer takes applications" in client.get("/join/1").text
    assert "Bring back from the archive" in staff.get("/rounds/1").text


def test_the_next_round_is_planned_like_this_one(
    a_round: Round, coordinator: Person, sign_in: SignIn
) -> None:
    a_round.opens_on, a_round.closes_on = today(), today() + timedelta(days=9)
    db.session.commit()
    staff = sign_in(coordinator)
    assert 'href="/rounds/new?after=1"' in staff.get("/rounds/1").text
    page = staff.get("/rounds/new?after=1")
    assert f'value="{today() + timedelta(days=10)}"' in page.text
    assert a_round.name in page.text
    for number in (99, -1, 10**30):
        assert staff.get(f"/rounds/new?after={number}").status_code == 200


def test_the_round_says_how_many_mentors_are_missing(
    a_round: Round, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    for name in ("lan", "ana", "kim"):
        applicant("mentee", f"{name}@example.org")
    assert "3 more mentors are needed" in staff.get("/rounds/1").text
    applicant("mentor", "rosa@example.org")
    applicant("mentor", "luis@example.org")
    assert "1 more mentor is needed" in staff.get("/rounds/1").text
    applicant("mentor", "binh@example.org")
    assert "needed" not in staff.get("/rounds/1").text


def test_wrong_days_and_a_taken_name_are_said_beside_their_fields(
    a_round: Round, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    wrong = {"name": "Autumn", "opens_on": "2027-02-01", "closes_on": "2027-01-01"}
    page = press(staff, "/rounds/new", data=wrong)
    assert page.status_code == 422
    assert 'href="#closes_on"' in page.text
    assert 'value="2027-02-01"' in page.text
    page = press(staff, "/rounds/new", data={"name": a_round.name})
    assert str(escape(f"There is a round called {a_round.name} already.")) in page.text


def test_somebody_without_a_match_reads_that_they_come_first_next_time(
    a_round: Round, applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "lan@example.org")
    a_round.state = RoundState.MEETING
    db.session.commit()
    assert submission.live_pairs(db.session, application) == []
    page = sign_in(application.person).get("/home")
    assert "found no match for you" in page.text
    assert "come first" in page.text


def test_new_and_withdrawn_applications_since_the_last_run_are_listed(
    a_round: Round, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    assert "every application is new" in staff.get("/rounds/1/changes").text
