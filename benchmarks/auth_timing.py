"""How long the doors take for somebody who has an account, and for somebody who has none."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from mentorship import create_app
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Attempt
from mentorship.privacy.keys import Keys
from mentorship.services.accounts import passwords, people
from mentorship.smtp import SmtpServer

TRIES = 50
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"
DOORS: Mapping[str, Callable[[str], dict[str, str]]] = {
    "/sign-in": lambda name: {"name": name, "password": "not the right password"},
    "/forgot-password": lambda name: {"email": name},
    "/sign-up/email": lambda name: {"email": name},
}


def medians() -> Iterator[tuple[str, float, float]]:
    """Yield each door with its median seconds for a known name and for an unknown one."""
    with tempfile.TemporaryDirectory() as folder:
        app = _service(Path(folder))
        for door, answers in DOORS.items():
            seconds: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
            for attempt in range(TRIES + 1):
                # In turn, so that a busy machine is busy for both; the first is a rehearsal.
                for name, taken in seconds.items():
                    took = _time_of(app, app.test_client(), door, answers(name))
                    if attempt:
                        taken.append(took)
            yield door, statistics.median(seconds[KNOWN]), statistics.median(seconds[UNKNOWN])


def _service(folder: Path) -> Flask:
    database = f"sqlite:///{folder / 'doors.db'}"
    server = SmtpServer.from_url("smtp://localhost", "thread@example.org")
    queue_file = str(folder / "queue.db")
    app = create_app(
        Settings(Keys.generate(), database, queue_file, mail_server=server, testing=True)
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
        person = people.person_for(db.session, KNOWN)
        passwords.set_password(person, "correct horse battery")
        db.session.commit()
    return app


def _time_of(app: Flask, client: FlaskClient, door: str, answers: dict[str, str]) -> float:
    start = time.perf_counter()
    response = client.post(door, data=answers)
    took = time.perf_counter() - start
    if response.status_code == 429:
        raise RuntimeError("refused, which is not what is measured here")
    with app.app_context():
        db.session.execute(delete(Attempt))
        db.session.commit()
    return took
