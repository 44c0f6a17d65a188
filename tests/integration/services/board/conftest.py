"""A round with a board on which decisions move people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from mentorship.extensions import db
from mentorship.models import (
    Application,
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    Person,
    Round,
    Suggestion,
)
from mentorship.services.board import boards, decision_log, decisions
from mentorship.services.board.plans import Action, Plan
from tests.conftest import Applicant
from tests.factories import make_match_run

TOPICS = ("storytelling", "tenant_rights", "voting", "health", "workers_rights")
# What each mentee wants to learn, and each mentor can share, as positions in TOPICS. The best
# pairs are ana–carla and bo–diego; without ana–carla all of them move.
MENTEES = {"ana": (0, 1, 2), "bo": (0, 1), "chi": (2, 3)}
MENTORS = {"carla": (0, 1, 2), "diego": (0, 1), "elena": (3,)}


@dataclass(frozen=True)
class BoardUnderTest:
    """A run with its board, and decisions about pairs by name."""

    run: MatchRun
    board: Board
    coordinator: Person
    people: dict[str, Application]

    def action(self, kind: str, mentee: str, mentor: str, **more: object) -> Action:
        ids = self.people[mentee].id, self.people[mentor].id
        return Action(DecisionKind(kind), *ids, **more)  # type: ignore[arg-type]

    def preview(self, kind: str, mentee: str, mentor: str, **more: object) -> Plan:
        return decisions.preview(
            db.session, self.run, self.board, self.action(kind, mentee, mentor, **more)
        )

    def decide(
        self, kind: str, mentee: str, mentor: str, by: Person | None = None, **more: object
    ) -> BoardDecision:
        action = self.action(kind, mentee, mentor, **more)
        confirmed = self.preview(kind, mentee, mentor, **more).digest
        decided = decisions.decide(
            db.session, by or self.coordinator, self.run, self.board, action, confirmed
        )
        db.session.commit()
        return decided

    def undo(self, decision: BoardDecision) -> Plan:
        planned = decisions.undo(db.session, self.coordinator, decision)
        db.session.commit()
        return planned

    def pairs(self) -> dict[str, str]:
        """Return who is suggested to whom, by name."""
        name = {application.id: name for name, application in self.people.items()}
        state = boards.read_state(self.board)
        return {name[mentee]: name[mentor] for mentee, mentor in map(state.ids, state.pairs())}

    def suggestion(self, mentee: str, mentor: str) -> Suggestion | None:
        return decision_log.suggestion_of(
            db.session, self.run, self.people[mentee].id, self.people[mentor].id
        )


MakeBoard = Callable[..., BoardUnderTest]


@pytest.fixture
def make_board(a_round: Round, applicant: Applicant, coordinator: Person) -> MakeBoard:
    """Return a function that makes a round of these people, and the board of its run."""

    def make(
        mentees: dict[str, tuple[int, ...]] = MENTEES,
        mentors: dict[str, tuple[int, ...]] = MENTORS,
        **answers: dict[str, Any],
    ) -> BoardUnderTest:
        people = {
            name: applicant(
                role,
                f"{name}@example.org",
                *traits,
                topics=[TOPICS[topic] for topic in topics],
                **answers.get(name, {}),
            )
            for role, side, traits in (("mentee", mentees, ()), ("mentor", mentors, ("latino",)))
            for name, topics in side.items()
        }
        run = make_match_run(a_round)
        board = boards.board_of(db.session, run)
        assert board is not None
        return BoardUnderTest(run, board, coordinator, people)

    return make


@pytest.fixture
def board(make_board: MakeBoard) -> BoardUnderTest:
    return make_board()
