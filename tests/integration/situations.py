"""Two or three people in a situation that decisions are about, written without the services."""

import itertools
import struct
from typing import Any

from sqlalchemy.orm import Session

from matching import Problem, solve
from mentorship.clock import now
from mentorship.models import (
    Application,
    ApplicationState,
    Board,
    DecisionKind,
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
from mentorship.services.board import board_creation, decisions
from mentorship.services.board.plans import Action
from mentorship.services.pairing.library_adapter.match_input import match_input
from mentorship.services.pairing.library_adapter.new_board import NewBoard
from mentorship.services.pairing.library_adapter.solver_state import SolveOptions, as_data
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART, SAME_PERSON
from mentorship.services.pairing.run_results import ProposedPair, RunResult
from tests.factories import PROFILE, RUN_SETTINGS, make_board

MENTOR, MENTEE, OTHER, NEWCOMER = "mentor", "mentee", "other", "newcomer"
STAFF = "staff"
EXPLANATION = {"score": 1, "max_score": 2, "pinned": False, "shares": []}
numbers = itertools.count()
WITH_BOARD = ("approved on a board", "introduced on a board")
PAIRED = ("introduced", "active", "introduced on a board")
STATES = {
    "waitlisted": ApplicationState.WAITLISTED,
    "withdrawn": ApplicationState.WITHDRAWN,
    "draft": ApplicationState.DRAFT,
}


def _state_of_suggestion(situation: str, mentee: str) -> SuggestionState:
    if mentee == MENTEE and situation in PAIRED:
        return SuggestionState.INTRODUCED
    has_board = situation in WITH_BOARD
    return SuggestionState.MOVED if mentee == OTHER and has_board else SuggestionState.PENDING


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
    run = MatchRun(
        round=round_, seed=1, settings=RUN_SETTINGS, state=RunState.DONE, finished_at=now()
    )
    states = {MENTOR: STATES.get(situation, ApplicationState.SUBMITTED)}
    applications = {
        name: Application(
            person=people[name],
            round=round_,
            role=Role.MENTOR if name == MENTOR else Role.MENTEE,
            state=states.get(name, ApplicationState.SUBMITTED),
            privacy_notice=current_notice(),
            submitted_at=None if states.get(name) is ApplicationState.DRAFT else now(),
            decision=ApplicationState.WAITLISTED if situation == "waitlisted" else None,
            profile=Profile(
                key_ids=[people[name].key_id],
                stored_answers={**PROFILE, "name": name, "capacity": 1},
                steps_done=[step.name for step in STEPS] if situation == "draft" else None,
            ),
        )
        for name in (MENTOR, MENTEE, OTHER)
    }
    paired = situation in PAIRED
    suggested = {
        name: Suggestion(
            match_run=run,
            mentee=applications[mentee],
            mentor=applications[MENTOR],
            rank=1 if mentee == MENTEE else 2,
            explanation=EXPLANATION,
            state=_state_of_suggestion(situation, mentee),
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


def add_board(session: Session, rows: dict[str, Any]) -> dict[str, Any]:
    """Give the run of stored rows its board, on which the suggestion is approved."""
    mentee, other, mentor = (rows[name] for name in (MENTEE, OTHER, MENTOR))
    result = RunResult(
        [ProposedPair(mentee.id, mentor.id, EXPLANATION)], {mentee.id, other.id}, {mentor.id: 1}, {}
    )
    people = [mentee, other, mentor]
    given = match_input(people, {item.id: 1 for item in people}, [], [], [])
    board = board_creation.create(session, rows["run"], given, _new_board(*people), result)
    state, kind = rows["suggestion"].state, DecisionKind.APPROVE
    if state is SuggestionState.INTRODUCED:  # it was approved before
        rows["suggestion"].state, kind = SuggestionState.PENDING, DecisionKind.HOLD
    action = Action(kind, mentee.id, mentor.id)
    decision = decisions.decide(session, rows[STAFF], rows["run"], board, action)
    if state is SuggestionState.INTRODUCED:
        rows["suggestion"].state = state
    return {**rows, "board": board, "decision": decision}


def _new_board(mentee: Application, other: Application, mentor: Application) -> NewBoard:
    return NewBoard(
        [str(mentee.id), str(other.id)],
        [str(mentor.id)],
        SolveOptions("most_people", floor=0.0, load_penalty=0.0, seed=1, capacity=[1]),
        as_data(solve(Problem([[2.0], [1.0]])).state, banned=(), pinned=(), added=()),
        rules=["cross_community", SAME_PERSON, KEPT_APART],
        max_score=2.0,
        problem=bytes((1,)) + struct.pack("<2d", 2.0, 1.0) + bytes(2),
    )


def add_undecided_board(rows: dict[str, Any]) -> Board:
    """Add the board of the run, on which the first mentee has the mentor; the rows are stored."""
    mentee, other, mentor = rows[MENTEE], rows[OTHER], rows[MENTOR]
    pair = ProposedPair(mentee.id, mentor.id, EXPLANATION)
    result = RunResult([pair], {mentee.id, other.id}, {mentor.id: 1}, {})
    return make_board(rows["suggestion"].match_run, [mentee, other], mentor, result)
