"""The home page and the page of a pair say what is true of them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import ApplicationState, Pair, Person, Round, RoundState, Suggestion
from mentorship.services.applications import decisions, submission
from mentorship.services.pairing import suggestions
from mentorship.services.pairs import pairs
from tests.conftest import Applicant, Mailbox, SignIn, change_runtime
from tests.factories import accept_introduction, make_coordinator
from tests.integration.conftest import Suggest
from tests.page_forms import open_page, press


def ended_of(client: FlaskClient) -> str:
    """Return what is folded away on the home page."""
    details = BeautifulSoup(client.get("/home").text, "html.parser").main.find("details")
    return details.get_text(" ", strip=True) if details else ""


def test_what_happens_next_stays_on_the_home_page(
    app: Flask, applicant: Applicant, sign_in: SignIn
) -> None:
    change_runtime(app, email_server=Mailbox(app))
    page = sign_in(applicant("mentee", "mei@example.org").person).get("/home").text
    for words in ("You are waiting for a match.", "until January 31, 2030", "by February 14, 2030"):
        assert words in page
    assert "write to your email address" in page


def test_applicants_read_dates_instead_of_the_name_that_coordinators_gave_a_round(
    applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org")
    application.round.name = "Primavera"
    db.session.commit()
    client = sign_in(application.person)
    for state in ("open", "matching"):
        application.round.state = RoundState(state)
        db.session.commit()
        for url in ("/home", "/join/1/mentee/review"):
            assert "Primavera" not in client.get(url).text


def test_an_introduction_that_somebody_declined_folds_away_for_them_and_is_news_for_the_other(
    introduced: Pair, sign_in: SignIn
) -> None:
    mentee, mentor = sign_in(introduced.mentee.person), sign_in(introduced.mentor.person)
    press(mentor, "/pairs/1", "/pairs/1/yes")
    page = press(mentee, "/pairs/1/no", follow_redirects=True).text
    assert "the coordinators can suggest somebody else" in page
    assert "This introduction has ended." in ended_of(mentee)
    assert ended_of(mentor) == ""
    assert "This introduction has ended." in mentor.get("/home").text
    assert "Thank you for considering it" in mentee.get("/pairs/1").text
    assert "Thank you for considering it" not in mentor.get("/pairs/1").text
    introduced.closed_at = now() - timedelta(days=15)
    db.session.commit()
    assert "This introduction has ended." in ended_of(mentor)


@pytest.mark.parametrize("state", ["waitlisted", "withdrawn", "matched again"])
def test_nobody_is_promised_somebody_else_who_cannot_be_matched(
    state: str, applicant: Applicant, suggest: Suggest, sign_in: SignIn
) -> None:
    mei = applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    applicant("mentor", "luz@example.org", "latino")
    (first,) = suggest()
    pair = suggestions.introduce(db.session, None, first)
    pairs.say_no(db.session, pair.mentor.person, pair)
    db.session.commit()
    if state == "waitlisted":
        decisions.decide(db.session, make_coordinator(), mei, ApplicationState.WAITLISTED)
    elif state == "withdrawn":
        submission.withdraw(db.session, mei.person, mei)
    else:
        (second,) = suggest()
        suggestions.introduce(db.session, None, second)
    db.session.commit()
    page = sign_in(mei.person).get(f"/pairs/{pair.id}").text
    assert "This introduction has ended" in page
    assert "suggest somebody else" not in page


def test_a_declined_introduction_does_not_read_as_approved(
    introduced: Pair, sign_in: SignIn
) -> None:
    staff = sign_in(make_coordinator())
    assert "Introduced" in open_page(staff, "/suggestions/1").text
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    db.session.commit()
    assert "Introduced, but the introduction has ended" in staff.get("/suggestions/1").text
    assert '<span class="state">ended</span>' in staff.get("/match-runs/1").text


def test_a_pair_can_tap_a_number_and_reads_where_and_how_to_meet(
    suggested: Suggestion, sign_in: SignIn
) -> None:
    suggested.mentor.profile.change(
        {"phone": "(213) 555-0142", "pronunciation": "ah-nah", "area": "koreatown"}
    )
    pair = suggestions.introduce(db.session, None, suggested)
    db.session.commit()
    mentee = sign_in(pair.mentee.person)
    before = mentee.get("/pairs/1").text
    assert "ah-nah" in before
    assert "Online or by phone" in before
    assert "Central Los Angeles" in before
    for unseen in ("555-0142", "Koreatown"):
        assert unseen not in before
    accept_introduction(pair)
    page = BeautifulSoup(mentee.get("/pairs/1").text, "html.parser").main
    links = {link["href"] for link in page.find_all("a", href=True)}
    assert {"tel:+12135550142", "https://signal.me/#p/+12135550142"} <= links
    assert "Koreatown" in page.text


def test_how_to_say_a_name_is_private_until_the_introduction(
    a_round: Round, applicant: Applicant, sign_in: SignIn
) -> None:
    mei = applicant("mentee", "mei@example.org", pronunciation="may")
    applicant("mentor", "ana@example.org", "latino")
    own, staff = sign_in(mei.person), sign_in(make_coordinator())
    assert "may" in own.get(f"/join/{a_round.id}/mentee/review").text
    assert "may" in open_page(staff, f"/applications/{mei.id}").text
    assert "How to say the name" not in staff.get(f"/rounds/{a_round.id}/applications").text


def test_a_first_visit_without_an_open_round_is_not_asked_to_apply(
    sign_in: SignIn, nayeli: Person
) -> None:
    db.session.query(Round).delete()
    db.session.commit()
    page = sign_in(nayeli).get("/home").text
    assert "You cannot apply at the moment" in page
    assert "Now tell us about yourself" not in page


def test_three_approvals_for_one_mentor_are_one_email(
    mailbox: Mailbox, applicant: Applicant, suggest: Suggest
) -> None:
    for name in ("mei", "lan", "mina"):
        applicant("mentee", f"{name}@example.org")
    applicant("mentor", "ana@example.org", "latino", capacity=3)
    for suggestion in suggest():
        suggestions.introduce(db.session, None, suggestion)
        db.session.commit()
        mailbox.emails()
    assert sorted(to for to, _subject, _body in mailbox.emails()) == [
        f"{name}@example.org" for name in ("ana", "lan", "mei", "mina")
    ]
