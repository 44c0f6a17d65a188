"""What is due for 2,000 pairs, and how far the standards are met, against an empty page."""

import random
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.pages import PageCost, applicant_client, count_statements, median_seconds_of
from benchmarks.service import add_coordinator, client_of, create_service
from mentorship.clock import now, today
from mentorship.demo.invented import invent_applications
from mentorship.extensions import db
from mentorship.models import (
    Application,
    CheckIn,
    MatchRun,
    Meeting,
    Pair,
    PairState,
    Role,
    Round,
    RoundState,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.accounts import people
from mentorship.services.applications import round_plan, submission
from mentorship.services.applications.round_plan import RoundPlan
from mentorship.services.match_support import due_items

FEW_PAIRS, MANY_PAIRS = 60, 2_000
MAX_AGE_DAYS = 300
PAGES = {
    "what is due": "/matches/due",
    "what is due for one coordinator": "/matches/due?whose=mine",
    "quick check-ins due": "/matches/due?rule=check_in",
    "how far the standards are met": "/matches/compliance",
}


def costs() -> Iterator[PageCost]:
    """Yield the cost of each page with 2,000 pairs, and its statements also with 60."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_service(Path(folder))
        with app.app_context():
            staff, applicant = client_of(app, add_coordinator()), applicant_client(app)
            run = _add_run()
            _add_pairs(run, range(FEW_PAIRS))
        few = {name: count_statements(staff, url) for name, url in PAGES.items()}
        with app.app_context():
            _add_pairs(db.session.get_one(MatchRun, 1), range(FEW_PAIRS, MANY_PAIRS))
        for name, url in PAGES.items():
            seconds, empty_seconds = median_seconds_of((staff, url), (applicant, "/home"))
            statements = few[name], count_statements(staff, url)
            yield PageCost(name, seconds, empty_seconds, statements)


def _add_run() -> MatchRun:
    plan = RoundPlan("Round of pairs")
    round_ = round_plan.create(db.session, None, plan, RoundState.OPEN, demo=True)
    run = MatchRun(round=round_, seed=1, settings={}, state=RunState.DONE, finished_at=now())
    db.session.add(run)
    db.session.commit()
    return run


def _add_pairs(run: MatchRun, numbers: range) -> None:
    """Add pairs of some months, most with meetings and check-ins, written without the services."""
    rng = random.Random(numbers.start)  # noqa: S311
    pairs = [_add_pair(run, number, rng) for number in numbers]
    db.session.flush()
    due_items.refresh(db.session, *pairs)
    db.session.commit()


def _add_pair(run: MatchRun, number: int, rng: random.Random) -> Pair:
    mentee, mentor = (_add_application(run.round, role, number, rng) for role in Role)
    suggestion = Suggestion(
        match_run=run, mentee=mentee, mentor=mentor, rank=number, state=SuggestionState.INTRODUCED
    )
    age = timedelta(days=rng.randrange(MAX_AGE_DAYS))
    started_at = now() - age
    pair = Pair(
        suggestion=suggestion,
        mentee=mentee,
        mentor=mentor,
        state=PairState.ACTIVE,
        created_at=started_at,
        mentee_agreed_at=started_at,
        mentor_agreed_at=started_at,
        started_at=started_at,
    )
    db.session.add(pair)
    db.session.flush()
    days = sorted(rng.sample(range(MAX_AGE_DAYS), 6))
    for day in days:
        if day < age.days:
            held_on = today() - timedelta(days=day)
            db.session.add(Meeting(pair=pair, held_on=held_on, minutes=45, mode="online"))
            person = rng.choice((mentee, mentor)).person
            rating = rng.randint(2, 5)
            db.session.add(CheckIn(person=person, pair=pair, answered_on=held_on, rating=rating))
    return pair


def _add_application(round_: Round, role: Role, number: int, rng: random.Random) -> Application:
    person = people.person_for(db.session, f"{role}-{number}@example.org")
    invented = next(item for item in invent_applications(rng) if item.role is role)
    return submission.submit(db.session, person, round_, role, invented.submission)
