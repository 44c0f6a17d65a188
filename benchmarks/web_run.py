"""Pages while a worker matches a very large round, against the same pages before it.

The worker is a process of its own, as when the service runs. Pages are measured by the clock,
because what they wait for (a lock, the other processor) takes no time of their own.
"""

import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.pages import applicant_client
from benchmarks.service import (
    add_coordinator,
    client_of,
    create_tables,
    request_run,
    service_with,
    settings_for,
)
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import MatchRun, RunState
from mentorship.services.pairing import match_runs

PEOPLE = 10_000
REQUESTS_BEFORE = 50
PAUSE_SECONDS = 0.2


@dataclass(frozen=True)
class PageWait:
    """Seconds of a page before and during the run: each the median, and the 95th percentile."""

    name: str
    before: tuple[float, float]
    during: tuple[float, float]


@dataclass(frozen=True)
class WebRun:
    """What became of the run, and how long pages took meanwhile."""

    mentees: int
    mentors: int
    suggested: int
    seconds: float
    waits: list[PageWait]


def measure() -> WebRun:
    """Match some 5,000 mentees and 5,000 mentors in a worker, and visit pages meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder))
        app = service_with(settings)
        with app.app_context():
            create_tables()
            run_id = request_run(PEOPLE).id
            staff, applicant = client_of(app, add_coordinator()), applicant_client(app)
        visits = {
            "empty page": (applicant, "/home"),
            "people": (staff, "/people"),
            "match run": (staff, f"/match-runs/{run_id}"),
        }
        for _warm_up in range(3):
            visit_each(visits)
        before = visit_while(visits, lambda visited: visited < REQUESTS_BEFORE)
        worker = multiprocessing.get_context("spawn").Process(target=work, args=(settings, run_id))
        start = time.perf_counter()
        worker.start()
        during = visit_while(visits, lambda _visited: is_unfinished(app, run_id))
        seconds = time.perf_counter() - start
        worker.join()
        # The last visit may have seen the result, which is another page.
        waits = [PageWait(name, spread(before[name]), spread(during[name][:-1])) for name in visits]
        with app.app_context():
            return web_run(run_id, seconds, waits)


def work(settings: Settings, run_id: int) -> None:
    """Perform the run, in the process of a worker."""
    with service_with(settings).app_context():
        match_runs.perform(db.session, run_id)


Visits = dict[str, tuple[FlaskClient, str]]


def visit_while(visits: Visits, goes_on: Callable[[int], bool]) -> dict[str, list[float]]:
    """Visit the pages in turn until told to stop, and return the seconds of each visit."""
    seconds: dict[str, list[float]] = {name: [] for name in visits}
    visited = 0
    while goes_on(visited):
        for name, taken in visit_each(visits):
            seconds[name].append(taken)
        visited += 1
        time.sleep(PAUSE_SECONDS)
    return seconds


def visit_each(visits: Visits) -> list[tuple[str, float]]:
    return [(name, seconds_of(client, url)) for name, (client, url) in visits.items()]


def seconds_of(client: FlaskClient, url: str) -> float:
    start = time.perf_counter()
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status}")
    return time.perf_counter() - start


def spread(seconds: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]


def is_unfinished(app: Flask, run_id: int) -> bool:
    with app.app_context():
        return db.session.get_one(MatchRun, run_id).state in match_runs.UNFINISHED


def web_run(run_id: int, seconds: float, waits: list[PageWait]) -> WebRun:
    run = db.session.get_one(MatchRun, run_id)
    if run.state is not RunState.DONE:
        raise RuntimeError(f"The run is {run.state}: {run.failure}")
    return WebRun(run.mentees, run.mentors, run.suggested, seconds, waits)
