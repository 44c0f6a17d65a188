"""Sensitive words in the meeting log: shown before saving, then removed or kept."""

import logging

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Meeting, Pair
from mentorship.web import sensitive_forms
from tests.conftest import SignIn
from tests.factories import accept_introduction
from tests.page_forms import press

NOTES = "We cooked. She is undocumented, her SSN is 123-45-6789."
REDACTED = "We cooked. She is, her SSN is."
URL = "/pairs/1/meetings/new"


@pytest.fixture
def mentee(introduced: Pair, sign_in: SignIn) -> FlaskClient:
    return sign_in(accept_introduction(introduced).mentee.person)


def send(client: FlaskClient, notes: str = NOTES, **more: str) -> TestResponse:
    answers = {
        "held_on": str(today()),
        "minutes": "50",
        "mode": "online",
        "purpose": "talk",
        "notes": notes,
    }
    return press(client, URL, data={**answers, **more})


def warning(response: TestResponse) -> Tag | None:
    return BeautifulSoup(response.text, "html.parser").select_one(".sensitive-text")


def decision(response: TestResponse, value: str) -> dict[str, str]:
    """Return the form fields that a button of the warning sends."""
    shown = warning(response)
    button = shown.select_one(f"button[value={value}]")
    hidden = shown.select_one("input[type=hidden]")
    return {str(field["name"]): str(field["value"]) for field in (button, hidden)}


def notes_in(response: TestResponse) -> str:
    page = BeautifulSoup(response.text, "html.parser")
    return page.find("textarea").get_text().strip()


def saved_notes() -> list[str]:
    return [meeting.notes for meeting in db.session.query(Meeting)]


def test_sensitive_words_are_shown_before_anything_is_saved(mentee: FlaskClient) -> None:
    response = send(mentee)
    assert response.status_code == 422
    assert saved_notes() == []
    shown = warning(response)
    assert [words.get_text(strip=True) for words in shown.find_all("q")] == [
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


def test_the_warning_can_be_focused_and_is_announced(mentee: FlaskClient) -> None:
    shown = warning(send(mentee))
    assert (shown["role"], shown["tabindex"]) == ("alert", "-1")
    assert shown.find(id=shown["aria-labelledby"]).name == "h2"
    assert shown.find_parent("form").find(id="notes")
    assert not BeautifulSoup(send(mentee).text, "html.parser").select(".error-summary, .error")


def test_redacted_text_is_shown_before_it_is_saved(mentee: FlaskClient) -> None:
    shown = send(mentee, **decision(send(mentee), "remove"))
    assert shown.status_code == 422
    assert notes_in(shown) == REDACTED
    assert "We removed it." in shown.text
    assert warning(shown) is None
    assert saved_notes() == []
    assert send(mentee, notes_in(shown)).status_code == 302
    assert saved_notes() == [REDACTED]


def test_kept_words_are_saved(mentee: FlaskClient) -> None:
    assert send(mentee, **decision(send(mentee), "keep")).status_code == 302
    assert saved_notes() == [NOTES]


def test_keeping_still_applies_when_other_text_changes(mentee: FlaskClient) -> None:
    keep = decision(send(mentee), "keep")
    assert send(mentee, "Also: " + NOTES, **keep).status_code == 302
    assert saved_notes() == ["Also: " + NOTES]


@pytest.mark.parametrize("added", [" Her visa expired.", " A123456789"])
def test_sensitive_words_added_after_the_warning_cause_another_warning(
    mentee: FlaskClient, added: str
) -> None:
    keep = decision(send(mentee), "keep")
    again = send(mentee, NOTES + added, **keep)
    assert again.status_code == 422
    assert len(warning(again).find_all("q")) == 3
    assert saved_notes() == []
    assert send(mentee, NOTES + added, **decision(again, "keep")).status_code == 302


def test_keep_without_a_shown_warning_saves_nothing(mentee: FlaskClient) -> None:
    assert send(mentee, sensitive="keep").status_code == 422
    assert send(mentee, sensitive="keep", sensitive_shown="x " * 9).status_code == 422
    assert saved_notes() == []


def test_text_corrected_by_hand_is_saved(mentee: FlaskClient) -> None:
    removed = decision(send(mentee), "remove")
    assert send(mentee, "We cooked.", **removed).status_code == 302
    assert saved_notes() == ["We cooked."]


def test_other_errors_come_before_the_warning(mentee: FlaskClient) -> None:
    response = send(mentee, minutes="many")
    assert response.status_code == 422
    assert warning(response) is None
    assert notes_in(response) == NOTES


def test_digests_on_the_page_do_not_reveal_the_words(
    mentee: FlaskClient,
) -> None:
    digests = decision(send(mentee), "keep")["sensitive_shown"]
    assert "undocumented" not in digests
    assert all(len(digest) == 64 for digest in digests.split())


def test_sensitive_words_are_not_logged(
    mentee: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    send(mentee, **decision(send(mentee), "keep"))
    assert "undocumented" not in caplog.text
    assert "123-45-6789" not in caplog.text


@pytest.mark.parametrize(("length", "status"), [(1_001, 422), (5_000, 422), (50_000, 413)])
def test_text_that_is_too_long_is_refused_before_it_is_searched(
    mentee: FlaskClient, monkeypatch: pytest.MonkeyPatch, length: int, status: int
) -> None:
    searched: list[str] = []
    monkeypatch.setattr(sensitive_forms, "find_sensitive_text", searched.append)
    response = send(mentee, "无" * length + "证" * length, sensitive="remove")
    assert response.status_code == status
    assert searched == []
