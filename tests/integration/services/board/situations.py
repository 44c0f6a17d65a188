"""A round of five mentees and four mentors, and what must always hold of its board."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap

import pytest
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import (
    UNDECIDED,
    Application,
    Ban,
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    PersonConstraint,
    Pin,
    Role,
    Round,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications import submission
from mentorship.services.board import boards, decision_log
from mentorship.services.board.boards import OpenBoard
from mentorship.services.pairing import pair_constraints
from mentorship.services.pairing.rejection_reasons import Reason, constraints_of
from tests.factories import make_application, make_match_run

TOPICS = ("storytelling", "tenant_rights", "voting", "health", "workers_rights")
TIMES = ("sat_morning", "sun_evening", "mon_morning", "mon_evening")
# The topics and the times of each person, as positions, their area, languages and places.
MENTEES = {
    "ana": ((0, 1, 2), (0, 1), "koreatown", ("en", "es")),
    "bo": ((0, 1), (0, 1, 2), "koreatown", ("en",)),
    "chi": ((2, 3), (0, 3), "boyle_heights", ("en", "es")),
    "dai": ((3, 4), (1, 2), "reseda", ("en", "es")),
    "both": ((1, 3), (0, 1, 3), "koreatown", ("en", "es")),
}
MENTORS = {
    "carla": ((0, 1, 2), (0, 1), "koreatown", ("en", "es"), 2),
    "diego": ((0, 1, 4), (0, 1, 3), "boyle_heights", ("en", "es"), 1),
    "elena": ((3,), (0, 2, 3), "reseda", ("en",), 1),
    "both": ((0, 2), (1, 2), "koreatown", ("en", "es"), 1),
}
IN_ROLES = {"both": ["asian", "latino"]}


def make_people(round_: Round) -> dict[tuple[str, str], Application]:
    """Return the applications by role and name; one of the people is in both roles."""
    people = {}
    for role, side in (("mentee", MENTEES), ("mentor", MENTORS)):
        for name, (topics, times, area, languages, *places) in side.items():
            people[role, name] = make_application(
                round_,
                role,
                f"{name}@example.org",
                capacity=places[0] if places else 1,
                topics=[TOPICS[topic] for topic in topics],
                availability=[TIMES[time] for time in times],
                area=area,
                languages=[{"language": code, "comfort": "fluent"} for code in languages],
                communities=IN_ROLES.get(name, ["asian" if role == "mentee" else "latino"]),
            )
    return people


@dataclass(frozen=True)
class Situation:
    """The board of a run in a round, as it is in the database."""

    round_id: int
    run_id: int

    @classmethod
    def make(cls, round_: Round) -> "Situation":
        make_people(round_)
        return cls(round_.id, make_match_run(round_).id)

    @property
    def round(self) -> Round:
        return db.session.get_one(Round, self.round_id)

    @property
    def run(self) -> MatchRun:
        return db.session.get_one(MatchRun, self.run_id)

    @property
    def board(self) -> Board:
        board = boards.board_of(db.session, self.run)
        assert board is not None
        return board

    def suggestions(self) -> list[Suggestion]:
        of_run = select(Suggestion).where(Suggestion.match_run_id == self.run.id)
        fresh = of_run.execution_options(populate_existing=True)
        return list(db.session.scalars(fresh.order_by(Suggestion.id)))

    def check(self) -> OpenBoard:
        """Check that the board is an optimum, and that all rows say the same as it does."""
        opened = boards.open_board(self.board)
        _check_is_optimal(opened)
        decided = decision_log.standing(db.session, self.board)
        _check_rows(opened, decided)
        _check_suggestions(self, opened)
        _check_nobody_is_with_whom_they_must_not(self, opened)
        return opened


def _check_is_optimal(opened: OpenBoard) -> None:
    state, optimizer = opened.state, opened.optimizer
    anew = optimizer.solved_anew()
    assert optimizer.total == pytest.approx(anew.total, abs=1e-9)
    if state.options.objective == "most_people":
        assert optimizer.people == anew.people
    for mentor, capacity in enumerate(state.options.capacity):
        assert optimizer.mentors().count(mentor) <= capacity
    pairs = set(optimizer.pairs())
    assert optimizer.pinned <= pairs
    assert not pairs & optimizer.banned
    people = [
        frozenset((state.mentees[mentee].person_id, state.mentors[mentor].person_id))
        for mentee, mentor in pairs
    ]
    assert len(people) == len(set(people)), "two people are each other's mentor"


def _check_suggestions(situation: Situation, opened: OpenBoard) -> None:
    current = set(map(opened.state.ids, opened.state.pairs()))
    state_of = {(item.mentee_id, item.mentor_id): item.state for item in situation.suggestions()}
    undecided = {pair for pair, state in state_of.items() if state in UNDECIDED}
    introduced = {pair for pair, state in state_of.items() if state is SuggestionState.INTRODUCED}
    assert undecided <= current, "somebody has a suggestion that is not on the board"
    assert current <= undecided | introduced, "a pair of the board is not suggested"
    pinned = set(map(opened.state.ids, opened.optimizer.pinned))
    kept = {
        pair
        for pair, state in state_of.items()
        if state in (SuggestionState.APPROVED, SuggestionState.HELD)
    }
    pins = set(db.session.execute(select(Pin.mentee_id, Pin.mentor_id)).tuples())
    gone = set(boards.gone_since(db.session, situation.round, opened.state))
    assert kept | pins <= pinned
    assert {pair for pair in pinned if not gone & {*pair}} <= kept | pins | introduced


def _check_rows(opened: OpenBoard, decided: list[BoardDecision]) -> None:
    rejected = {
        (item.mentee_id, item.mentor_id)
        for item in (
            db.session.get_one(Suggestion, decision.suggestion_id)
            for decision in decided
            if decision.kind is DecisionKind.REJECT
        )
    }
    bans = set(db.session.execute(select(Ban.mentee_id, Ban.mentor_id)).tuples())
    assert bans == rejected
    assert set(starmap(opened.state.position, bans)) <= opened.optimizer.banned
    limits = {
        (item.application_id, item.kind, repr(item.value))
        for item in db.session.scalars(select(PersonConstraint))
    }
    assert limits == {limit for decision in decided for limit in _limits_of(decision)}


def _limits_of(decision: BoardDecision) -> Iterator[tuple[int, str, str]]:
    about = decision.effect["about"]
    if decision.kind is not DecisionKind.REJECT or not about:
        return
    suggestion = db.session.get_one(Suggestion, decision.suggestion_id)
    answers = suggestion.mentee.profile.answers, suggestion.mentor.profile.answers
    ids = {Role.MENTEE: suggestion.mentee_id, Role.MENTOR: suggestion.mentor_id}
    for side, kind, value in constraints_of(
        Reason(decision.effect["reason"]), Role(about), *answers
    ):
        yield ids[side], kind, repr(value)


def _check_nobody_is_with_whom_they_must_not(situation: Situation, opened: OpenBoard) -> None:
    apart = set(
        pair_constraints.banned_pairs(db.session, submission.pool(db.session, situation.round))
    )
    state_of = {(item.mentee_id, item.mentor_id): item.state for item in situation.suggestions()}
    for pair in map(opened.state.ids, opened.state.pairs()):
        assert pair not in apart or state_of[pair] is SuggestionState.INTRODUCED
