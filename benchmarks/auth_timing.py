"""Response times of authentication pages for people with and without an account."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from benchmarks.service import create_service
from mentorship.account.minimum_wait import sign_opening_time
from mentorship.extensions import db
from mentorship.models import Attempt
from mentorship.services.accounts import passwords, people

REQUESTS = 50
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"
FORMS: Mapping[str, Callable[[str], dict[str, str]]] = {
    "/sign-in": lambda name: {"name": name, "password": "not the right password"},
    "/forgot-password": lambda name: _email_form(name),
    "/sign-up/email": lambda name: _email_form(name),
}


def _email_form(address: str) -> dict[str, str]:
    return {"email": address, "opened": sign_opening_time(time.time() - 60)}


def medians() -> Iterator[tuple[str, float, float]]:
    """Yield each URL with the median seconds for a known and for an unknown account."""
    with tempfile.TemporaryDirectory() as folder:
        app = _create_app(Path(folder))
        for url, form in FORMS.items():
            seconds: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
            for attempt in range(REQUESTS + 1):
                # In turn, so that other load affects both; the first request is a warm-up.
                for account, times in seconds.items():
                    with app.app_context():
                        answers = form(account)
                    elapsed = _request_seconds(app, app.test_client(), url, answers)
                    if attempt:
                        times.append(elapsed)
            yield url, statistics.median(seconds[KNOWN]), statistics.median(seconds[UNKNOWN])


def _create_app(folder: Path) -> Flask:
    app = create_service(folder)
    with app.app_context():
        person = people.person_for(db.session, KNOWN)
        passwords.set_password(person, "correct horse battery")
        db.session.commit()
    return app


def _request_seconds(app: Flask, client: FlaskClient, url: str, form: dict[str, str]) -> float:
    start = time.perf_counter()
    response = client.post(url, data=form)
    elapsed = time.perf_counter() - start
    if response.status_code == 429:
        raise RuntimeError("the request was rate-limited, so its time means nothing")
    with app.app_context():
        db.session.execute(delete(Attempt))
        db.session.commit()
    return elapsed
