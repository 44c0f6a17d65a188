"""The state of a board as a document, and its people by position."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings

from mentorship.services.board.state import BoardState
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from tests.unit.services.board.boards_of_two_sides import open_board
from tests.unit.services.pairing.library_adapter.random_boards import optimizers


@settings(max_examples=25, deadline=None)
@given(optimizers())
def test_a_state_is_the_same_after_it_was_stored(optimizer: Optimizer) -> None:
    state = open_board(optimizer).state
    again = BoardState.from_document(json.loads(json.dumps(state.document())))
    assert again == state
    assert asdict(again) == asdict(state)


@settings(max_examples=5, deadline=None)
@given(optimizers())
def test_a_state_from_before_the_training_counted_can_be_read(optimizer: Optimizer) -> None:
    state = open_board(optimizer).state
    document = json.loads(json.dumps(state.document()))
    del document["training_points"]
    for side in ("mentees", "mentors"):
        document[side] = document[side][:-1]  # a list of each field, of which this is the last
    assert BoardState.from_document(document) == state


@settings(max_examples=10, deadline=None)
@given(optimizers())
def test_positions_and_ids_belong_together(optimizer: Optimizer) -> None:
    state = open_board(optimizer).state
    mentees, mentors = optimizer.problem.shape
    for pair in ((mentee, mentor) for mentee in range(mentees) for mentor in range(mentors)):
        assert state.position(*state.ids(pair)) == pair
        assert state.is_current(*state.ids(pair)) == (pair in optimizer.pairs())
    assert state.positions_of(100) == [(mentee, 0) for mentee in range(mentees)]
    assert state.positions_of(0) == [(0, mentor) for mentor in range(mentors)]
    assert state.positions_of(99) == []
    with pytest.raises(KeyError):
        state.position(100, 0)


@settings(max_examples=10, deadline=None)
@given(optimizers())
def test_the_same_two_people_are_found_in_their_other_roles(optimizer: Optimizer) -> None:
    state = open_board(optimizer, in_both_roles=2).state
    found = state.in_other_roles((0, min(1, len(state.mentors) - 1)))
    in_both = min(len(state.mentees), len(state.mentors)) > 1
    assert found == ([(1, 0)] if in_both else [(0, 0)] if len(state.mentors) == 1 else [])
    assert open_board(optimizer).state.in_other_roles((0, 0)) == []
