"""What if somebody had another partner: what is said is what choosing it would do."""

import pytest

from mentorship.extensions import db
from mentorship.models import DecisionKind, Role
from mentorship.services.board import boards, decisions, what_if
from mentorship.services.board.plans import Action
from tests.integration.services.board.conftest import BoardUnderTest


@pytest.mark.parametrize(("name", "role"), [("ana", Role.MENTEE), ("carla", Role.MENTOR)])
def test_every_alternative_costs_and_moves_what_a_swap_would(
    board: BoardUnderTest, name: str, role: Role
) -> None:
    opened = boards.open_board(board.board)
    found = what_if.alternatives(opened, role, board.people[name].id)
    assert [(item.people, item.points) for item in found] == sorted(
        ((item.people, item.points) for item in found), reverse=True
    )
    assert found
    for item in found:
        swap = Action(DecisionKind.SWAP, item.mentee_id, item.mentor_id)
        planned = decisions.preview(db.session, board.run, board.board, swap)
        assert planned.people == item.people
        assert planned.points == pytest.approx(item.points)
        assert set(planned.moves) == set(item.moves)


def test_a_mentee_who_is_approved_has_no_alternatives(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    opened = boards.open_board(board.board)
    assert what_if.alternatives(opened, Role.MENTEE, board.people["ana"].id) == []
