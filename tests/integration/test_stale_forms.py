"""A form decides about what its page showed; a stale one changes nothing and says what changed."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import (
    ApplicationState,
    AuditEntry,
    Pair,
    PairPause,
    PairState,
    Person,
    Round,
    Suggestion,
    SuggestionState,
    SupportEntry,
)
from mentorship.services.applications import round_plan, submission
from mentorship.services.match_support import safety_mode, support_entries
from mentorship.services.pairing import suggestions
from mentorship.services.pairs import closing, concerns, pairs
from tests.conftest import Applicant, SignIn
from tests.factories import accept_introduction, make_coordinator
from tests.page_forms import hidden_fields, press, press_and_confirm


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (SuggestionState.INTRODUCED, "These two have been introduced since"),
        (SuggestionState.REJECTED, "has been rejected since you opened the page"),
        (SuggestionState.SUPERSEDED, "A newer matching run has replaced"),
    ],
)
def test_a_suggestion_decided_meanwhile_is_not_decided_again(
    suggested: Suggestion, staff: FlaskClient, state: SuggestionState, sentence: str
) -> None:
    stale = hidden_fields(staff, "/suggestions/1", "/suggestions/1/approve")
    suggested.state = state
    db.session.commit()
    response = staff.post("/suggestions/1/approve", data=stale, follow_redirects=True)
    assert sentence in response.text
    assert response.request.path == "/suggestions/1"
    assert db.session.query(Pair).count() == 0


def test_a_form_without_what_was_seen_decides_nothing(
    suggested: Suggestion, staff: FlaskClient
) -> None:
    for sent in ({}, {"seen": ""}, {"seen": "0" * 64}, {"seen": "\N{SNOWMAN}"}):
        response = staff.post("/suggestions/1/approve", data=sent, follow_redirects=True)
        assert "changed since you opened it" in response.text
    assert db.session.query(Pair).count() == 0


def test_a_yes_is_not_for_another_pair_with_the_same_id(introduced: Pair, sign_in: SignIn) -> None:
    mentee = sign_in(introduced.mentee.person)
    stale = hidden_fields(mentee, "/pairs/1", "/pairs/1/yes")
    introduced.created_at = now()  # as of a pair that took the id of a deleted one
    db.session.commit()
    response = mentee.post("/pairs/1/yes", data=stale, follow_redirects=True)
    assert "changed since you opened it" in response.text
    db.session.refresh(introduced)
    assert introduced.mentee_agreed_at is None


def test_a_second_tap_on_yes_is_told_what_the_first_one_did(
    introduced: Pair, sign_in: SignIn
) -> None:
    mentee, mentor = sign_in(introduced.mentee.person), sign_in(introduced.mentor.person)
    for client, sentence in ((mentee, "You have said yes already"), (mentor, "Both have said yes")):
        sent = hidden_fields(client, "/pairs/1", "/pairs/1/yes")
        client.post("/pairs/1/yes", data=sent)
        assert sentence in client.post("/pairs/1/yes", data=sent, follow_redirects=True).text


def test_an_introduction_that_ended_meanwhile_says_so(introduced: Pair, sign_in: SignIn) -> None:
    mentee = sign_in(introduced.mentee.person)
    stale = hidden_fields(mentee, "/pairs/1", "/pairs/1/yes")
    pairs.say_no(db.session, introduced.mentor.person, introduced)
    db.session.commit()
    response = mentee.post("/pairs/1/yes", data=stale, follow_redirects=True)
    assert "This introduction has ended since you opened the page" in response.text


def test_a_coordinator_reads_what_became_of_an_application(
    applicant: Applicant, staff: FlaskClient, coordinator: Person
) -> None:
    application = applicant("mentee", "mei@example.org")
    waitlist, accept = (f"/applications/1/decide/{name}" for name in ("waitlisted", "accepted"))
    waitlisting = hidden_fields(staff, waitlist)
    press(staff, waitlist)
    again = staff.post(waitlist, data=waitlisting, follow_redirects=True)
    assert "moved to the waitlist since you opened the page" in again.text
    accepting = hidden_fields(staff, accept)
    press(staff, accept)
    again = staff.post(accept, data=accepting, follow_redirects=True)
    assert "has been accepted since you opened the page" in again.text
    submission.withdraw(db.session, application.person, application)
    db.session.commit()
    again = staff.post(waitlist, data=waitlisting, follow_redirects=True)
    assert "has been withdrawn since you opened the page" in again.text


def test_an_applicant_reads_that_the_application_was_sent_from_another_page(
    applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org", "draft")
    phone = sign_in(application.person)
    deleting = hidden_fields(phone, "/join/1/mentee/withdraw")
    application.state = ApplicationState.SUBMITTED
    db.session.commit()
    response = phone.post("/join/1/mentee/withdraw", data=deleting, follow_redirects=True)
    assert "You have sent this application already" in response.text
    db.session.refresh(application)
    assert application.state is ApplicationState.SUBMITTED


def test_a_round_closed_or_opened_meanwhile_says_so(
    a_round: Round, staff: FlaskClient, coordinator: Person
) -> None:
    close, reopen = "/rounds/1/move-forward", "/rounds/1/move-back"
    closing = hidden_fields(staff, "/rounds/1", close)
    round_plan.move_forward(db.session, coordinator, a_round)
    db.session.commit()
    assert "has been closed since" in staff.post(close, data=closing, follow_redirects=True).text
    reopening = hidden_fields(staff, "/rounds/1", reopen)
    round_plan.move_back(db.session, coordinator, a_round)
    db.session.commit()
    assert "has been opened since" in staff.post(reopen, data=reopening, follow_redirects=True).text


def test_a_concern_is_marked_as_done_once(introduced: Pair, staff: FlaskClient) -> None:
    concerns.tell(db.session, introduced.mentee.person, introduced, "Please call me.")
    db.session.commit()
    done = hidden_fields(staff, "/rounds/1", "/concerns/1/done")
    staff.post("/concerns/1/done", data=done)
    again = staff.post("/concerns/1/done", data=done, follow_redirects=True)
    assert "marked as done since you opened the page" in again.text


def test_a_coordinator_reads_that_a_match_has_ended(introduced: Pair, staff: FlaskClient) -> None:
    stale = hidden_fields(staff, "/matches/1/end")
    introduced.state, introduced.started_at = PairState.CLOSED, now()
    db.session.commit()
    response = staff.post("/matches/1/end", data=stale, follow_redirects=True)
    assert "This match has ended since you opened the page" in response.text


def without_tokens(response: TestResponse) -> str:
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", response.text)


def test_what_is_gone_and_what_is_not_theirs_look_the_same(
    introduced: Pair, applicant: Applicant, sign_in: SignIn
) -> None:
    stranger = sign_in(applicant("mentee", "another@example.org").person)
    theirs, gone = (stranger.post(f"/pairs/{number}/yes") for number in (1, 99))
    assert theirs.status_code == gone.status_code == 404
    # The page names its own address, and its tokens the time, which is all that may differ.
    assert without_tokens(theirs).replace('"/pairs/1"', '"/pairs/99"') == without_tokens(gone)
    assert "is gone, or it is not yours. Nothing was changed." in gone.text


def test_what_is_sent_for_a_deleted_application_is_not_found(
    applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org", "draft")
    phone = sign_in(application.person)
    press(phone, "/join/1/mentee/withdraw")
    for page in ("review", "withdraw", "name"):
        assert phone.post(f"/join/1/mentee/{page}").status_code == 404
    assert phone.get("/join/1/mentee/review").location == "/join/1/role"


def test_only_the_pairs_that_were_shown_are_introduced(
    suggested: Suggestion, staff: FlaskClient
) -> None:
    press(staff, "/suggestions/1", "/suggestions/1/approve")
    stale = hidden_fields(staff, "/match-runs/1/introduce")
    press(staff, "/match-runs/1", "/match-runs/1/decisions/1/undo")
    introduce = "/match-runs/1/introduce"
    response = staff.post(introduce, data=stale, follow_redirects=True)
    assert "The approved matches have changed since" in response.text
    assert suggestions.suggestion_with_id(db.session, 1).state is SuggestionState.PENDING
    press(staff, "/suggestions/1", "/suggestions/1/approve")
    press(staff, introduce)
    assert suggestions.suggestion_with_id(db.session, 1).state is SuggestionState.INTRODUCED


def test_a_reason_that_comes_too_late_is_shown_again(
    suggested: Suggestion, staff: FlaskClient
) -> None:
    stale = hidden_fields(staff, "/suggestions/1", "/suggestions/1/reject")
    suggested.mentee.profile.change({"goals": "Only with somebody from my street."})
    db.session.commit()
    typed = {"reason": "not_this_pair", "text": "They quarrelled at the picnic."}
    response = staff.post("/suggestions/1/reject", data=stale | typed)
    assert response.status_code == 409
    assert response.text.count("quarrelled at the picnic") == 1
    suggested.state = SuggestionState.REJECTED
    db.session.commit()
    response = staff.post("/suggestions/1/reject", data=stale | typed)
    assert response.status_code == 409
    assert response.text.count("quarrelled at the picnic") == 1


@pytest.mark.parametrize("action", ["approve", "reject", "pin"])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_answers_that_changed_meanwhile_are_not_decided_about_unread(
    suggested: Suggestion, staff: FlaskClient, action: str, side: str
) -> None:
    url = f"/suggestions/1/{action}"
    stale = hidden_fields(staff, "/suggestions/1", url)
    getattr(suggested, side).profile.change({"goals": "Never with somebody from my street."})
    db.session.commit()
    response = staff.post(url, data=stale, follow_redirects=True)
    assert "The answers of one of the two have changed since" in response.text
    assert suggestions.suggestion_with_id(db.session, 1).state is SuggestionState.PENDING
    if action == "reject":
        press_and_confirm(staff, "/suggestions/1", url, {"reason": "not_this_pair"})
    else:
        press(staff, "/suggestions/1", url)
    assert db.session.query(AuditEntry).filter_by(subject="suggestion").count() == 1


def test_an_application_whose_answers_changed_is_read_again_first(
    applicant: Applicant, staff: FlaskClient
) -> None:
    application = applicant("mentee", "mei@example.org")
    stale = hidden_fields(staff, "/applications/1/decide/waitlisted")
    application.profile.change({"goals": "I can come on Mondays now."})
    db.session.commit()
    response = staff.post("/applications/1/decide/waitlisted", data=stale, follow_redirects=True)
    assert "The answers in this application have changed since" in response.text
    db.session.refresh(application)
    assert application.state is ApplicationState.SUBMITTED


def test_answers_changed_in_another_tab_are_not_sent_unread_but_can_be_deleted(
    applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org", "draft")
    phone = sign_in(application.person)
    review, withdraw = "/join/1/mentee/review", "/join/1/mentee/withdraw"
    sending, deleting = hidden_fields(phone, review), hidden_fields(phone, withdraw)
    application.profile.change({"goals": "Somebody else typed this."})
    db.session.commit()
    response = phone.post(review, data=sending, follow_redirects=True)
    assert "Your answers have changed since you opened the page" in response.text
    assert "has been deleted" in phone.post(withdraw, data=deleting, follow_redirects=True).text


def test_a_yes_is_to_the_answers_that_were_shown(introduced: Pair, sign_in: SignIn) -> None:
    mentee = sign_in(introduced.mentee.person)
    yes, no = (
        hidden_fields(mentee, "/pairs/1", "/pairs/1/yes"),
        hidden_fields(mentee, "/pairs/1/no"),
    )
    introduced.mentor.profile.change({"goals": "Only on weekdays."})
    db.session.commit()
    response = mentee.post("/pairs/1/yes", data=yes, follow_redirects=True)
    assert "The other person has changed an answer since" in response.text
    db.session.refresh(introduced)
    assert introduced.mentee_agreed_at is None
    mentee.post("/pairs/1/no", data=no)
    db.session.refresh(introduced)
    assert introduced.state is PairState.CLOSED


def test_a_yes_does_not_tell_that_a_hidden_answer_changed(
    introduced: Pair, sign_in: SignIn
) -> None:
    mentee = sign_in(introduced.mentee.person)
    sent = hidden_fields(mentee, "/pairs/1", "/pairs/1/yes")
    introduced.mentor.profile.change({"phone": "213 555 0123", "excluded_people": "Mei"})
    db.session.commit()
    mentee.post("/pairs/1/yes", data=sent)
    db.session.refresh(introduced)
    assert introduced.mentee_agreed_at is not None


def test_what_was_seen_is_for_one_action_and_one_coordinator(
    suggested: Suggestion, staff: FlaskClient, sign_in: SignIn
) -> None:
    other = sign_in(make_coordinator("another@example.org"))
    for client, page_action in ((staff, "reject"), (other, "approve")):
        seen = hidden_fields(client, "/suggestions/1", f"/suggestions/1/{page_action}")
        response = staff.post("/suggestions/1/approve", data=seen, follow_redirects=True)
        assert "changed since you opened it" in response.text
    assert db.session.query(Pair).count() == 0


def test_a_note_about_what_was_put_off_meanwhile_is_shown_again_and_not_kept(
    introduced: Pair, staff: FlaskClient, coordinator: Person
) -> None:
    page = "/matches/1/due/answer/mentee"
    stale = hidden_fields(staff, page) | {"was_right": "right", "note": "They were away."}
    item = support_entries.due_item(db.session, introduced, "answer", "mentee")
    assert item is not None
    until = today() + timedelta(days=9)
    support_entries.postpone(db.session, coordinator, item, until, "Away.")
    db.session.commit()
    response = staff.post(page, data=stale)
    assert response.status_code == 409
    assert response.text.count("They were away.") == 1
    assert db.session.query(SupportEntry).count() == 1


def test_safety_mode_that_was_ended_meanwhile_is_not_ended_again(
    staff: FlaskClient, coordinator: Person
) -> None:
    staff.post("/safety-mode/valley/begin")
    stale = hidden_fields(staff, "/safety-mode/1/end")
    safety_mode.end(db.session, coordinator, safety_mode.all_periods(db.session)[0])
    db.session.commit()
    response = staff.post("/safety-mode/1/end", data=stale, follow_redirects=True)
    assert response.request.path == "/safety-mode"
    assert "changed since you opened it" in response.text
    assert db.session.query(AuditEntry).filter_by(subject="safety_period").count() == 2


def test_a_match_that_ended_meanwhile_does_not_rest(introduced: Pair, sign_in: SignIn) -> None:
    accept_introduction(introduced)
    mentee = sign_in(introduced.mentee.person)
    stale = hidden_fields(mentee, "/pairs/1", "/pairs/1/pause")
    closing.end(db.session, introduced.mentor.person, introduced)
    db.session.commit()
    response = mentee.post("/pairs/1/pause", data=stale, follow_redirects=True)
    assert "This match has ended since you opened the page" in response.text
    assert db.session.query(PairPause).count() == 0
