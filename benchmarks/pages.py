"""Pages of coordinators with many people in a round, compared with an empty page."""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.service import (
    add_coordinator,
    add_round,
    client_of,
    create_service,
    recorded_statements,
)
from mentorship.extensions import db
from mentorship.models import MatchRun
from mentorship.services.accounts import people

REQUESTS = 50
SMALL_ROUND, LARGE_ROUND = 50, 500
PAGES = {
    "people": "/people?round={round}",
    "suggestions": "/match-runs/{run}?show=pending",
    "people without a suggestion": "/match-runs/{run}/unmatched",
    "round": "/rounds/{round}",
}


@dataclass(frozen=True)
class PageCost:
    """Median seconds of a page and of the empty page, and statements by the size of the round."""

    name: str
    seconds: float
    empty_seconds: float
    statements: tuple[int, int]


def costs() -> Iterator[PageCost]:
    """Yield the cost of each page with 500 people in the round."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_service(Path(folder))
        with app.app_context():
            small, large = (_urls(add_round(size)) for size in (SMALL_ROUND, LARGE_ROUND))
            staff = client_of(app, add_coordinator())
            applicant = applicant_client(app)
        for name in PAGES:
            seconds, empty_seconds = median_seconds_of((staff, large[name]), (applicant, "/home"))
            statements = count_statements(staff, small[name]), count_statements(staff, large[name])
            yield PageCost(name, seconds, empty_seconds, statements)


def _urls(run: MatchRun) -> dict[str, str]:
    return {name: url.format(round=run.round_id, run=run.id) for name, url in PAGES.items()}


def applicant_client(app: Flask) -> FlaskClient:
    """Return the client of somebody who has not applied, and whose page is nearly empty."""
    person = people.person_for(db.session, "applicant@example.org")
    db.session.commit()
    return client_of(app, person)


def median_seconds_of(*visits: tuple[FlaskClient, str]) -> list[float]:
    return [statistics.median(times) for times in _seconds_of(visits)]


def percentile_seconds_of(percentile: int, *visits: tuple[FlaskClient, str]) -> list[float]:
    """Return a percentile of the seconds that each page takes."""
    return [statistics.quantiles(times, n=100)[percentile - 1] for times in _seconds_of(visits)]


def _seconds_of(visits: Sequence[tuple[FlaskClient, str]]) -> list[list[float]]:
    """Open pages in turn, so that other load affects all; the first time is a warm-up.

    ``{attempt}`` in a URL is the number of the attempt.
    """
    seconds: list[list[float]] = [[] for _ in visits]
    for attempt in range(REQUESTS + 1):
        for times, (client, url) in zip(seconds, visits, strict=True):
            start = time.process_time()
            response = client.get(url.format(attempt=attempt))
            if response.status_code != 200:
                raise RuntimeError(f"{url} answered {response.status}")
            if attempt:
                times.append(time.process_time() - start)
    return seconds


def count_statements(client: FlaskClient, url: str) -> int:
    with recorded_statements() as statements:
        client.get(url)
    return len(statements)
