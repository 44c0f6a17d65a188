"""What every test may use: an application of its own, people, and a client that reads pages."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship import create_app
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Application, Person, Role, Round
from mentorship.privacy.keys import Keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import people, two_factor
from mentorship.services.applications import rounds, submission
from mentorship.services.applications.submission import Submission
from tests.page_linter import LintingClient

KEYS = Keys.generate()
PROFILE = {
    "name": "Somebody",
    "phone": "",
    "communities": ["asian"],
    "heritage": "",
    "languages": [{"language": "en", "comfort": "fluent"}],
    "area": "koreatown",
    "modes": ["in_person", "online"],
    "availability": ["sat_morning", "sun_evening"],
    "topics": ["storytelling", "tenant_rights"],
    "interests": ["music"],
    "dislikes": ["small_talk"],
    "goals": "",
    "excluded_people": "",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        keys=KEYS, database_url=f"sqlite:///{tmp_path / 'test.db'}", queue_file=None, testing=True
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = LintingClient
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def change_runtime(app: Flask, **changes: object) -> None:
    """Run an application on other parts or settings than it was made with."""
    replace(current_runtime(), **changes).init_app(app)


class Mailbox:
    """A mail server that delivers to the test."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._sent: list[tuple[str, str, str]] = []

    def send(self, to: str, subject: str, body: str) -> None:
        self._sent.append((to, subject, body))

    def letters(self) -> list[tuple[str, str, str]]:
        """Let the worker do what waits, and return all (address, subject, text) so far."""
        self._app.extensions["jobs"].recover_stalled()
        return self._sent

    def link_to(self, address: str) -> str:
        """Return the path that the newest letter to an address leads to."""
        text = next(body for to, _, body in reversed(self.letters()) if to == address)
        return re.search(r"http://localhost(/\S+)", text)[1]


@pytest.fixture
def mailbox(app: Flask) -> Mailbox:
    box = Mailbox(app)
    change_runtime(app, email_server=box)
    return box


SignUp = Callable[[str], FlaskClient]
PASSWORD = "correct horse battery"


@pytest.fixture
def sign_up(app: Flask, mailbox: Mailbox) -> SignUp:
    """Return a function that makes an account as people do: by a letter with a link."""

    def signed_up(email: str) -> FlaskClient:
        client = app.test_client()
        assert client.post("/sign-up/email", data={"email": email}).status_code == 302
        answers = {"password": PASSWORD, "again": PASSWORD}
        assert client.post(mailbox.link_to(email), data=answers).location == "/home"
        return client

    return signed_up


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def a_round(app: Flask) -> Round:
    one = rounds.open_round(db.session, None, "Spring", date(2030, 1, 31))
    db.session.commit()
    return one


@pytest.fixture
def coordinator(app: Flask) -> Person:
    person = people.person_for(db.session, "coordinator@example.org")
    people.make_coordinator(db.session, person)
    person.totp_secret = two_factor.new_secret()
    db.session.commit()
    return person


Applicant = Callable[..., Application]


@pytest.fixture
def applicant(a_round: Round) -> Applicant:
    """Return a function that has somebody apply; what it is given replaces plain answers."""

    def apply(role: str, email: str, capacity: int = 1, **answers: object) -> Application:
        person = people.person_for(db.session, email)
        profile = {**PROFILE, "name": email.split("@")[0], **answers}
        application = submission.submit(
            db.session, person, a_round, Role(role), Submission({**profile, "capacity": capacity})
        )
        db.session.commit()
        return application

    return apply


SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Return a function that gives a client in which a person is signed in."""

    def signed_in(person: Person) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["last_seen"] = session["password_confirmed"] = int(time.time())
        return client

    return signed_in


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
