"""The page of a pair says the next step, lets it rest by one tap, and help is always at hand."""

from datetime import timedelta

import lxml.html
from flask.testing import FlaskClient

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Closure, Pair, PairPause, Person
from mentorship.services.match_support import check_ins
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.pairs import agreements, closing, meetings
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.reflections import Reflection
from tests.conftest import MovedClock, SignIn
from tests.factories import accept_introduction
from tests.page_forms import hidden_fields, press

PAGE, NEW, MINE = "/pairs/1", "/pairs/1/meetings/new", "/pairs/1/meetings/1/mine"
MEETING = {"minutes": "60", "mode": "online", "purpose": "talk", "notes": "We cooked."}


def step(client: FlaskClient) -> str:
    page = lxml.html.document_fromstring(client.get(PAGE).text)
    return str(page.xpath("string(//*[@id='next-step'])")).strip()


def help_links(client: FlaskClient) -> list[str]:
    page = lxml.html.document_fromstring(client.get(PAGE).text)
    return [
        " ".join(item.text_content().split()) for item in page.xpath("//*[@class='pair-help']//li")
    ]


def test_an_introduction_says_until_when_to_answer_as_long_as_one_has_not(
    introduced: Pair, sign_in: SignIn
) -> None:
    mentee = sign_in(introduced.mentee.person)
    assert "Please answer by" in mentee.get(PAGE).text
    press(mentee, PAGE, f"{PAGE}/yes")
    assert "Please answer by" not in mentee.get(PAGE).text
    assert "Please answer by" in sign_in(introduced.mentor.person).get(PAGE).text


def test_the_next_step_follows_what_the_two_have_done(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient, moved_clock: MovedClock
) -> None:
    one, other = pair.mentee.person, pair.mentor.person
    assert step(mentee) == step(mentor) == "Agree on how you meet"
    terms = AgreementTerms("every_week", 45, "online")
    proposal = agreements.propose(db.session, one, pair, terms, seen="")
    db.session.commit()
    assert step(mentor) == "Read what the other person proposes"
    assert step(mentee) == "Your first meeting", "nothing to do but wait for the answer"
    agreements.agree(db.session, other, proposal)
    db.session.commit()
    assert step(mentee) == step(mentor) == "Your first meeting"
    entry = MeetingEntry(today(), 60, "online", "talk", "")
    meetings.log_meeting(db.session, one, pair, entry)
    db.session.commit()
    assert step(mentee) == step(mentor) == "Your next meeting"
    assert "You met today." in mentor.get(PAGE).text
    moved_clock.forward(days=25)
    assert step(mentee) == step(mentor) == "How is it going?"
    check_ins.answer(db.session, one, pair, CheckInAnswers(4, "nothing", wants_call=False))
    db.session.commit()
    assert (step(mentee), step(mentor)) == ("Your next meeting", "How is it going?")
    closing.plan(db.session, other, pair, Closure.EXPECTED, today() + timedelta(days=7))
    db.session.commit()
    assert "Your next meeting" not in (step(mentee), step(mentor))


def test_there_is_one_primary_action(mentee: FlaskClient) -> None:
    page = lxml.html.document_fromstring(mentee.get(PAGE).text)
    assert len(page.xpath("//main//*[contains(@class, 'btn-primary')]")) == 1


def test_either_lets_it_rest_by_one_tap_and_either_goes_on(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    rested = press(mentee, PAGE, f"{PAGE}/pause", follow_redirects=True)
    assert "Nobody reminds you of anything." in rested.text
    assert step(mentor) == "Your match rests"
    assert f'action="{PAGE}/pause"' not in mentor.get(PAGE).text
    went_on = press(mentor, PAGE, f"{PAGE}/resume", follow_redirects=True)
    assert "Good to have you back." in went_on.text
    assert step(mentee) == "Agree on how you meet"


def test_a_double_tap_and_both_at_once_rest_once(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = [(client, hidden_fields(client, PAGE, f"{PAGE}/pause")) for client in (mentee, mentor)]
    for client, fields in (*sent, sent[0]):
        assert client.post(f"{PAGE}/pause", data=fields).location == PAGE
    assert db.session.query(PairPause).count() == 1


def test_help_is_always_within_one_tap(
    introduced: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    mentee, always = sign_in(introduced.mentee.person), ["Ask a coordinator", "Report a concern"]
    assert help_links(mentee) == [*always, "What the other person sees of you"]
    assert "You choose what the other person sees of you." in mentee.get(PAGE).text
    accept_introduction(introduced)
    active = [
        *always,
        "What the other person sees of you",
        "Let it rest for a while",
        "End this match",
    ]
    assert help_links(mentee) == active
    press(mentee, PAGE, f"{PAGE}/pause")
    assert help_links(mentee) == [link for link in active if link != "Let it rest for a while"]
    closing.end(db.session, coordinator, introduced)
    db.session.commit()
    assert help_links(mentee)[:2] == always
    assert "End this match" not in help_links(mentee)


def test_a_note_for_oneself_is_never_on_the_others_page(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    own = {"own_note": "I was nervous.", "feeling": "2"}
    press(mentee, NEW, data={**MEETING, "held_on": str(today()), **own})
    assert "I was nervous." in mentee.get(PAGE).text
    assert "I was nervous." in mentee.get("/pairs/1/meetings/1").text
    for page in (
        PAGE,
        MINE,
        "/account/data",
        "/account/data/download.json",
        "/account/data/download.html",
    ):
        assert "I was nervous." not in mentor.get(page, follow_redirects=True).text, page
    assert "We cooked." in mentor.get(PAGE).text


def test_the_other_one_keeps_something_about_the_same_meeting(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, NEW, data={**MEETING, "held_on": str(today())})
    saved = press(mentor, MINE, data={"own_note": "A good start.", "feeling": "5"})
    assert saved.location == PAGE
    assert "A good start." in mentor.get(PAGE).text
    page = mentor.get(MINE).text
    assert "A good start.</textarea>" in page
    assert "A good start." not in mentee.get(PAGE).text
    press(mentor, MINE, data={"own_note": "", "feeling": ""})
    assert "A good start." not in mentor.get(PAGE).text


def test_a_meeting_that_is_gone_meanwhile_leads_back_and_shows_what_was_typed(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, NEW, data={**MEETING, "held_on": str(today())})
    stale = hidden_fields(mentor, MINE)
    press(mentee, "/pairs/1/meetings/1/delete")
    assert mentor.get(MINE).location == PAGE
    late = mentor.post(MINE, data=stale | {"own_note": "A good start."})
    assert "A good start." in late.text, "nothing that was typed is lost"
    for unknown in ("2", "0", "-1", "x", "9" * 30):
        assert mentor.get(f"/pairs/1/meetings/{unknown}/mine").location == PAGE


def test_a_feeling_that_is_no_choice_is_refused(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    entry = MeetingEntry(today(), 60, "online", "talk", "")
    meetings.log_meeting(db.session, pair.mentee.person, pair, entry, (), Reflection())
    db.session.commit()
    assert press(mentor, MINE, data={"own_note": "", "feeling": "9"}).status_code == 422
