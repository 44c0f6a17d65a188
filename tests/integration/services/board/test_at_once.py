"""Fifty decisions at once: one winner each, a sentence for everybody else, and one board."""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, event

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Board, DecisionKind, MatchRun, Person, Round
from mentorship.services.board import boards, decision_log, decisions, introducing
from mentorship.services.board.plans import Action
from mentorship.services.pairing.rejection_reasons import ABOUT
from tests.factories import make_coordinator
from tests.integration.services.board.situations import Situation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("each_database")]
AT_ONCE = 50
UNDO, INTRODUCE = "undo", "introduce"


@dataclass
class AtOnce:
    """Requests that are sent at the same moment, each with a transaction of its own."""

    app: Flask
    situation: Situation
    coordinators: Sequence[Person]
    won: list[Action | str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    def send(self, actions: Sequence[Action | str]) -> None:
        ids = [person.id for person in self.coordinators]
        run_id, board_id = self.situation.run_id, self.situation.board.id
        db.session.rollback()
        barrier = threading.Barrier(len(actions))
        threads = [
            threading.Thread(target=self._request, args=(action, by, run_id, board_id, barrier))
            for action, by in zip(actions, cycle(ids), strict=False)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not self.errors, Counter(map(repr, self.errors))
        assert all(self.refused), "each refusal is a sentence"
        assert len(self.won) + len(self.refused) == len(actions)

    def _request(
        self, action: Action | str, by: int, run_id: int, board_id: int, barrier: threading.Barrier
    ) -> None:
        barrier.wait()
        try:
            with self.app.app_context():
                session = db.session
                actor, run = session.get_one(Person, by), session.get_one(MatchRun, run_id)
                _act(session, actor, run, session.get_one(Board, board_id), action)
                session.commit()
                self.won.append(action)
        except UserFacingError as error:
            self.refused.append(str(error))
        except Exception as error:
            self.errors.append(error)


def _act(
    session: AnySession, actor: Person, run: MatchRun, board: Board, action: Action | str
) -> None:
    if isinstance(action, Action):
        planned = decisions.preview(session, run, board, action)
        decisions.decide(session, actor, run, board, action, planned.digest)
    elif action == UNDO:
        latest = decision_log.next_to_undo(session, board, actor)
        if latest is None:
            raise UserFacingError(UNDO)
        decisions.undo(session, actor, latest)
    else:
        digest = introducing.digest_of(introducing.approved(session, run))
        if not introducing.introduce_approved(session, actor, run, digest):
            raise UserFacingError(INTRODUCE)


def wait_for_fifty_others(connection: Any, _record: object) -> None:
    """Have SQLite wait longer than a request may."""
    connection.execute("PRAGMA busy_timeout = 120000")


@pytest.fixture
def at_once(app: Flask, a_round: Round, coordinator: Person) -> AtOnce:
    if db.engine.dialect.name == "sqlite":
        engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
        event.listen(engine, "connect", wait_for_fifty_others)
        db.engines[None] = engine
    colleague = make_coordinator("colleague@example.org")
    return AtOnce(app, Situation.make(a_round), [coordinator, colleague])


def test_of_fifty_approvals_of_a_few_pairs_one_wins_each(at_once: AtOnce) -> None:
    state = boards.read_state(at_once.situation.board)
    pairs = list(map(state.ids, state.pairs()))
    approvals = [Action(DecisionKind.APPROVE, *pair) for pair in pairs]
    at_once.send(list(islice(cycle(approvals), AT_ONCE)))
    assert Counter(at_once.won) == Counter(approvals)
    assert set(at_once.refused) == {"These two have been decided about since you opened the page."}
    opened = at_once.situation.check()
    assert opened.board.version == len(pairs)


def test_fifty_different_decisions_at_once_have_an_order(at_once: AtOnce) -> None:
    state = boards.read_state(at_once.situation.board)
    reasons = cycle((reason, about) for reason, roles in ABOUT.items() for about in (*roles, ""))
    current = cycle(map(state.ids, state.pairs()))
    others = cycle(state.ids((mentee, mentor)) for mentee in range(5) for mentor in range(4))
    actions: list[Action | str] = [*[UNDO] * 8, *[INTRODUCE] * 2]
    for kind, count in (("approve", 8), ("hold", 6), ("pin", 4), ("reopen", 4)):
        actions += [Action(DecisionKind(kind), *next(current)) for _time in range(count)]
    actions += [Action(DecisionKind.REJECT, *next(current), *next(reasons)) for _time in range(8)]
    actions += [Action(DecisionKind.SWAP, *next(others)) for _time in range(10)]
    at_once.send(actions)
    assert at_once.won
    made = at_once.situation.board.version
    assert made == sum(action != INTRODUCE for action in at_once.won), "none is lost or doubled"
    at_once.situation.check()
