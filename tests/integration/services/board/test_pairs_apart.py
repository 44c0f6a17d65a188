"""Whom a decision keeps apart beside its own pair, as the next run would."""

from typing import Any

import pytest

from mentorship.extensions import db
from mentorship.models import Application, DecisionKind, Person, Round, SuggestionState
from mentorship.services.applications import submission
from mentorship.services.board import boards, decisions
from mentorship.services.board.pairs_apart import with_pairs_apart
from mentorship.services.board.plans import Action
from mentorship.services.pairing import pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from tests.factories import make_application, make_match_run
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_a_rejected_pair_is_not_suggested_in_the_other_roles(
    a_round: Round, coordinator: Person
) -> None:
    both: dict[str, Any] = {"communities": ["asian", "latino"]}
    mentee, mentor = (
        {
            name: make_application(a_round, role, f"{name}@example.org", **both)
            for name in ("ana", "bo")
        }
        for role in ("mentee", "mentor")
    )
    run = make_match_run(a_round)
    board = boards.board_of(db.session, run)
    assert board is not None
    state = boards.read_state(board)
    (pair,) = map(state.ids, state.pairs())
    action = Action(DecisionKind.REJECT, *pair, reason="not_this_pair")
    name = {item.id: name for side in (mentee, mentor) for name, item in side.items()}
    (apart,) = map(state.ids, with_pairs_apart(db.session, board, state, action).apart)
    assert [name[id_] for id_ in apart] == [name[id_] for id_ in reversed(pair)]
    planned = decisions.preview(db.session, run, board, action)
    decisions.decide(db.session, coordinator, run, board, action, planned.digest)
    assert boards.read_state(board).pairs() == []
    assert {(mentee["ana"].id, mentor["bo"].id), (mentee["bo"].id, mentor["ana"].id)} == set(
        pair_constraints.banned_pairs(db.session, submission.pool(db.session, a_round))
    )


def test_a_limit_holds_for_both_roles_of_somebody(a_round: Round) -> None:
    both: dict[str, Any] = {"communities": ["asian", "latino"]}
    own = [
        make_application(a_round, role, "ana@example.org", **both) for role in ("mentee", "mentor")
    ]
    far: dict[str, Any] = {"area": "boyle_heights", **both}
    other_mentee = make_application(a_round, "mentee", "bo@example.org", **far)
    other_mentor = make_application(a_round, "mentor", "carla@example.org", **far)
    run = make_match_run(a_round)
    board = boards.board_of(db.session, run)
    assert board is not None
    state = boards.read_state(board)

    def apart(
        reason: str, about: str, mentee: Application = own[0], mentor: Application = other_mentor
    ) -> set[tuple[int, int]]:
        action = Action(DecisionKind.REJECT, mentee.id, mentor.id, reason, about)
        return set(map(state.ids, with_pairs_apart(db.session, board, state, action).apart))

    assert apart("too_far", "mentee") == {
        (own[0].id, other_mentor.id), (other_mentee.id, own[1].id),
    }  # fmt: skip
    as_mentor = {(mentee.id, own[1].id) for mentee in (own[0], other_mentee)}
    assert apart("mentor_takes_no_more", "mentor", other_mentee, own[1]) == as_mentor
    assert apart("not_this_pair", "") == set()


def test_who_was_kept_in_spite_of_a_limit_is_ruled_out_once_let_go(board: BoardUnderTest) -> None:
    board.decide("hold", "ana", "carla")
    person_constraints.add(
        db.session, board.coordinator, board.people["carla"], ConstraintKind.NO_MORE
    )
    db.session.commit()
    reopened = board.decide("reopen", "ana", "carla")
    assert board.pairs()["ana"] != "carla"
    assert board.suggestion("ana", "carla").state is SuggestionState.MOVED
    board.undo(reopened)
    assert board.pairs()["ana"] == "carla"
    assert board.suggestion("ana", "carla").state is SuggestionState.HELD


def test_what_is_pinned_stays_so_when_its_approval_is_taken_back(board: BoardUnderTest) -> None:
    board.decide("pin", "bo", "diego")
    board.decide("approve", "bo", "diego")
    board.decide("reopen", "bo", "diego")
    opened = boards.open_board(board.board)
    position = opened.state.position(board.people["bo"].id, board.people["diego"].id)
    assert position in opened.optimizer.pinned
    ids = [board.people[name].id for name in ("bo", "diego")]
    assert pair_constraints.are_pinned(db.session, *ids)


@pytest.mark.parametrize("about", ["mentee", "mentor"])
def test_every_reason_keeps_apart_whom_the_next_run_keeps_apart(
    make_board: MakeBoard, about: str
) -> None:
    board = make_board(
        ana={"area": "boyle_heights", "availability": ["sat_morning", "mon_morning"]},
        diego={"availability": ["sat_morning", "mon_morning"]},
        elena={"languages": [{"language": "es", "comfort": "fluent"}]},
        chi={"languages": [{"language": code, "comfort": "fluent"} for code in ("en", "es")]},
    )
    for reason in ("too_far", "times_do_not_fit", "language_too_weak"):
        (pair, *_rest) = board.pairs().items()
        decided = board.decide("reject", *pair, reason=reason, about=about)
        opened = boards.open_board(board.board)
        pool = submission.pool(db.session, board.run.round)
        banned = pair_constraints.banned_pairs(db.session, pool)
        assert {opened.state.position(*ids) for ids in banned} == opened.optimizer.banned
        board.undo(decided)
