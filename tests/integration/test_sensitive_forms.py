"""What becomes of delicate words in the log of meetings: quoted, taken out or kept."""

import logging
import time

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Meeting, Pair
from mentorship.services.pairing import pairs
from tests.conftest import SignIn

NOTES = "We cooked. She is undocumented, her SSN is 123-45-6789."
TAKEN_OUT = "We cooked. She is, her SSN is."
ADDRESS = "/pairs/1/meetings/new"


@pytest.fixture
def mentee(introduced: Pair, sign_in: SignIn) -> FlaskClient:
    for person in (introduced.mentee.person, introduced.mentor.person):
        pairs.say_yes(db.session, person, introduced)
    db.session.commit()
    return sign_in(introduced.mentee.person)


def send(client: FlaskClient, notes: str = NOTES, **more: str) -> TestResponse:
    answers = {"held_on": str(today()), "minutes": "50", "mode": "online", "notes": notes}
    return client.post(ADDRESS, data={**answers, **more})


def warning(response: TestResponse) -> Tag | None:
    return BeautifulSoup(response.text, "html.parser").select_one(".delicate")


def answered(response: TestResponse, answer: str) -> dict[str, str]:
    """Return what the buttons of a warning send along."""
    shown = warning(response)
    button = shown.select_one(f"button[value={answer}]")
    hidden = shown.select_one("input[type=hidden]")
    return {button["name"]: button["value"], hidden["name"]: hidden["value"]}


def notes_in(response: TestResponse) -> str:
    page = BeautifulSoup(response.text, "html.parser")
    return page.find("textarea").get_text().strip()


def saved() -> list[str]:
    return [meeting.notes for meeting in db.session.query(Meeting)]


def test_delicate_words_are_quoted_before_anything_is_saved(mentee: FlaskClient) -> None:
    response = send(mentee)
    assert response.status_code == 422
    assert saved() == []
    shown = warning(response)
    assert [quote.get_text(strip=True) for quote in shown.find_all("q")] == [
        "undocumented",
        "123-45-6789",
    ]
    assert "What did you do?" in shown.find("a", href="#notes").text
    assert "immigration status" in shown.text
    assert "official document" in shown.text


def test_nothing_typed_is_lost_by_the_warning(mentee: FlaskClient) -> None:
    response = send(mentee)
    page = BeautifulSoup(response.text, "html.parser")
    assert notes_in(response) == NOTES
    assert page.find(id="minutes")["value"] == "50"
    assert page.find(id="held_on")["value"] == str(today())
    assert page.find(id="mode-online").has_attr("checked")


def test_the_warning_can_be_reached_and_is_announced(mentee: FlaskClient) -> None:
    shown = warning(send(mentee))
    assert (shown["role"], shown["tabindex"]) == ("alert", "-1")
    assert shown.find(id=shown["aria-labelledby"]).name == "h2"
    assert shown.find_parent("form").find(id="notes")
    assert not BeautifulSoup(send(mentee).text, "html.parser").select(".error-summary, .error")


def test_what_is_taken_out_is_shown_before_it_is_saved(mentee: FlaskClient) -> None:
    shown = send(mentee, **answered(send(mentee), "take_out"))
    assert shown.status_code == 422
    assert notes_in(shown) == TAKEN_OUT
    assert "We removed it." in shown.text
    assert warning(shown) is None
    assert saved() == []
    assert send(mentee, notes_in(shown)).status_code == 302
    assert saved() == [TAKEN_OUT]


def test_nobody_is_kept_from_saving_it(mentee: FlaskClient) -> None:
    assert send(mentee, **answered(send(mentee), "keep")).status_code == 302
    assert saved() == [NOTES]


def test_keeping_holds_for_other_words_around_what_was_quoted(mentee: FlaskClient) -> None:
    keep = answered(send(mentee), "keep")
    assert send(mentee, "Also: " + NOTES, **keep).status_code == 302
    assert saved() == ["Also: " + NOTES]


@pytest.mark.parametrize("added", [" Her visa expired.", " A123456789"])
def test_what_comes_in_after_the_warning_is_warned_of_too(mentee: FlaskClient, added: str) -> None:
    keep = answered(send(mentee), "keep")
    again = send(mentee, NOTES + added, **keep)
    assert again.status_code == 422
    assert len(warning(again).find_all("q")) == 3
    assert saved() == []
    assert send(mentee, NOTES + added, **answered(again, "keep")).status_code == 302


def test_keep_alone_keeps_nothing_that_was_never_quoted(mentee: FlaskClient) -> None:
    assert send(mentee, delicate="keep").status_code == 422
    assert send(mentee, delicate="keep", delicate_quoted="x " * 9).status_code == 422
    assert saved() == []


def test_taking_it_out_by_hand_is_enough(mentee: FlaskClient) -> None:
    quoted = answered(send(mentee), "take_out")
    assert send(mentee, "We cooked.", **quoted).status_code == 302
    assert saved() == ["We cooked."]


def test_an_ordinary_mistake_is_told_first(mentee: FlaskClient) -> None:
    response = send(mentee, minutes="many")
    assert response.status_code == 422
    assert warning(response) is None
    assert notes_in(response) == NOTES


def test_the_page_carries_no_readable_copy_of_what_was_quoted_in_its_mark(
    mentee: FlaskClient,
) -> None:
    marks = answered(send(mentee), "keep")["delicate_quoted"]
    assert "undocumented" not in marks
    assert all(len(mark) == 64 for mark in marks.split())


def test_no_log_repeats_it(mentee: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    send(mentee, **answered(send(mentee), "keep"))
    assert "undocumented" not in caplog.text
    assert "123-45-6789" not in caplog.text


def test_what_is_too_long_is_shortened_before_anything_else(mentee: FlaskClient) -> None:
    began = time.process_time()
    response = send(mentee, "无" * 50_000 + "证" * 50_000, delicate="take_out")
    assert response.status_code == 422
    assert time.process_time() - began < 5
