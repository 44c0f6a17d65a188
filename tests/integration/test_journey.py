"""The main use case through the pages: from sign-up to a logged meeting."""

import pytest
from flask import Flask

from mentorship.clock import today
from mentorship.errors import WriteDuringReadError
from mentorship.extensions import db
from mentorship.models import Meeting, Pair, PairState, Person, Round, Suggestion, SuggestionState
from tests.conftest import SignIn, SignUp
from tests.integration.form_answers import apply
from tests.page_forms import hidden_fields, open_page, press, press_and_confirm

NOT_THESE_TWO = {"reason": "not_this_pair"}


def test_from_sign_up_to_a_logged_meeting(
    app: Flask, a_round: Round, coordinator: Person, sign_in: SignIn, sign_up: SignUp
) -> None:
    mentee = sign_up("mei@example.org")
    mentor = sign_up("nayeli@example.org")
    apply(mentee, "mentee", name={"name": "Mei"}, communities={"communities": ["asian"]})
    apply(mentor, "mentor")

    staff = sign_in(coordinator)
    # Nobody has the excluded address, so a coordinator is asked about it.
    asked = press(staff, "/rounds/1/matching/before", "/rounds/1/matching")
    run_page = press(staff, asked.location, "/rounds/1/matching")
    assert "running" in staff.get(run_page.location).text
    app.extensions["jobs"].recover_stalled()
    page = staff.get(run_page.location).text
    assert "Nayeli" in page
    assert "Tenant rights" in open_page(staff, "/suggestions/1").text
    press(staff, "/suggestions/1", "/suggestions/1/approve")
    assert "An introduction waits" not in mentee.get("/home").text
    press(staff, "/match-runs/1/introduce")

    assert "An introduction waits" in mentee.get("/home").text
    assert "nayeli@example.org" not in mentee.get("/pairs/1").text
    assert "555 0123" not in mentee.get("/pairs/1").text
    press(mentee, "/pairs/1", "/pairs/1/yes")
    assert "nayeli@example.org" not in mentee.get("/pairs/1").text
    press(mentor, "/pairs/1", "/pairs/1/yes")
    assert "nayeli@example.org" in mentee.get("/pairs/1").text
    assert "mei@example.org" in mentor.get("/pairs/1").text

    meeting = {
        "held_on": str(today()),
        "minutes": "50",
        "mode": "online",
        "purpose": "talk",
        "notes": "¡Hola!",
    }
    assert press(mentee, "/pairs/1/meetings/new", data=meeting).status_code == 302
    assert "¡Hola!" in mentor.get("/pairs/1").text


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"held_on": "2999-01-01"}, "not in the future"),
        ({"held_on": "soon"}, "Enter the day you met"),
        ({"minutes": "0"}, "from 1 to 720"),
        ({"minutes": "an hour"}, "as a number"),
        ({"mode": ""}, "Choose how you met"),
    ],
)
def test_an_invalid_meeting_is_shown_again_with_the_entered_values(
    introduced: Pair, sign_in: SignIn, answers: dict[str, str], message: str
) -> None:
    introduced.state = PairState.ACTIVE
    db.session.commit()
    meeting = {
        "held_on": str(today()),
        "minutes": "50",
        "mode": "online",
        "purpose": "talk",
        "notes": "Kept.",
    }
    client = sign_in(introduced.mentee.person)
    response = press(client, "/pairs/1/meetings/new", data={**meeting, **answers})
    assert response.status_code == 422
    assert message in response.text
    assert "Kept." in response.text
    assert db.session.query(Meeting).count() == 0


def test_a_second_decision_is_refused_with_a_message(
    suggested: Suggestion, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    approving = hidden_fields(staff, "/suggestions/1", "/suggestions/1/approve")
    press_and_confirm(staff, "/suggestions/1", "/suggestions/1/reject", NOT_THESE_TWO)
    response = staff.post("/suggestions/1/approve", data=approving, follow_redirects=True)
    assert "has been rejected since you opened the page" in response.text
    db.session.refresh(suggested)
    assert suggested.state is SuggestionState.REJECTED


def test_a_failed_request_saves_nothing_and_logs_no_name(
    app: Flask,
    suggested: Suggestion,
    coordinator: Person,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def violate_unique_index(*_: object, **__: object) -> None:
        db.session.add(Person(sign_in_name="mentee@example.org"))
        db.session.flush()

    monkeypatch.setattr("mentorship.coordinate.board.decision_views.url_for", violate_unique_index)
    response = press(sign_in(coordinator), "/suggestions/1", "/suggestions/1/approve")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    db.session.refresh(suggested)
    assert suggested.state is SuggestionState.PENDING
    assert "IntegrityError" in caplog.text
    assert "mentee@" not in caplog.text


def test_a_get_request_that_writes_is_refused(app: Flask, a_round: Round) -> None:
    with app.test_request_context("/"):
        a_round.name = "Changed"
        with pytest.raises(WriteDuringReadError):
            db.session.flush()
        db.session.rollback()
