"""First conversations through their pages: propose, invite, say how it was, and match."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.coordinate.conversations.outcome import conversation_in_words
from mentorship.extensions import db
from mentorship.models import AuditEntry, Conversation, MatchRun, Person, Round
from mentorship.services.applications import submission
from mentorship.services.pairing import match_runs, suggestions
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import make_coordinator, make_match_run
from tests.integration.services.conversations.conftest import (
    People,
    Propose,
    answer,
    conversation,
    invite_all,
    people,
    propose,
)
from tests.page_forms import open_page, press

__all__ = ["people", "propose"]

LIST = "/rounds/1/conversations"
WORDS = "He was late, and I would feel uneasy."


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def invited(people: People, propose: Propose, a_round: Round, coordinator: Person) -> People:
    propose()
    invite_all(a_round, coordinator)
    return people


def page_of(people: People, mentee: str, mentor: str) -> str:
    return f"/pairs/conversations/{conversation(people, mentee, mentor).id}"


def test_a_coordinator_proposes_takes_out_and_invites(
    people: People, staff: FlaskClient, mailbox: Mailbox, sign_in: SignIn
) -> None:
    assert LIST in staff.get("/rounds/1/matching").text
    requested = press(staff, LIST, data={"per_mentee": "2", "per_mentor": "2"})
    run = db.session.query(MatchRun).one()
    assert requested.location == f"/match-runs/{run.id}"
    assert "Matching is running" in staff.get(requested.location).text
    match_runs.perform(db.session, run.id)
    assert staff.get(requested.location).location == LIST
    page = staff.get(LIST).text
    assert page.count('/take-out"') == 4
    assert "ana" not in sign_in(people["carla"].person).get("/home").text
    taken = conversation(people, "ana", "carla").id
    press(staff, LIST, f"/conversations/{taken}/take-out")
    summary = staff.get(f"{LIST}/invite").text
    assert "Invite to 3 conversations" in summary
    assert "4 people get an email" in summary
    press(staff, f"{LIST}/invite")
    assert len(mailbox.emails()) == 4
    assert all("ana" not in f"{subject}{body}" for _to, subject, body in mailbox.emails())
    assert "diego" in sign_in(people["ana"].person).get("/home").text
    assert staff.get(LIST).text.count("Call off") == 3


def test_numbers_out_of_range_are_explained_and_stay(people: People, staff: FlaskClient) -> None:
    response = press(staff, LIST, data={"per_mentee": "6", "per_mentor": "2"})
    assert response.status_code == 422
    assert "Enter a number from 1 to 5." in response.text
    assert 'value="6"' in response.text
    assert people
    assert db.session.query(MatchRun).count() == 0


def test_unclear_exclusions_are_shown_before_anybody_is_proposed(
    people: People, staff: FlaskClient
) -> None:
    people["ana"].profile.change({"excluded_people": "my cousin"})
    db.session.commit()
    response = press(staff, LIST, data={"per_mentee": "1", "per_mentor": "1"})
    assert response.status_code == 409
    assert db.session.query(MatchRun).count() == 0
    confirmed = response.text.partition('name="confirmed" value="')[2].partition('"')[0]
    data = {"per_mentee": "1", "per_mentor": "1", "confirmed": confirmed}
    assert press(staff, LIST, data=data).status_code == 302


def test_a_participant_sees_no_contact_details_and_says_how_it_was(
    invited: People, sign_in: SignIn
) -> None:
    carla = invited["carla"]
    carla.profile.change({"phone": "+1 213 555 7391", "pronunciation": "CAR-la"})
    db.session.commit()
    client, page = sign_in(invited["ana"].person), page_of(invited, "ana", "carla")
    text = client.get(page).text
    assert "carla" in text
    assert "CAR-la" in text
    assert "555" not in text
    assert "carla@example.org" not in text
    missing = press(client, page, data={"words": WORDS})
    assert missing.status_code == 422
    assert WORDS in missing.text
    assert "Choose how much you would like it." in missing.text
    assert press(client, page, data={"rating": "2", "words": WORDS}).location == "/home"
    text = client.get(page).text
    assert WORDS in text
    assert "You have said how it was" in client.get("/home").text


def test_the_other_person_learns_nothing_of_what_was_said(
    invited: People,
    sign_in: SignIn,
    mailbox: Mailbox,
    a_round: Round,
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = page_of(invited, "ana", "carla")
    press(sign_in(invited["ana"].person), page, data={"rating": "1", "words": WORDS})
    make_match_run(a_round)
    carla = sign_in(invited["carla"].person)
    own = page, "/home", "/account/data", "/account/data/download.html", "/messages"
    texts = [carla.get(url, follow_redirects=True).text for url in own]
    texts.append(carla.get("/account/data/download.json").text)
    texts += [f"{subject} {body}" for _to, subject, body in mailbox.emails()]
    texts += [caplog.text, *db.session.scalars(db.select(AuditEntry.action))]
    for text in texts:
        assert WORDS not in text
        assert "uneasy" not in text
    assert 'value="1" checked' not in texts[0]
    assert "uneasy" in sign_in(invited["ana"].person).get("/account/data/download.html").text


def test_nobody_else_and_nobody_too_early_opens_a_conversation(
    people: People, propose: Propose, sign_in: SignIn, applicant: Applicant, coordinator: Person
) -> None:
    propose()
    page = page_of(people, "ana", "carla")
    ana = sign_in(people["ana"].person)
    assert ana.get(page).status_code == 404
    invite_all(people["ana"].round, coordinator)
    assert ana.get(page).status_code == 200
    assert sign_in(people["bo"].person).get(page).status_code == 404
    assert sign_in(coordinator).get(page).status_code == 404
    assert sign_in(applicant("mentee", "new@example.org").person).get(page).status_code == 404


def test_a_conversation_that_is_gone_says_so_kindly(invited: People, sign_in: SignIn) -> None:
    page = page_of(invited, "ana", "carla")
    submission.withdraw(db.session, None, invited["carla"])
    db.session.commit()
    home = sign_in(invited["ana"].person).get(page, follow_redirects=True).text
    assert "not planned any more" in home
    assert "does not take place" in home
    assert "carla" not in home


def test_the_final_match_counts_what_was_said_unless_the_box_is_unchecked(
    app: Flask, invited: People, a_round: Round, staff: FlaskClient, coordinator: Person
) -> None:
    before, run_form = "/rounds/1/matching/before", "/rounds/1/matching"
    assert "first conversations" not in staff.get(before).text
    answer(invited, "ana", "carla", 5)
    answer(invited, "carla", "ana", 5)
    assert "Count what people said after first conversations" in staff.get(before).text
    press(staff, before, run_form)  # a browser sends no box that is unchecked
    unchecked = match_runs.unfinished_run(db.session, a_round)
    assert unchecked is not None
    assert "counts_conversations" not in unchecked.settings
    match_runs.perform(db.session, unchecked.id)
    press(staff, before, run_form, data={"conversations": ["left_out", "counted"]})
    counting = match_runs.unfinished_run(db.session, a_round)
    assert counting is not None
    match_runs.perform(db.session, counting.id)
    suggestion = next(
        item
        for item in suggestions.suggestions_of(db.session, counting)
        if item.mentee_id == invited["ana"].id
    )
    assert suggestion.mentor_id == invited["carla"].id
    with app.test_request_context():
        assert conversation_in_words(suggestion, coordinator) == "Both would very much like it."
        assert conversation_in_words(suggestion, invited["carla"].person) == ""


def test_what_people_said_is_on_a_page_whose_opening_is_recorded(
    invited: People, staff: FlaskClient, sign_in: SignIn
) -> None:
    answer(invited, "ana", "carla", 2, WORDS)
    assert WORDS not in staff.get(LIST).text
    page = f"/conversations/{conversation(invited, 'ana', 'carla').id}"
    assert WORDS not in staff.get(page).text
    assert WORDS in open_page(staff, page).text
    # Not for a coordinator who is the other one of the two.
    as_mentor = sign_in(make_coordinator("carla@example.org"))
    assert as_mentor.get(page).status_code == 404
    assert as_mentor.post(f"{page}/open").status_code == 404
    assert db.session.query(Conversation).count() == 4
