"""Two people who are named: found in any spelling, and what stands between them."""

from mentorship.extensions import db
from mentorship.models import Role
from mentorship.services.board import boards, by_hand
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_people_are_found_by_a_part_of_their_name_in_their_role_alone(
    board: BoardUnderTest,
) -> None:
    state = boards.read_state(board.board)
    mentees = by_hand.people_of_run(db.session, state, Role.MENTEE)
    assert by_hand.found_by_name(mentees, "AN") == [board.people["ana"]]
    assert by_hand.found_by_name(mentees, "carla") == []


def test_what_a_pair_breaks_is_named_and_whether_it_can_be_overridden(
    make_board: MakeBoard,
) -> None:
    board = make_board(ana={"communities": ["latino"]}, bo={"availability": ["mon_morning"]})
    opened = boards.open_board(board.board)

    def between(mentee: str) -> by_hand.PairByHand:
        ids = board.people[mentee].id, board.people["carla"].id
        two = by_hand.two_of_run(db.session, board.run.id, *ids)
        assert two is not None
        return by_hand.pair_by_hand(opened, two)

    assert (between("ana").broken, between("ana").is_protected) == (["cross_community"], True)
    assert (between("bo").broken, between("bo").is_protected) == (["time"], False)
    assert between("chi").broken == []


def test_people_of_another_round_or_role_are_no_pair_of_a_run(board: BoardUnderTest) -> None:
    ana, carla = board.people["ana"].id, board.people["carla"].id
    for ids in ((carla, ana), (ana, ana), (ana, carla + 1000)):
        assert by_hand.two_of_run(db.session, board.run.id, *ids) is None
