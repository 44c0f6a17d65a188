"""What follows from a decision: the optimum under it, and nobody is moved who must stay."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from mentorship.errors import UserFacingError
from mentorship.models import DecisionKind
from mentorship.services.board import plans
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.plans import Action, Plan
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from mentorship.services.pairing.library_adapter.solver_state import SolveOptions, as_data
from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem
from tests.unit.services.board.boards_of_two_sides import open_board
from tests.unit.services.pairing.library_adapter.random_boards import optimizers

RULES = ("language", "cross_community", "oneself", "same_person", "kept_apart")


@pytest.fixture(scope="module", autouse=True)
def _sentences() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


def kept(opened: OpenBoard, planned: Plan) -> OpenBoard:
    """Return the board after a plan was kept, read anew."""
    return replace(
        opened, state=planned.state, optimizer=opened.optimizer.go_back_to(planned.state.solver)
    )


def board_of(
    scores: list[list[float]],
    broken: dict[tuple[int, int], str] | None = None,
    in_both_roles: int = 0,
    **options: Any,
) -> OpenBoard:
    masks = np.zeros(np.shape(scores), dtype="u1")
    for pair, rule in (broken or {}).items():
        masks[pair] = 1 << RULES.index(rule)
    defaults: dict[str, Any] = {
        "objective": "most_people", "floor": 0.0, "load_penalty": 0.0, "seed": 1,
        "capacity": [1] * masks.shape[1],
    }  # fmt: skip
    given_options = SolveOptions(**{**defaults, **options})
    problem = matching.Problem(scores, masks == 0, given_options.capacity)
    solved = matching.solve(problem, given_options.objective, given_options.floor)
    data = bytes((1,)) + np.array(scores).tobytes() + masks.tobytes()
    stored = StoredProblem(masks.shape, RULES, data)
    start = Optimizer.restore(stored, given_options, as_data(solved.state, [], [], []))
    return open_board(start, in_both_roles)


def act(opened: OpenBoard, kind: str, mentee: int, mentor: int, **more: Any) -> Plan:
    gone = more.pop("gone", [])
    action = Action(DecisionKind(kind), mentee, 100 + mentor, **more)
    return plans.plan(opened, action, gone)


def reciprocal(opened: OpenBoard) -> list[object]:
    people = [
        frozenset((opened.state.mentees[mentee].person_id, opened.state.mentors[mentor].person_id))
        for mentee, mentor in opened.optimizer.pairs()
        if (mentee, mentor) not in opened.optimizer.pinned
    ]
    return [pair for pair in people if people.count(pair) > 1]


@settings(max_examples=120, deadline=None)
@given(optimizers(), st.integers(0, 2), st.data())
def test_any_sequence_of_plans_leads_to_the_optimum_of_a_fresh_solve(
    optimizer: Optimizer, in_both_roles: int, data: st.DataObject
) -> None:
    opened, gone = open_board(optimizer, in_both_roles), list[int]()
    mentees, mentors = optimizer.problem.shape
    for kind in data.draw(st.lists(st.sampled_from(DecisionKind), min_size=3, max_size=9)):
        pair = data.draw(st.integers(0, mentees - 1)), data.draw(st.integers(0, mentors - 1))
        if kind not in (DecisionKind.SWAP, DecisionKind.PAIR_BY_HAND) and opened.state.pairs():
            pair = data.draw(st.sampled_from(opened.state.pairs()))
        gone = sorted({*gone, *data.draw(st.sampled_from([[], [], [], [0], [100]]))})
        whole_side = opened.state.positions_of(100 + pair[1])
        apart = data.draw(
            st.sampled_from([(), whole_side if kind is DecisionKind.REJECT else (pair,)])
        )
        text = data.draw(st.sampled_from(["", "They asked for it."]))
        action = Action(kind, pair[0], 100 + pair[1], text=text, apart=frozenset(apart))
        try:
            planned = plans.plan(opened, action, gone)
        except UserFacingError as error:
            assert str(error)  # noqa: PT017
            continue
        before, opened = opened, kept(opened, planned)
        _check(before, opened, planned, pair)


def _check(before: OpenBoard, after: OpenBoard, planned: Plan, pair: tuple[int, int]) -> None:
    anew = after.optimizer.solved_anew()
    assert after.optimizer.total == pytest.approx(anew.total, abs=1e-9)
    if after.state.options.objective == "most_people":
        assert after.optimizer.people == anew.people
    assert planned.people == after.optimizer.people - before.optimizer.people
    assert planned.points == pytest.approx(after.optimizer.total - before.optimizer.total)
    moved = dict(enumerate(before.state.solver.mentor_of))
    for mentee, old, new in planned.moves:
        assert (old, new) == (before.state.mentor_id(moved[mentee]), new)
        moved[mentee] = -1 if new is None else new - 100
    assert list(moved.values()) == after.state.solver.mentor_of
    stays = before.optimizer.pinned - {pair}
    left = set(planned.state.gone)
    assert {p for p in stays if not {*after.state.ids(p)} & left} <= after.optimizer.pinned
    assert not any({*after.state.ids(p)} & left for p in after.state.pairs())
    assert after.optimizer.banned == before.optimizer.banned | set(planned.banned)
    if planned.action.kind is DecisionKind.REJECT:
        assert pair in after.optimizer.banned
    assert not reciprocal(after)


@pytest.mark.parametrize("rule", sorted(plans.PROTECTED_RULES))
def test_nobody_overrides_what_the_programme_is_for_whatever_they_write(rule: str) -> None:
    opened = board_of([[1.0]], {(0, 0): rule})
    with pytest.raises(UserFacingError, match=r"nobody can override|must not be matched"):
        act(opened, "pair_by_hand", 0, 0, text="They asked for it.")


def test_another_rule_is_overridden_with_a_reason_alone() -> None:
    opened = board_of([[1.0]], {(0, 0): "language"})
    for blank in ("", "  \n"):
        with pytest.raises(UserFacingError, match="write down why"):
            act(opened, "pair_by_hand", 0, 0, text=blank)
    planned = act(opened, "pair_by_hand", 0, 0, text="Both learn it.")
    assert (planned.added, planned.pinned, planned.people) == ([(0, 0)], [(0, 0)], 1)
    rejected = act(kept(opened, planned), "reject", 0, 0)
    assert (rejected.removed, rejected.released, rejected.people) == ([(0, 0)], [(0, 0)], -1)


def test_a_rejected_pair_does_not_come_back_by_hand() -> None:
    opened = board_of([[2.0, 1.0]])
    opened = kept(opened, act(opened, "reject", 0, 0))
    with pytest.raises(UserFacingError, match="must not be matched"):
        act(opened, "pair_by_hand", 0, 0, text="They asked for it.")


def test_a_refusal_says_what_is_in_the_way() -> None:
    with pytest.raises(UserFacingError, match="no free place"):
        act(board_of([[2.0, 3.0]], capacity=[0, 1]), "swap", 0, 0)
    with pytest.raises(UserFacingError, match="lowest score"):
        act(board_of([[2.0, 3.0]], floor=2.5), "swap", 0, 0)
    opened = board_of([[2.0, 1.0], [1.0, 2.0]])
    opened = kept(opened, act(opened, "approve", 0, 0))
    with pytest.raises(UserFacingError, match="have approved or put on hold"):
        act(opened, "swap", 1, 0)
    with pytest.raises(UserFacingError, match="not suggested to each other any more"):
        act(opened, "approve", 0, 1)
    with pytest.raises(UserFacingError, match="not in this matching run"):
        act(opened, "approve", 7, 0)


def test_a_mentor_who_takes_no_more_keeps_whom_they_have_been_approved_for() -> None:
    opened = board_of([[2.0], [2.0]], capacity=[2])
    opened = kept(opened, act(opened, "approve", 0, 0))
    planned = act(opened, "reject", 1, 0, apart=frozenset({(0, 0), (1, 0)}))
    assert planned.state.solver.mentor_of == [0, -1]
    assert planned.banned == [(1, 0)]


def test_who_has_left_is_in_no_pair_although_the_pair_was_approved() -> None:
    opened = board_of([[2.0, 1.0], [1.0, 2.0]])
    opened = kept(opened, act(opened, "approve", 0, 0))
    planned = act(opened, "approve", 1, 1, gone=[100])
    assert planned.state.solver.mentor_of == [-1, 1]
    assert planned.released == [(0, 0)]


def test_two_people_are_not_each_others_mentor() -> None:
    opened = board_of([[0.0, 2.0], [3.0, 0.0]], {(0, 0): "oneself", (1, 1): "oneself"}, 2)
    assert opened.optimizer.people == 2
    planned = act(opened, "approve", 1, 0)
    assert planned.state.solver.mentor_of == [-1, 0]
    planned = act(opened, "approve", 0, 1)
    assert planned.state.solver.mentor_of == [1, -1], "what is approved stays, though worth less"


def test_a_plan_is_told_from_others_by_what_is_shown() -> None:
    opened = board_of([[2.0, 1.0], [1.0, 2.0]])
    first = act(opened, "reject", 0, 0)
    assert first.digest == act(opened, "reject", 0, 0, reason="too_far").digest
    assert first.digest != act(opened, "reject", 1, 1).digest
    assert first.digest != act(opened, "reject", 0, 0, gone=[1]).digest


def test_extra_points_are_not_in_the_score_that_is_shown() -> None:
    opened = board_of([[3.0]])
    first = [item._replace(has_waited=True, is_trained=True) for item in opened.state.mentees]
    state = replace(opened.state, mentees=first, waiting_points=0.5, training_points=0.25)
    assert plans.score_of(state, opened.optimizer, (0, 0)) == 2.25
