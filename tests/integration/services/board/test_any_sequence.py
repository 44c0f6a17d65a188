"""Whatever is decided, undone and redone by two coordinators, the board is the optimum of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Ban,
    BoardDecision,
    DecisionKind,
    Pair,
    Person,
    PersonConstraint,
    Pin,
    Round,
    SuggestionState,
)
from mentorship.services.applications import submission
from mentorship.services.board import (
    boards,
    decision_log,
    decisions,
    introducing,
    plans,
    suggested_pairs,
)
from mentorship.services.board.plans import Action, Plan
from mentorship.services.board.state import BoardState
from mentorship.services.pairing.rejection_reasons import ABOUT
from tests.factories import make_coordinator
from tests.integration.services.board.situations import MENTEES, MENTORS, Situation

OPTIONS = list(product(("most_people", "best_total"), (0.0, 1.5), (0.0, 4.0)))
"""Objective, load penalty and floor."""
CURRENT = [
    DecisionKind.APPROVE,
    DecisionKind.HOLD,
    DecisionKind.REOPEN,
    DecisionKind.PIN,
    DecisionKind.UNPIN,
]
INSTEAD = [DecisionKind.SWAP, DecisionKind.PAIR_BY_HAND]
REASONS = [(reason, about) for reason, roles in ABOUT.items() for about in (*roles, "")]
MENTEE, MENTOR = st.integers(0, len(MENTEES) - 1), st.integers(0, len(MENTORS) - 1)
PLACE, WORDS = st.integers(0, 4), st.sampled_from(["", "They asked for it."])
STEP = st.one_of(
    st.tuples(st.just("about_current"), st.sampled_from(CURRENT), PLACE),
    st.tuples(st.just("reject"), st.sampled_from(REASONS), PLACE),
    st.tuples(st.just("pair_instead"), st.sampled_from(INSTEAD), MENTEE, MENTOR, WORDS),
    st.tuples(st.just("look"), st.sampled_from(REASONS), PLACE),
    st.tuples(st.just("decide_as_shown")),
    st.tuples(st.just("undo_latest")),
    st.tuples(st.just("undo_any"), PLACE),
    st.tuples(st.just("redo")),
    st.tuples(st.just("introduce")),
    st.tuples(st.just("call_back"), PLACE),
    st.tuples(st.just("leave"), st.integers(0, len(MENTEES) + len(MENTORS) - 1)),
)
Step = tuple[str, ...]
SEQUENCE = st.lists(st.tuples(st.integers(0, 1), STEP), min_size=10, max_size=16)


@contextmanager
def refused_or_done() -> Iterator[None]:
    """Let something be refused with a sentence, as a request would be that is rolled back."""
    try:
        with db.session.begin_nested():
            yield
    except UserFacingError as error:
        if not str(error):
            raise


@dataclass
class Coordinators:
    """Two coordinators at one board, and what one of them does at a time."""

    situation: Situation
    people: Sequence[Person]
    first: BoardState
    shown: list[Plan] = field(default_factory=list)
    can_be_undone: bool = True
    actor: Person = field(init=False)

    def act(self, by: int, step: Step) -> None:
        name, *values = step
        self.actor = self.people[by]
        action: Callable[..., None] = getattr(self, name)
        with refused_or_done():
            action(*values)

    def about_current(self, kind: DecisionKind, at: int) -> None:
        self.decide(Action(kind, *self.current(at)))

    def reject(self, reason: tuple[str, str], at: int) -> None:
        self.decide(self.rejection(reason, at))

    def pair_instead(self, kind: DecisionKind, mentee: int, mentor: int, text: str) -> None:
        self.decide(Action(kind, *self.first.ids((mentee, mentor)), text=text))

    def look(self, reason: tuple[str, str], at: int) -> None:
        self.shown.append(self.preview(self.rejection(reason, at)))

    def decide_as_shown(self) -> None:
        """Decide what was looked at a while ago: it is kept as it was shown, or not at all."""
        if not self.shown:
            return
        shown = self.shown.pop(0)
        made = decisions.decide(
            db.session, self.actor, self.situation.run, self.situation.board,
            shown.action, shown.digest,
        )  # fmt: skip
        assert list(map(tuple, made.effect["moves"])) in ([], shown.moves)

    def undo_latest(self) -> None:
        latest = decision_log.next_to_undo(db.session, self.situation.board, self.actor)
        if latest is not None:
            decisions.undo(db.session, self.actor, latest)

    def undo_any(self, at: int) -> None:
        standing = decision_log.standing(db.session, self.situation.board)
        if standing:
            decisions.undo(db.session, self.actor, standing[at % len(standing)])

    def redo(self) -> None:
        undone = decision_log.next_to_redo(db.session, self.situation.board, self.actor)
        if undone is not None:
            decisions.redo(db.session, self.actor, undone)

    def introduce(self) -> None:
        approved = introducing.approved(db.session, self.situation.run)
        self.can_be_undone &= not approved
        introducing.introduce_approved(
            db.session, self.actor, self.situation.run, introducing.digest_of(approved)
        )

    def call_back(self, at: int) -> None:
        pairs = db.session.query(Pair).order_by(Pair.id).all()
        if pairs:
            introducing.call_back(db.session, self.actor, pairs[at % len(pairs)])

    def leave(self, at: int) -> None:
        people = (*self.first.mentees, *self.first.mentors)
        gone = boards.gone_since(db.session, self.situation.round, self.first)
        application = submission.application_with_id(db.session, people[at].application_id)
        if not gone and application is not None:
            submission.withdraw(db.session, None, application)
            self.can_be_undone = False

    def current(self, at: int) -> tuple[int, int]:
        state = boards.read_state(self.situation.board)
        pairs = state.pairs() or [(0, 0)]
        return state.ids(pairs[at % len(pairs)])

    def rejection(self, reason: tuple[str, str], at: int) -> Action:
        return Action(DecisionKind.REJECT, *self.current(at), *reason, text="words")

    def preview(self, action: Action) -> Plan:
        return decisions.preview(db.session, self.situation.run, self.situation.board, action)

    def decide(self, action: Action) -> BoardDecision:
        digest = self.preview(action).digest
        run, board = self.situation.run, self.situation.board
        return decisions.decide(db.session, self.actor, run, board, action, digest)

    def undo_everything(self) -> None:
        """Undo what stands, from the last to the first: the board is as the run left it."""
        for decision in decision_log.standing(db.session, self.situation.board):
            decisions.undo(db.session, self.people[0], decision)
        opened = self.situation.check()
        assert opened.state.solver.mentor_of == self.first.solver.mentor_of
        for table in (Ban, Pin, PersonConstraint):
            assert db.session.query(table).count() == 0
        states = {item.state for item in self.situation.suggestions()}
        assert states <= {SuggestionState.PENDING, SuggestionState.MOVED}


def solve_with(situation: Situation, options: tuple[str, float, float]) -> BoardState:
    """Have the board of a run be one of other options, and return it."""
    objective, load_penalty, floor = options
    board = situation.board
    boards.lock_board(db.session, board)
    opened = boards.open_board(board)
    changed = replace(
        opened.state.options, objective=objective, load_penalty=load_penalty, floor=floor
    )
    after = replace(opened.optimizer, options=changed).solved_anew()
    state = replace(opened, state=replace(opened.state, options=changed))
    planned = plans.compare(state, after, Action(DecisionKind.REOPEN, 0, 0), [])
    suggested_pairs.follow(db.session, situation.run, planned.state, planned.moves)
    boards.save(board, planned.state)
    return boards.read_state(board)


@pytest.mark.slow
@pytest.mark.usefixtures("each_database")
def test_any_sequence_of_decisions_leaves_the_optimum_of_what_stands(
    a_round: Round, coordinator: Person
) -> None:
    situation = Situation.make(a_round)
    people = [coordinator, make_coordinator("colleague@example.org")]

    @given(options=st.sampled_from(OPTIONS), sequence=SEQUENCE)
    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def any_sequence(options: tuple[str, float, float], sequence: list[tuple[int, Step]]) -> None:
        try:
            both = Coordinators(situation, people, solve_with(situation, options))
            for by, step in sequence:
                both.act(by, step)
                situation.check()
            if both.can_be_undone:
                both.undo_everything()
        finally:
            db.session.rollback()  # nothing was committed: each example starts anew

    any_sequence()
