"""Two or three people in a situation that decisions are about, written without the services."""

import itertools
from typing import Any

from mentorship.clock import now
from mentorship.models import (
    Application,
    ApplicationState,
    MatchRun,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Round,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.questions import STEPS
from mentorship.services.applications.submission import current_notice
from tests.factories import PROFILE, RUN_SETTINGS

MENTOR, MENTEE, OTHER, NEWCOMER = "mentor", "mentee", "other", "newcomer"
STAFF = "staff"
EXPLANATION = {"score": 1, "max_score": 2, "pinned": False, "shares": []}
numbers = itertools.count()
STATES = {
    "waitlisted": ApplicationState.WAITLISTED,
    "withdrawn": ApplicationState.WITHDRAWN,
    "draft": ApplicationState.DRAFT,
}


def make_rows(situation: str) -> dict[str, Any]:
    """Return new rows, not added yet: a mentor with one place, and two mentees suggested to them.

    Written without the services, which would take most of the time of a test of many situations.
    """
    number = next(numbers)
    people = {
        name: Person(sign_in_name=f"{name}-{number}@example.org")
        for name in (MENTOR, MENTEE, OTHER, STAFF, *([NEWCOMER] if situation == NEWCOMER else []))
    }
    round_ = Round(name=f"Round {number}")
    run = MatchRun(round=round_, seed=1, settings=RUN_SETTINGS, state=RunState.DONE)
    states = {MENTOR: STATES.get(situation, ApplicationState.SUBMITTED)}
    applications = {
        name: Application(
            person=people[name],
            round=round_,
            role=Role.MENTOR if name == MENTOR else Role.MENTEE,
            state=states.get(name, ApplicationState.SUBMITTED),
            privacy_notice=current_notice(),
            decision=ApplicationState.WAITLISTED if situation == "waitlisted" else None,
            profile=Profile(
                key_ids=[people[name].key_id],
                stored_answers={**PROFILE, "name": name, "capacity": 1},
                steps_done=[step.name for step in STEPS] if situation == "draft" else None,
            ),
        )
        for name in (MENTOR, MENTEE, OTHER)
    }
    paired = situation in {"introduced", "active"}
    suggested = {
        name: Suggestion(
            match_run=run,
            mentee=applications[mentee],
            mentor=applications[MENTOR],
            rank=1 if mentee == MENTEE else 2,
            explanation=EXPLANATION,
            state=SuggestionState.INTRODUCED
            if paired and mentee == MENTEE
            else SuggestionState.PENDING,
        )
        for name, mentee in (("suggestion", MENTEE), ("second", OTHER))
    }
    rows: dict[str, Any] = {
        **applications,
        **suggested,
        "run": run,
        "staff": people[STAFF],  # anybody may be the actor of a service
        "newcomer": people.get(NEWCOMER, people[OTHER]),
        "mentoring": people[MENTOR],
        "round": round_,
    }
    if paired:
        agreed_at = now() if situation == "active" else None
        rows["pair"] = Pair(
            suggestion=suggested["suggestion"],
            mentee=applications[MENTEE],
            mentor=applications[MENTOR],
            state=PairState.ACTIVE if agreed_at else PairState.INTRODUCED,
            mentee_agreed_at=agreed_at,
            mentor_agreed_at=agreed_at,
        )
    return rows
