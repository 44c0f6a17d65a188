"""Nothing that people typed is lost: a refused form is shown again, to its writer alone."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse
from wtforms import PasswordField

from mentorship.account import forms as account_forms
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Concern, Meeting, Pair, Person, UnsentForm
from mentorship.services import readings
from mentorship.services.accounts import passwords, two_factor
from mentorship.services.pairs import closing
from mentorship.web import sessions
from mentorship.web.fields import PageForm
from mentorship.web.unsent_forms import SECRET_FIELDS
from tests.conftest import Applicant, SignIn
from tests.factories import FORM, PASSWORD, accept_introduction, make_person
from tests.integration.form_answers import steps
from tests.integration.situations import add_undecided_board, make_rows
from tests.integration.test_import_pages import ImportClient, csv_of, importer

__all__ = ["importer"]  # a fixture

WORDS = "We read a long poem together, and Ñawi was glad."
MEETING, END = "/pairs/1/meetings/new", "/pairs/1/end"
TYPED = {
    "held_on": str(now().date()),
    "minutes": "50",
    "mode": "online",
    "purpose": "talk",
    "notes": WORDS,
}
SHOWN_AGAIN = {**TYPED, "mode": ["online"], "purpose": ["talk"]}


@pytest.fixture
def tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def pair(introduced: Pair, tokens: None) -> Pair:
    """Return a pair that has begun to meet; forms need a valid token."""
    accept_introduction(introduced)
    db.session.commit()
    return introduced


def form_of(page: str) -> dict[str, Any]:
    """Return the fields of the form of a page, as a browser would send them."""
    form = BeautifulSoup(page, "html.parser").select_one("#page-form")
    fields: dict[str, Any] = {}
    for field in form.select("input[name], textarea, select"):
        name, kind = str(field["name"]), field.get("type")
        if kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                fields.setdefault(name, []).append(field["value"])
        elif field.name == "select":
            selected = field.select_one("option[selected]") or field.select_one("option")
            fields[name] = selected["value"]
        else:
            fields[name] = field.get("value") or field.get_text().removeprefix("\r\n")
    return fields


def open_form(client: FlaskClient, url: str, **typed: Any) -> dict[str, Any]:
    return form_of(client.get(url).text) | typed


def sign_out(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/account").text, "html.parser")
    token = page.select_one("form[action='/sign-out'] input")["value"]
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 302


def grow_old(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["signed_in"] = int(time.time()) - sessions.SESSION_SECONDS - 1


def end_all_sessions(_client: FlaskClient) -> None:
    passwords.end_sessions(db.session.query(Pair).one().mentee.person)
    db.session.commit()


def change_password(_client: FlaskClient) -> None:
    passwords.set_password(db.session.query(Pair).one().mentee.person, "battery horse correct")
    db.session.commit()


def lose_cookie(client: FlaskClient) -> None:
    client.delete_cookie("session")


EndSession = Callable[[FlaskClient], None]
SESSION_ENDS: list[EndSession] = [
    sign_out,
    grow_old,
    end_all_sessions,
    change_password,
    lose_cookie,
]
FORMS = [(MEETING, "notes"), pytest.param(END, "concern", marks=pytest.mark.slow)]


@pytest.mark.parametrize("end_session", SESSION_ENDS)
@pytest.mark.parametrize(("url", "field"), FORMS)
def test_what_was_typed_is_there_again_after_signing_in(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn, end_session: EndSession, url: str, field: str
) -> None:
    typed = TYPED if url == MEETING else {field: WORDS}
    sent = open_form(mentee, url, **typed)
    end_session(mentee)
    refused = mentee.post(url, data=sent)
    assert (refused.status_code, refused.location) == (302, f"/sign-in?next={url}")
    page = mentee.get(refused.location).text
    assert "Sign in again within an hour" in page
    assert WORDS not in page
    again = sign_in(pair.mentee.person)
    page = again.get(url).text
    assert "is here again. It is not saved yet." in page
    assert form_of(page).items() >= (SHOWN_AGAIN if url == MEETING else typed).items()
    assert db.session.query(Meeting).count() + db.session.query(Concern).count() == 0
    assert again.post(url, data=form_of(page)).location == "/pairs/1"
    assert db.session.query(Meeting).count() + db.session.query(Concern).count() == 1
    assert db.session.query(UnsentForm).count() == 0


def test_a_person_who_signs_in_afterwards_never_sees_the_words(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn
) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    sign_out(mentee)
    mentee.post(MEETING, data=sent)
    other = sign_in(pair.mentor.person)
    assert WORDS not in other.get(MEETING).text
    assert WORDS not in other.post(MEETING, data=sent).text
    assert WORDS in sign_in(pair.mentee.person).get(MEETING).text


@pytest.mark.parametrize("with_token", [False, True])
def test_a_form_of_somebody_else_is_kept_for_them_and_not_saved(
    app: Flask, pair: Pair, mentee: FlaskClient, sign_in: SignIn, with_token: bool
) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    other = sign_in(pair.mentor.person)
    if with_token:
        sent |= {"csrf_token": open_form(other, MEETING)["csrf_token"]}
        sent |= {"seen": open_form(other, MEETING)["seen"]}
    refused = other.post(MEETING, data=sent)
    assert refused.status_code == 409
    assert "Somebody else wrote this" in refused.text
    assert WORDS not in refused.text
    assert db.session.query(Meeting).count() == 0
    assert WORDS in mentee.get(MEETING).text


def test_a_second_factor_in_between_leads_back_to_the_words(
    pair: Pair, mentee: FlaskClient
) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    person = pair.mentee.person
    person.totp_secret = two_factor.new_secret()
    code = two_factor.new_recovery_codes(db.session, person)[0]
    passwords.set_password(person, PASSWORD)
    db.session.commit()
    asked = mentee.post(MEETING, data=sent).location
    name = {"name": person.sign_in_name, "password": PASSWORD}
    asked = mentee.post(asked, data=open_form(mentee, asked, **name)).location
    assert asked == f"/sign-in/two-factor?next={MEETING}"
    page = mentee.post(asked, data=open_form(mentee, asked, code=code))
    assert page.location == MEETING
    assert form_of(mentee.get(MEETING).text)["notes"] == WORDS


def test_a_renewed_token_asks_to_send_the_same_words_once_more(mentee: FlaskClient) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    with mentee.session_transaction() as session:
        del session["csrf_token"]
    refused = mentee.post(MEETING, data=sent)
    assert refused.status_code == 400
    assert "Please send it once more" in refused.text
    assert form_of(refused.text).items() >= SHOWN_AGAIN.items()
    assert db.session.query(Meeting).count() == 0
    assert mentee.post(MEETING, data=form_of(refused.text)).status_code == 302


def test_a_renewed_token_keeps_what_was_typed_to_sign_up(tokens: None, client: FlaskClient) -> None:
    refused = client.post("/sign-up/user-name", data={"name": "mei", "password": PASSWORD})
    assert refused.status_code == 400
    assert form_of(refused.text)["name"] == "mei"
    assert PASSWORD not in refused.text


@pytest.mark.parametrize("url", ["/sign-up/user-name", "/sign-in?next=/account", "/sign-up/email"])
def test_a_page_without_an_account_keeps_what_was_typed_in_another_language(
    tokens: None, mailbox: object, client: FlaskClient, url: str
) -> None:
    field = "email" if url.endswith("email") else "name"
    sent = open_form(client, url, **{field: "mei@example.org", "switch_language": "es"})
    page = client.post(url, data={**sent, "password": PASSWORD})
    assert (page.status_code, 'lang="es"' in page.text) == (200, True)
    assert form_of(page.text)[field] == "mei@example.org"
    assert PASSWORD not in page.text


def test_every_step_keeps_what_was_typed_in_another_language(
    tokens: None, applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentor", "mei@example.org", "draft")
    before = dict(application.profile.answers)
    phone, languages = sign_in(application.person), ["es", "en"]
    for number, step in enumerate(steps("mentor")):
        url, language = f"/join/1/mentor/{step}", languages[number % 2]
        typed = open_form(phone, url) | FORM[step]
        page = phone.post(url, data={**typed, "switch_language": language})
        assert (page.status_code, f'<html lang="{language}"' in page.text) == (200, True), step
        shown = form_of(page.text)
        for name, value in FORM[step].items():
            chosen = [value] if name in {"capacity"} else value
            assert shown.get(name, []) == chosen, (step, name)
    db.session.refresh(application.profile)
    assert application.profile.answers == before
    assert application.person.language == "es"


def test_a_language_switched_after_the_session_ended_keeps_the_words_for_sign_in(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn
) -> None:
    for end in (sign_out, end_all_sessions):
        mentee = sign_in(pair.mentee.person)
        sent = open_form(mentee, MEETING, **TYPED, switch_language="es")
        end(mentee)
        assert mentee.post(MEETING, data=sent).location == f"/sign-in?next={MEETING}"
        assert WORDS in sign_in(pair.mentee.person).get(MEETING).text


def test_a_stale_form_shows_the_words_beside_what_changed(mentee: FlaskClient) -> None:
    sent = open_form(mentee, MEETING, **TYPED, seen="0" * 128)
    refused = mentee.post(MEETING, data=sent)
    assert refused.status_code == 409
    assert "since you opened the page" in refused.text
    assert form_of(refused.text)["notes"] == WORDS
    assert mentee.post(MEETING, data=form_of(refused.text)).location == "/pairs/1"


@pytest.mark.parametrize(("url", "field"), FORMS)
def test_words_for_a_match_that_ended_meanwhile_can_be_copied(
    pair: Pair, mentee: FlaskClient, url: str, field: str
) -> None:
    sent = open_form(mentee, url, **{**TYPED, field: WORDS})
    closing.end(db.session, pair.mentor.person, pair)
    db.session.commit()
    refused = mentee.post(url, data=sent)
    assert refused.status_code == 409
    assert "has ended since you opened the page" in refused.text
    copied = BeautifulSoup(refused.text, "html.parser").select_one("blockquote").get_text()
    assert copied.strip() == WORDS


def test_words_for_what_is_gone_can_be_copied(
    tokens: None, applicant: Applicant, sign_in: SignIn
) -> None:
    application = applicant("mentee", "mei@example.org", "draft")
    phone = sign_in(application.person)
    sent = open_form(phone, "/join/1/mentee/goals", goals=WORDS)
    db.session.delete(application)
    db.session.commit()
    refused = phone.post("/join/1/mentee/goals", data=sent)
    assert refused.status_code == 404
    assert WORDS in refused.text


@pytest.mark.parametrize(("length", "status"), [(2_500, 422), (19_000, 422), (200_000, 413)])
def test_a_text_that_is_too_long_is_there_to_be_shortened(
    mentee: FlaskClient, length: int, status: int
) -> None:
    sent = open_form(mentee, MEETING, **TYPED | {"notes": "a" * length})
    refused = mentee.post(MEETING, data=sent)
    assert refused.status_code == status
    assert len(form_of(refused.text)["notes"]) >= min(length, 20_000)


def test_a_huge_body_is_refused_without_being_read(mentee: FlaskClient) -> None:
    sent = open_form(mentee, MEETING, **TYPED | {"notes": "a" * 600_000})
    assert mentee.post(MEETING, data=sent).status_code == 413


def test_typed_words_can_be_removed(pair: Pair, mentee: FlaskClient, sign_in: SignIn) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    sign_out(mentee)
    mentee.post(MEETING, data=sent)
    again = sign_in(pair.mentee.person)
    removed = again.post(MEETING, data=open_form(again, MEETING, discard_unsent="y"))
    assert removed.location == MEETING
    assert WORDS not in again.get(MEETING).text
    assert db.session.query(UnsentForm).count() == db.session.query(Meeting).count() == 0


def test_the_password_asked_for_again_keeps_the_new_address(
    tokens: None, mailbox: object, app: Flask, sign_in: SignIn
) -> None:
    client = sign_in(make_person("mei@example.org", "password"))
    sent = open_form(client, "/account/email", email="new@example.org")
    with client.session_transaction() as session:
        session["password_confirmed"] = 0
    asked = client.post("/account/email", data=sent).location
    assert asked == "/confirm-password?next=/account/email"
    assert client.post(asked, data=open_form(client, asked, password=PASSWORD)).status_code == 302
    assert form_of(client.get("/account/email").text)["email"] == "new@example.org"


def test_the_choices_of_an_idle_coordinator_are_there_again(
    app: Flask, importer: ImportClient, coordinator: Person
) -> None:
    importer.upload(csv_of([{"Heritage": "Zapotec"}]))
    client, url = importer.client, f"/imports/{importer.sheet.id}/columns"
    sent = open_form(client, url, heritage="Heritage", notice="2026-09-09")
    with client.session_transaction() as session:
        session["last_seen"] = int(time.time()) - sessions.STAFF_IDLE_SECONDS - 1
    assert client.post(url, data=sent).location == f"/sign-in?next={url}"
    with client.session_transaction() as session:
        at = int(time.time())
        session["_user_id"] = coordinator.fs_uniquifier
        session["signed_in"] = session["last_seen"] = session["password_confirmed"] = at
    assert form_of(client.get(url).text).items() >= {"notice": "2026-09-09"}.items()


@pytest.mark.parametrize(
    ("page", "typed"),
    [("note", {"text": WORDS}), ("reject", {"text": WORDS, "reason": ["too_far:mentor"]})],
)
def test_words_about_a_suggestion_are_there_again_for_an_idle_coordinator(
    tokens: None, coordinator: Person, sign_in: SignIn, page: str, typed: dict[str, Any]
) -> None:
    rows = make_rows("suggested")
    db.session.add_all(rows.values())
    db.session.commit()
    add_undecided_board(rows)
    readings.record_reading(db.session, coordinator, rows["suggestion"])
    db.session.commit()
    staff, url = sign_in(coordinator), f"/suggestions/{rows['suggestion'].id}/{page}"
    sent = open_form(staff, url, **typed)
    with staff.session_transaction() as session:
        session["last_seen"] = int(time.time()) - sessions.STAFF_IDLE_SECONDS - 1
    assert staff.post(url, data=sent).location == f"/sign-in?next={url}"
    shown = sign_in(coordinator).get(url).text
    assert "is here again. It is not saved yet." in shown
    assert form_of(shown).items() >= typed.items()


@pytest.mark.parametrize(
    "change",
    [
        lambda tag: re.sub(r"^[0-9]+", "2", tag),
        lambda tag: re.sub(r"\.([0-9]+)\.", ".1.", tag),
        lambda _tag: "",
    ],
)
def test_a_form_that_does_not_prove_its_writer_is_not_kept(
    mentee: FlaskClient, change: Callable[[str], str]
) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    sent["written_by"] = change(sent["written_by"])
    sign_out(mentee)
    response = mentee.post(MEETING, data=sent)
    assert WORDS not in response.text
    assert "Sign in again within an hour" not in response.text
    assert db.session.query(UnsentForm).count() == 0


@contextmanager
def statements() -> Iterator[list[str]]:
    executed: list[str] = []

    def note(*arguments: Any) -> None:
        executed.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    yield executed
    event.remove(db.engine, "before_cursor_execute", note)


def test_the_words_are_in_no_url_cookie_log_or_file_and_reading_writes_nothing(
    pair: Pair,
    mentee: FlaskClient,
    sign_in: SignIn,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = open_form(mentee, MEETING, **TYPED)
    sign_out(mentee)
    refused = mentee.post(MEETING, data=sent)
    with statements() as executed:
        assert WORDS in sign_in(pair.mentee.person).get(MEETING).text
    assert not [sql for sql in executed if not sql.lstrip().startswith("SELECT")]
    with mentee.session_transaction() as session:
        assert "poem" not in repr(session)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"poem" not in raw + caplog.text.encode() + str(refused.location).encode()


def page_forms() -> list[type[PageForm]]:
    return [form for form in vars(account_forms).values() if isinstance(form, type)
            and issubclass(form, PageForm)]  # fmt: skip


def test_no_password_and_no_code_is_ever_kept() -> None:
    secrets = {
        name
        for form in page_forms()
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordField or name in {"code", "secret"}
    }
    assert {"password", "again", "current", "code", "secret"} <= secrets <= SECRET_FIELDS


def test_a_new_password_typed_before_a_sign_out_is_not_kept(tokens: None, sign_in: SignIn) -> None:
    client = sign_in(make_person("mei@example.org", "password"))
    secret = {"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}
    sent = open_form(client, "/account/password", **secret)
    sign_out(client)
    assert client.post("/account/password", data=sent).location == "/sign-in"
    assert db.session.query(UnsentForm).count() == 0


def leave_quickly(client: FlaskClient, url: str, **typed: Any) -> TestResponse:
    """Leave by the button of a page, which sends the page's form if the person asked for that."""
    page = client.get(url).text
    button = BeautifulSoup(page, "html.parser").select_one(".quick-exit button")
    if not button.has_attr("form"):
        token = BeautifulSoup(page, "html.parser").select_one(".quick-exit input")["value"]
        return client.post("/exit", data={"csrf_token": token})
    sent = form_of(page) | typed | {button["name"]: button["value"]}
    return client.post(button["formaction"], data=sent)


@pytest.mark.parametrize("asked_for", [False, True])
def test_leaving_quickly_keeps_what_is_typed_only_for_whom_asked(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn, asked_for: bool
) -> None:
    settings = "/account/quick-exit"
    choice = {"keeps_typed": "y"} if asked_for else {}
    assert mentee.post(settings, data=open_form(mentee, settings) | choice).status_code == 302
    assert leave_quickly(mentee, MEETING, **TYPED).location == "/measures"
    shown = sign_in(pair.mentee.person).get(MEETING).text
    assert (WORDS in shown) is asked_for
    assert db.session.query(UnsentForm).count() == asked_for


def test_leaving_quickly_forgets_what_was_kept_after_a_sign_out(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn
) -> None:
    sent = open_form(mentee, MEETING, **TYPED)
    sign_out(mentee)
    mentee.post(MEETING, data=sent)
    leave_quickly(sign_in(pair.mentee.person), "/home")
    assert db.session.query(UnsentForm).count() == 0


def test_nobody_is_kept_from_leaving_by_a_form_of_somebody_else(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn
) -> None:
    other = sign_in(pair.mentor.person)
    sent = open_form(other, MEETING) | {"written_by": open_form(mentee, MEETING)["written_by"]}
    assert other.post("/exit", data=sent).location == "/measures"


def test_meanings_are_not_shown_for_other_answers_than_they_were_chosen_for(
    app: Flask, importer: ImportClient
) -> None:
    importer.upload(csv_of([{"Which languages do you speak?": "Klingon, Quenya"}]))
    importer.send("columns")
    client, url = importer.client, f"/imports/{importer.sheet.id}/answers"
    name, page = "answer-0-means", client.get(url).text
    meaning = BeautifulSoup(page, "html.parser").select(f"[name={name}] option")[-1]["value"]
    typed = form_of(page) | {name: meaning, "switch_language": "es"}
    assert form_of(client.post(url, data=typed).text)[name] == meaning
    assert form_of(client.post(url, data=typed | {"asked": "0" * 64}).text)[name] != meaning


def test_a_form_with_an_error_of_the_service_keeps_its_words(
    mentee: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, sentence in ((UserFacingError("Not today."), "Not today."),
                            (StaleDataError(), "deleted at the same moment")):  # fmt: skip

        def refuse(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("mentorship.pairs.meeting_views.meetings.log_meeting", refuse)
        refused = mentee.post(MEETING, data=open_form(mentee, MEETING, **TYPED))
        assert (refused.status_code, sentence in refused.text) == (409, True)
        assert form_of(refused.text)["notes"] == WORDS
