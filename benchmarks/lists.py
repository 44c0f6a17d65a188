"""The console's lists and its first page with 1,000 people in a round, against an empty page."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from benchmarks.pages import PageCost, applicant_client, count_statements, median_seconds_of
from benchmarks.service import add_coordinator, add_round, client_of, create_service
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Application, MatchRun, Suggestion
from mentorship.services.messages import threads
from mentorship.services.messages.inbox import Part
from mentorship.services.pairing import suggestions

SMALL_ROUND, LARGE_ROUND = 100, 1_000
PAGES = {
    "today": "/today",
    "people": "/people?round={round}",
    "people by name": "/people?round={round}&sort=name",
    "people not read yet": "/people?round={round}&progress=unread&sort=oldest",
    "people who speak Spanish": "/people?round={round}&language=es&role=mentor",
    "suggestions": "/suggestions?round={round}",
    "suggestions by name": "/suggestions?round={round}&sort=name",
    "matches": "/matches?round={round}",
    "matches by name": "/matches?round={round}&sort=name",
    "matches without an answer": "/matches?round={round}&attention=answer",
    "messages": "/messages?show={part}",
}


def costs() -> Iterator[PageCost]:
    """Yield the cost of each list with 1,000 people in the round, after its first visit."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_service(Path(folder))
        with app.app_context():
            small = _urls(_add_round(SMALL_ROUND, Part.DONE), Part.DONE)
            large = _urls(_add_round(LARGE_ROUND, Part.OPEN), Part.OPEN)
            staff = client_of(app, add_coordinator())
            applicant = applicant_client(app)
        for name in PAGES:
            seconds, empty_seconds = median_seconds_of((staff, large[name]), (applicant, "/home"))
            staff.get(small[name])  # as the large round's: its first visit opens all documents
            statements = count_statements(staff, small[name]), count_statements(staff, large[name])
            yield PageCost(name, seconds, empty_seconds, statements)


def _urls(run: MatchRun, part: Part) -> dict[str, str]:
    return {name: url.format(round=run.round_id, part=part) for name, url in PAGES.items()}


def _add_round(people_count: int, part: Part) -> MatchRun:
    """Add a matched round in which half of the suggestions are approved, and everybody wrote.

    The inbox is one for all rounds: what the people of a round wrote is in a part of its own.
    """
    run = add_round(people_count)
    of_run = select(Suggestion).where(Suggestion.match_run_id == run.id, Suggestion.rank % 2 == 0)
    for suggestion in db.session.scalars(of_run).all():
        suggestions.introduce(db.session, None, suggestion)
    of_round = select(Application).where(Application.round_id == run.round_id)
    for application in db.session.scalars(of_round).all():
        thread = threads.open_thread(db.session, application.person)
        threads.ask(db.session, application.person, thread, "When do I hear from you?")
        thread.done_at = now() if part is Part.DONE else None
    db.session.commit()
    return run
