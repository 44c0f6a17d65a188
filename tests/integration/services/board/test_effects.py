"""What a decision leaves for later runs, and what is left of it after it is undone."""

import pytest

from mentorship.extensions import db
from mentorship.models import Ban, PersonConstraint, Pin
from mentorship.services.board import decisions
from mentorship.services.pairing import pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def limits() -> list[tuple[int, str]]:
    return sorted((row.application_id, row.kind) for row in db.session.query(PersonConstraint))


def test_a_reason_bans_the_pair_and_limits_whom_it_is_about(board: BoardUnderTest) -> None:
    carla = board.people["carla"]
    decided = board.decide(
        "reject", "ana", "carla", reason="mentor_takes_no_more", about="mentor", text="She is ill."
    )
    (ban,) = db.session.query(Ban)
    assert (ban.mentor_id, ban.reason, ban.words) == (
        carla.id,
        "mentor_takes_no_more",
        "She is ill.",
    )
    assert limits() == [(carla.id, "no_more")]
    board.undo(decided)
    assert (db.session.query(Ban).count(), limits()) == (0, [])


def test_a_limit_that_follows_from_two_decisions_goes_with_the_second(
    make_board: MakeBoard,
) -> None:
    board = make_board(carla={"area": "reseda"})
    ana = board.people["ana"].id
    first = board.decide("reject", "ana", "carla", reason="too_far", about="mentee")
    (theirs,) = db.session.query(PersonConstraint)
    assert limits() == [(ana, "same_area")]
    pair = board.pairs()
    assert "ana" in pair, "somebody in the same area"
    second = board.decide("reject", "ana", pair["ana"], reason="too_far", about="mentee")
    board.undo(first)
    assert [row.id for row in db.session.query(PersonConstraint)] == [theirs.id]
    board.undo(second)
    assert limits() == []


def test_a_limit_that_was_there_before_stays(board: BoardUnderTest) -> None:
    carla = board.people["carla"]
    person_constraints.add(db.session, board.coordinator, carla, ConstraintKind.NO_MORE)
    decided = board.decide("reject", "ana", "carla", reason="mentor_takes_no_more", about="mentor")
    board.undo(decided)
    assert limits() == [(carla.id, "no_more")]


def test_what_somebody_has_removed_is_not_missed_when_it_is_undone(board: BoardUnderTest) -> None:
    decided = board.decide("reject", "ana", "carla", reason="mentor_takes_no_more", about="mentor")
    db.session.query(Ban).delete()
    db.session.query(PersonConstraint).delete()
    later = pair_constraints.ban(db.session, board.people["bo"].id, board.people["carla"].id)
    db.session.commit()
    board.undo(decided)
    assert [ban.id for ban in db.session.query(Ban)] == [later.id], "of others"
    assert board.pairs()["ana"] == "carla"


def test_a_pin_comes_and_goes_with_its_decisions(board: BoardUnderTest) -> None:
    def pins() -> int:
        return db.session.query(Pin).count()

    first = board.decide("pin", "ana", "carla")
    with pytest.raises(decisions.DecidedMeanwhileError):
        board.decide("pin", "ana", "carla")
    db.session.rollback()
    rejected = board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert pins() == 0
    board.undo(rejected)
    assert pins() == 1
    released = board.decide("unpin", "ana", "carla")
    assert pins() == 0
    board.undo(released)
    assert pins() == 1
    board.undo(first)
    assert pins() == 0
    with pytest.raises(decisions.DecidedMeanwhileError):
        board.decide("unpin", "ana", "carla")
