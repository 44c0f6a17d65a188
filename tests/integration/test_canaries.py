"""Nothing that people write is in a URL, a log line, a job, a cookie, an email or a plain column.

A word that occurs nowhere else is written into every field of every form that the people of a
round can reach. Each form is sent twice, first to a database that fails and repeats the word in
its error.
"""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from mentorship.clock import today
from mentorship.extensions import Base, db
from mentorship.log_format import LogFormatter
from mentorship.models import ADMINISTRATOR, Application, Pair, Person, Role, Round, Suggestion
from tests.architecture.test_rules import PLAIN_TEXT
from tests.conftest import Mailbox, SignIn, SignUp
from tests.crawler import Crawler, Fields, urls_in
from tests.factories import (
    accept_introduction,
    introduce,
    make_administrator,
    make_application,
    make_match_run,
    make_viewer,
)
from tests.integration.form_answers import apply
from tests.page_forms import press
from tests.page_linter import LintingClient

CANARY = "zqxvbn"
PHONE = "+1 213 555 7391"
CANARIES = (CANARY, PHONE, "5557391")
MENTEE = f"{CANARY}-mentee@example.org"
FORM_ANSWERS: dict[str, dict[str, Any]] = {
    "name": {"name": f"{CANARY} name", "pronunciation": f"{CANARY} pronunciation"},
    "contact": {"phone": PHONE},
    "communities": {"communities": ["latino"], "heritage": f"{CANARY} heritage"},
    "languages": {"languages-0-language": "en", "languages-0-comfort": "fluent"},
    "goals": {"goals": f"{CANARY} goals"},
}
PUBLIC_COLUMNS = {
    column for column, reason in PLAIN_TEXT.items() if reason.endswith("for all to see")
}
# Forms that would end the crawl, or the account of the person who crawls.
LEFT_ALONE = {
    "account.change_password",
    "auth.quick_exit",
    "auth.sign_out",
    "personal_data.delete_account",
    "two_factor.remove_app",
}
# Forms after which there is less to reach.
POSTPONED = {
    "apply.withdraw",
    "coordinate.call_back",
    "coordinate.end_match",
    "coordinate.introduce_approved",
    "coordinate.move_round_back",
    "coordinate.move_round_forward",
    "coordinate.request_match_run",
    "groups.close_group",
    "groups.leave_group",
    "pairs.end_match",
    "pairs.say_goodbye",
}

# Where people write most about themselves and about each other.
WRITTEN_BY_PEOPLE = {
    "apply.step",
    "coordinate.correct_answers",
    "coordinate.decide_application",
    "coordinate.note_suggestion",
    "coordinate.reject",
    "coordinate.postpone_due",
    "coordinate.show_due",
    "coordinate.show_thread",
    "coordinate.write_about_due",
    "coordinate.write_broadcast",
    "coordinate.write_note",
    "groups.add_row",
    "groups.ask_to_join",
    "groups.change_row",
    "groups.plan_meeting",
    "groups.start_group",
    "messages.ask",
    "pairs.add_goal",
    "pairs.add_to_album",
    "pairs.change_meeting",
    "pairs.propose_agreement",
    "pairs.report_concern",
}


class DriverError(Exception):
    """An error that repeats the values of the row that the database refused."""


class Observer:
    """Collects all that leaves the service other than the text of its pages."""

    def __init__(self, app: Flask) -> None:
        self._serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        self.seen: dict[str, list[str]] = {"url": [], "cookie": [], "job": []}

    def read(self, response: TestResponse) -> None:
        self.seen["url"] += [response.request.url, *urls_in(response)]
        self.seen["url"] += response.headers.getlist("Content-Disposition")
        for cookie in response.headers.getlist("Set-Cookie"):
            value = cookie.partition("=")[2].partition(";")[0]
            session = self._serializer.loads(value) if cookie.startswith("session=") else ""
            self.seen["cookie"] += [cookie, json.dumps(session, default=str)]


@pytest.fixture
def observer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Observer:
    """Return what observes every client made from now on, and every job that is sent."""
    observer = Observer(app)

    class ObservedClient(LintingClient):
        def open(self, *arguments: Any, **options: Any) -> TestResponse:
            response = super().open(*arguments, **options)
            observer.read(response)
            return response

    storage = app.extensions["jobs"].huey.storage
    enqueue = storage.enqueue

    def enqueue_observed(data: bytes, priority: float | None = None) -> None:
        observer.seen["job"].append(data.decode("latin-1"))
        enqueue(data, priority)

    monkeypatch.setattr(app, "test_client_class", ObservedClient)
    monkeypatch.setattr(storage, "enqueue", enqueue_observed)
    return observer


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what every library logs, formatted as in production."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    handler.setFormatter(LogFormatter("%(levelname)s in %(name)s: %(message)s"))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@contextmanager
def broken_database() -> Iterator[None]:
    """Let every statement that writes fail, with the values of the row in the error."""

    def refuse(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        if not statement.lstrip().upper().startswith("SELECT"):
            raise DriverError(f"refused: {CANARY} {MENTEE} {PHONE}")

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


def send_twice(client: FlaskClient, url: str, fields: Callable[[], Fields]) -> TestResponse:
    with broken_database():
        client.post(url, data=fields())
    response = client.post(url, data=fields())
    assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, url
    return response


def columns_with(word: str) -> set[str]:
    """Return the columns of the database in which a word can be read."""
    return {
        f"{table.name}.{name}"
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(table.select()).mappings()
        for name, value in row.items()
        if word in str(value).lower()
    }


def make_a_match(a_round: Round, sign_up: SignUp, sign_in: SignIn) -> Pair:
    """Let people apply, match them, and introduce them.

    Two say yes, log a meeting and check in, and somebody says why they do not want to meet. About
    two others coordinators have yet to decide.
    """
    apply(sign_up(MENTEE), "mentee", **FORM_ANSWERS)
    words: dict[str, Any] = {
        "name": f"{CANARY} another",
        "goals": f"{CANARY} goals",
        "phone": PHONE,
    }
    for number in range(3):
        make_application(a_round, Role.MENTOR, f"{CANARY}-mentor{number}@example.org", **words)
    for name in ("other", "third"):
        make_application(a_round, Role.MENTEE, f"{CANARY}-{name}@example.org", "latino", **words)
    run = make_match_run(a_round)
    mentees = select(Suggestion).join(Suggestion.mentee).order_by(Application.id)
    suggestion, another, _undecided = db.session.scalars(mentees.where(Suggestion.match_run == run))
    pair = accept_introduction(introduce(suggestion))
    declined = introduce(another)
    why = {"reason": "too_far", "words": f"{CANARY} words"}
    press(sign_in(declined.mentee.person), f"/pairs/{declined.id}/no", data=why)
    meeting = {
        "held_on": str(today()),
        "minutes": "50",
        "mode": "online",
        "purpose": "talk",
        "notes": CANARY,
    }
    press(sign_in(pair.mentee.person), f"/pairs/{pair.id}/meetings/new", data=meeting)
    # No page leads to it before it is due.
    check_in = {"rating": "1", "obstacle": "time", "wants_call": "yes", "words": CANARY}
    press(sign_in(pair.mentee.person), f"/pairs/{pair.id}/check-in", data=check_in)
    return pair


@pytest.mark.slow
def test_no_word_of_a_person_leaves_the_pages(
    app: Flask,
    observer: Observer,
    log: io.StringIO,
    a_round: Round,
    coordinator: Person,
    sign_in: SignIn,
    sign_up: SignUp,
    mailbox: Mailbox,
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    pair = make_a_match(a_round, sign_up, sign_in)
    crawlers: list[Crawler] = []
    matched = pair.mentee.person, pair.mentor.person
    for person in (make_administrator(), *matched, coordinator, make_viewer()):
        client = sign_in(person)
        left_alone = LEFT_ALONE.union(*(crawler.endpoints_sent for crawler in crawlers))
        # What an administrator writes are the programme's own words, for all to see.
        text = "plain" if person.has_role(ADMINISTRATOR) else CANARY
        send = partial(send_twice, client)
        crawlers.append(Crawler(app, client, text, send, left_alone, POSTPONED))
        crawlers[-1].crawl("/home")
    for crawler in crawlers:
        crawler.finish()
    emails = [f"{subject}\n{body}" for _, subject, body in mailbox.emails()]
    collected = {**observer.seen, "log": [log.getvalue()], "email": emails}
    leaks = {
        kind: [text[:300] for text in texts if any(word in text.lower() for word in CANARIES)]
        for kind, texts in collected.items()
    }
    assert {kind: found for kind, found in leaks.items() if found} == {}
    assert columns_with(CANARY) <= PUBLIC_COLUMNS
    assert all(collected.values()), "nothing was observed of one kind"
    assert "DriverError" in log.getvalue()
    reached = set[str]().union(*(crawler.endpoints_sent for crawler in crawlers))
    assert reached >= WRITTEN_BY_PEOPLE
    assert len(reached) >= 85, sorted(reached)
