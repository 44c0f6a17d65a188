"""The end of a match through its pages: planned, taken back, said, and looked back on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import Closure, ExitForm, Pair, PairState, Person
from mentorship.services import personal_data
from mentorship.services.pairs import closing, exit_forms, meetings
from mentorship.services.pairs.exit_forms import ExitEntry
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import SignIn
from tests.page_forms import hidden_fields, open_page, press

PAGE, END, PLAN = "/pairs/1", "/pairs/1/end", "/pairs/1/closing"
CANCEL, GOODBYE = f"{PLAN}/cancel", f"{PLAN}/goodbye"
EXIT_FORM, CERTIFICATE = "/pairs/1/exit-form", "/pairs/1/certificate"
ANSWERS = {
    "rating": "4",
    "good": "The songs we sang.",
    "better": "",
    "stays_in_touch": "yes",
    "takes_more": "no",
}
TOLD = {key: value for key, value in ANSWERS.items() if key != "stays_in_touch"}


@pytest.fixture
def ended(pair: Pair) -> Pair:
    closing.end(db.session, pair.mentor.person, pair)
    db.session.commit()
    return pair


def plan(client: FlaskClient, days: int = 7, closure: str = "expected") -> str:
    data = {"closure": closure, "closes_on": str(today() + timedelta(days=days))}
    return press(client, PLAN, data=data, follow_redirects=True).text


def text_of(client: FlaskClient, url: str = PAGE) -> str:
    """Return the text of the main part of a page."""
    main = BeautifulSoup(client.get(url).text, "html.parser").main
    assert main is not None
    return " ".join(main.text.split())


def state_of(pair: Pair) -> PairState:
    db.session.refresh(pair)
    return pair.state


@pytest.mark.parametrize("closure", ["expected", "early"])
def test_the_page_offers_three_ways_to_end_and_a_goodbye_has_a_day(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient, closure: str
) -> None:
    offered = text_of(mentee, END)
    for way in ("at the end we planned", "stop earlier, and say goodbye", "I want to stop now"):
        assert way in offered
    chosen = BeautifulSoup(mentee.get(f"{PLAN}?closure={closure}").text, "html.parser")
    assert [item["value"] for item in chosen.select("input[checked]")] == [closure]
    assert "Your match ends on" in plan(mentee, closure=closure)
    for client in (mentee, mentor):
        page = text_of(client)
        assert "Your match ends on" in page
        assert "Say thank you and goodbye" in page
        assert "@example.org" in page, "they still see how to reach each other"
    assert state_of(pair) is PairState.ACTIVE


@pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True), (60, True), (61, False)])
def test_the_last_meeting_is_today_or_in_the_next_sixty_days(
    pair: Pair, mentee: FlaskClient, days: int, *, is_taken: bool
) -> None:
    assert ("Enter a day in the next 60 days" in plan(mentee, days)) is not is_taken
    db.session.refresh(pair)
    assert (pair.closes_on is not None) is is_taken


def test_on_the_day_the_page_asks_and_one_tap_ends_it(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    plan(mentee, days=0)
    for _visit in range(2):
        assert "Have you said goodbye?" in text_of(mentor)
    assert state_of(pair) is PairState.ACTIVE, "no visit ends it"
    page = press(mentor, PAGE, GOODBYE, follow_redirects=True).text
    assert "Your match has ended." in page
    assert state_of(pair) is PairState.CLOSED
    assert pair.closure is Closure.EXPECTED
    assert "Look back on your match" in text_of(mentee)


def test_either_changes_the_day_or_goes_on(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    plan(mentee)
    assert str(today() + timedelta(days=7)) in mentor.get(PLAN).text, "the day is filled in"
    plan(mentor, days=9, closure="early")
    db.session.refresh(pair)
    assert (pair.closes_on, pair.closure) == (today() + timedelta(days=9), Closure.EARLY)
    assert "Your match goes on" in press(mentee, PAGE, CANCEL, follow_redirects=True).text
    assert "Your match ends on" not in text_of(mentor)


def test_a_plan_that_changed_meanwhile_is_read_before_anything_is_done(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    plan(mentee)
    stale = {url: hidden_fields(mentor, PAGE, url) for url in (CANCEL, GOODBYE)}
    plan(mentee, days=3)
    for url, fields in stale.items():
        page = mentor.post(url, data=fields, follow_redirects=True).text
        assert "The planned end of your match has changed since you opened the page." in page
    assert (state_of(pair), pair.closes_on) == (PairState.ACTIVE, today() + timedelta(days=3))


def test_a_new_plan_keeps_nobody_from_stopping_now(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    opened = hidden_fields(mentee, END)
    plan(mentor)
    mentee.post(END, data=opened)
    assert state_of(pair) is PairState.CLOSED


def test_the_page_of_an_ended_match_says_what_is_kept_and_asks_how_it_was(
    ended: Pair, mentee: FlaskClient
) -> None:
    page = text_of(mentee)
    for sentence in (
        "Matches end for many reasons",
        "Look back on your match",
        "Certificate of your hours",
        "deletes their account, all of it is erased for both of you at once",
        "No coordinator reads your notes",
    ):
        assert sentence in page
    assert mentee.get(PLAN).location == mentee.get(END).location == PAGE


def test_an_introduction_that_ended_asks_nothing(
    introduced: Pair, sign_in: SignIn, coordinator: Person
) -> None:
    client = sign_in(introduced.mentee.person)
    closing.end(db.session, coordinator, introduced)
    db.session.commit()
    assert "Look back" not in text_of(client)
    assert client.get(EXIT_FORM).location == client.get(CERTIFICATE).location == PAGE


def test_what_somebody_says_is_kept_and_shown_to_nobody_but_them(
    ended: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    page = press(mentee, EXIT_FORM, data=ANSWERS, follow_redirects=True).text
    assert "Thank you for looking back" in page
    assert "Nobody else is suggested to you in this round" in page
    again = BeautifulSoup(mentee.get(EXIT_FORM).text, "html.parser")
    checked = {item["name"]: item["value"] for item in again.select("input[checked]")}
    assert checked == {"rating": "4", "stays_in_touch": "yes", "takes_more": "no"}
    assert "The songs we sang." in again.text
    for url in (PAGE, EXIT_FORM, "/home", "/account/data", "/account/data/download.json"):
        assert "The songs we sang." not in mentor.get(url).text


def test_coordinators_read_what_both_said_and_not_who_would_stay_in_touch(
    ended: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    entry = ExitEntry(2, "Her stories.", "More time.", stays_in_touch=True, takes_more=True)
    exit_forms.save(db.session, ended.mentee.person, ended, entry)
    db.session.commit()
    page = open_page(sign_in(coordinator), "/matches/1").text
    for part in ("What they say after the end", "2 · Not so good", "Her stories.", "More time."):
        assert part in page
    assert "in touch" not in page


def test_only_two_yeses_show_contact_again_and_nobody_reads_of_a_no(
    ended: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    clients = ((mentee, "mentor@example.org"), (mentor, "mentee@example.org"))
    press(mentee, EXIT_FORM, data=ANSWERS, follow_redirects=True)
    before = text_of(mentee)
    assert "If the other person says so too" in before
    press(mentor, EXIT_FORM, data={**ANSWERS, "stays_in_touch": "no"})
    assert text_of(mentee) == before, "a no looks like no answer"
    press(mentor, EXIT_FORM, data=ANSWERS)
    for client, address in clients:
        page = text_of(client)
        assert address in page
        assert "You both want to stay in touch" in page
        assert "no longer see each other's contact details" not in page
    press(mentor, EXIT_FORM, data={**ANSWERS, "stays_in_touch": "no"})
    for client, address in clients:
        assert address not in client.get(PAGE).text
    assert text_of(mentee) == before


def test_after_a_coordinator_ended_it_two_yeses_show_no_contact(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient, coordinator: Person
) -> None:
    """Both are asked alike, so that the form does not tell who ended it."""
    closing.end(db.session, coordinator, pair)
    db.session.commit()
    for client in (mentee, mentor):
        press(client, EXIT_FORM, data=ANSWERS)
        assert "You both want to stay in touch" not in text_of(client, PAGE)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**ANSWERS, "rating": ""}, "Choose how it was for you"),
        (TOLD, "Choose whether you would like to stay in touch"),
        ({**ANSWERS, "good": "x" * 2001}, "Keep it to 2,000 characters"),
        ({**ANSWERS, "good": "She is undocumented."}, "Do you want to write this down?"),
    ],
)
def test_what_cannot_be_kept_is_shown_again(
    ended: Pair, mentee: FlaskClient, data: dict[str, str], sentence: str
) -> None:
    response = press(mentee, EXIT_FORM, data=data)
    assert response.status_code == 422
    assert sentence in response.text
    assert db.session.query(ExitForm).count() == 0


def test_the_certificate_is_in_the_readers_language_and_names_nobody_else(
    pair: Pair, mentor: FlaskClient
) -> None:
    pair.started_at = now() - timedelta(days=30)
    entry = MeetingEntry(today(), 75, "online", "talk", "Cooked, and sang.")
    meetings.log_meeting(db.session, pair.mentee.person, pair, entry)
    db.session.commit()
    page = text_of(mentor, CERTIFICATE)
    for part in ("mentor took part as a mentor.", "Meetings 1", "Hours 1.25", "Common Thread"):
        assert part in page
    for other in ("mentee", "Cooked"):
        assert other not in page
    mentor.post("/language", data={"language": "es", "page": CERTIFICATE})
    assert "1,25" in text_of(mentor, CERTIFICATE)


def test_the_copy_of_ones_data_has_how_it_ended_and_the_own_form_alone(
    ended: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    entry = ExitEntry(2, "Her stories.", "More time.", stays_in_touch=True, takes_more=True)
    exit_forms.save(db.session, ended.mentee.person, ended, entry)
    db.session.commit()
    own = mentee.get("/account/data/download.json").json["pairs"][0]
    assert own["how_it_ended"] == "sudden"
    said = {name: own["exit_form"][name] for name in ("rating", "good", "better")}
    assert said == {"rating": 2, "good": "Her stories.", "better": "More time."}
    assert own["exit_form"]["stays_in_touch"] is True
    assert mentor.get("/account/data/download.json").json["pairs"][0]["exit_form"] is None
    for url in ("/account/data", "/account/data/download.html"):
        page = mentee.get(url).text
        for part in ("It ended at once", "Not so good", "Her stories.", "More time."):
            assert part in page
        assert "Her stories." not in mentor.get(url).text


def test_a_planned_end_is_in_the_copy_of_ones_data(pair: Pair, mentee: FlaskClient) -> None:
    plan(mentee)
    (own,) = personal_data.export(db.session, pair.mentee.person)["pairs"]
    assert own["ends_on"] == today() + timedelta(days=7)
    assert own["how_it_ended"] is None, "it has not ended"
    assert "Ends on" in mentee.get("/account/data").text
