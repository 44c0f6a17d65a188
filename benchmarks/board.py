"""The review board with 500 suggestions, against the same server's empty page.

A decision is measured as its two requests: the preview of who would move, and the decision with
its repair. Every decision is undone again, outside of what is measured.
"""

import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from benchmarks.pages import REQUESTS, PageCost, applicant_client
from benchmarks.service import (
    add_coordinator,
    add_round,
    client_of,
    create_service,
    recorded_statements,
)
from mentorship.extensions import db
from mentorship.models import DecisionKind, MatchRun, Suggestion
from mentorship.services.board import boards, decisions
from mentorship.services.board.plans import Action

SMALL_ROUND, LARGE_ROUND = 120, 960
"""People; of the larger round some 500 mentees have a suggestion."""
MAX_RATIOS = {"board": 3, "board beside a pair": 3}
"""How many times the empty page a request may take; 5 times for those that are not named."""
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)


class Board:
    """The requests of a coordinator who reviews one run, each a function that is measured."""

    def __init__(self, client: FlaskClient, run: MatchRun) -> None:
        self.client, self.run_id = client, run.id
        self.id = suggestion_that_moves_one(run).id
        self.client.post(f"/suggestions/{self.id}/open")
        self.reject_fields: dict[str, str] = {}
        self.approve_fields: dict[str, str] = {}

    def requests(self) -> dict[str, tuple[Callable[[], None], Callable[[], TestResponse]]]:
        """Return what prepares each request, and the request itself."""
        pair = f"/suggestions/{self.id}"
        return {
            "board": (nothing, lambda: self.client.get(f"/match-runs/{self.run_id}")),
            "board beside a pair": (nothing, lambda: self.client.get(pair)),
            "what if": (nothing, lambda: self.client.get(f"{pair}/alternatives")),
            "preview of a rejection": (
                self.read_pair,
                lambda: self.client.post(f"{pair}/reject", data=self.reject_fields),
            ),
            "rejection with repair": (
                self.read_preview,
                lambda: self.client.post(f"{pair}/reject", data=self.reject_fields),
            ),
            "approval": (
                self.read_pair,
                lambda: self.client.post(f"{pair}/approve", data=self.approve_fields),
            ),
        }

    def read_pair(self) -> None:
        """Undo what was decided, and read what the forms of the page hold."""
        forms = self.forms()
        if "undo" in forms:
            action, fields = forms["undo"]
            self.client.post(action, data=fields)
            forms = self.forms()
        self.reject_fields = {**forms["reject"][1], "reason": "not_this_pair"}
        self.approve_fields = forms["approve"][1]

    def forms(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Return the URL and the hidden fields of each form of the pair, by the end of its path."""
        page = self.client.get(f"/suggestions/{self.id}").text
        return {
            action.partition("?")[0].rpartition("/")[2]: (
                unescape(action),
                dict(HIDDEN.findall(form)),
            )
            for action, form in FORM.findall(page)
        }

    def read_preview(self) -> None:
        self.read_pair()
        preview = self.client.post(f"/suggestions/{self.id}/reject", data=self.reject_fields)
        self.reject_fields["confirmed"] = dict(HIDDEN.findall(preview.text))["confirmed"]


def suggestion_that_moves_one(run: MatchRun) -> Suggestion:
    """Return a suggestion of a mentor's only mentee, who alone moves if it is rejected."""
    board = boards.board_of(db.session, run)
    if board is None:
        raise LookupError(run.id)
    of_run = select(Suggestion).where(Suggestion.match_run_id == run.id).order_by(Suggestion.rank)
    suggestions = db.session.scalars(of_run).all()
    mentees_of = Counter(suggestion.mentor_id for suggestion in suggestions)
    for suggestion in suggestions:
        pair = suggestion.mentee_id, suggestion.mentor_id
        action = Action(DecisionKind.REJECT, *pair, reason="not_this_pair")
        moves = decisions.preview(db.session, run, board, action).moves
        new_mentors = [new_mentor for _mentee, _mentor, new_mentor in moves]
        if mentees_of[suggestion.mentor_id] == 1 and len(moves) == 1 and all(new_mentors):
            return suggestion
    raise LookupError(run.id)


def nothing() -> None:
    """Prepare nothing."""


def costs() -> Iterator[PageCost]:
    """Yield the cost of each request on a board with 500 suggestions."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_service(Path(folder))
        with app.app_context():
            runs = [add_round(size) for size in (SMALL_ROUND, LARGE_ROUND)]
            staff = client_of(app, add_coordinator())
            small, large = (Board(staff, run) for run in runs)
            applicant = applicant_client(app)
        for name, (prepare, request) in large.requests().items():
            seconds, empty_seconds = median_seconds(
                prepare, request, lambda: applicant.get("/home")
            )
            statements = tuple(count(*board.requests()[name]) for board in (small, large))
            yield PageCost(name, seconds, empty_seconds, (statements[0], statements[1]))


def median_seconds(
    prepare: Callable[[], None],
    request: Callable[[], TestResponse],
    empty: Callable[[], TestResponse],
) -> tuple[float, float]:
    """Measure a request and the empty page in turn; the first time is a warm-up."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for attempt in range(REQUESTS + 1):
        prepare()
        for times, visit in zip(seconds, (request, empty), strict=True):
            start = time.process_time()
            response = visit()
            if response.status_code not in (200, 302):
                raise RuntimeError(f"{response.request.path} answered {response.status}")
            if attempt:
                times.append(time.process_time() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def count(prepare: Callable[[], None], request: Callable[[], TestResponse]) -> int:
    """Count the statements of a request that was made before, as those that are measured."""
    prepare()
    request()
    prepare()
    with recorded_statements() as statements:
        request()
    return len(statements)
