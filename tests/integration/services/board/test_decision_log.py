"""Who undoes and redoes what, of two coordinators at one board."""

import pytest
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import BoardDecision, Person
from mentorship.services.board import decision_log, decisions
from tests.factories import make_coordinator
from tests.integration.services.board.conftest import BoardUnderTest


@pytest.fixture
def colleague(board: BoardUnderTest) -> Person:
    return make_coordinator("colleague@example.org")


def undone_next(board: BoardUnderTest, by: Person) -> str | None:
    decision = decision_log.next_to_undo(db.session, board.board, by)
    return None if decision is None else decision.kind.value


def redone_next(board: BoardUnderTest, by: Person) -> BoardDecision | None:
    return decision_log.next_to_redo(db.session, board.board, by)


def redo(board: BoardUnderTest, by: Person) -> str:
    decision = redone_next(board, by)
    assert decision is not None
    again = decisions.redo(db.session, by, decision)
    db.session.commit()
    return again.kind.value


def undo(board: BoardUnderTest, by: Person) -> str:
    decision = decision_log.next_to_undo(db.session, board.board, by)
    assert decision is not None
    decisions.undo(db.session, by, decision)
    db.session.commit()
    return decision.kind.value


def test_each_coordinator_undoes_their_own_decisions_from_the_last(
    board: BoardUnderTest, colleague: Person
) -> None:
    board.decide("approve", "ana", "carla")
    board.decide("hold", "bo", "diego", by=colleague)
    board.decide("pin", "chi", "elena")
    assert [undo(board, board.coordinator), undo(board, board.coordinator)] == ["pin", "approve"]
    assert undone_next(board, board.coordinator) is None
    assert redone_next(board, colleague) is None
    assert undone_next(board, colleague) == "hold"


def test_everything_that_was_undone_is_redone_in_its_order(
    board: BoardUnderTest, colleague: Person
) -> None:
    for kind, pair in (("approve", ("ana", "carla")), ("hold", ("bo", "diego"))):
        board.decide(kind, *pair)
    assert [undo(board, board.coordinator) for _time in range(2)] == ["hold", "approve"]
    board.decide("pin", "chi", "elena", by=colleague)
    assert [redo(board, board.coordinator) for _time in range(2)] == ["approve", "hold"]
    assert redone_next(board, board.coordinator) is None
    assert [undo(board, board.coordinator) for _time in range(2)] == ["hold", "approve"]


def test_nothing_is_redone_after_another_decision(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    board.decide("hold", "bo", "diego")
    undo(board, board.coordinator)
    undo(board, board.coordinator)
    redo(board, board.coordinator)
    board.decide("pin", "chi", "elena")
    assert redone_next(board, board.coordinator) is None
    undo(board, board.coordinator)
    assert redo(board, board.coordinator) == "pin"
    assert redone_next(board, board.coordinator) is None


def test_what_stands_is_not_undone_or_redone_twice(board: BoardUnderTest) -> None:
    decision = board.decide("approve", "ana", "carla")
    with pytest.raises(UserFacingError, match="stands already"):
        decisions.redo(db.session, board.coordinator, decision)
    board.undo(decision)
    with pytest.raises(UserFacingError, match="undone already"):
        decisions.undo(db.session, board.coordinator, decision)


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_what_somebody_has_redone_meanwhile_stands(board: BoardUnderTest, kind: str) -> None:
    decision = board.decide("approve", "ana", "carla")
    board.undo(decision)
    assert decision.effect, "read, as the page of a request has read it"
    with Session(db.engine) as other:
        theirs = other.get_one(BoardDecision, decision.id)
        decisions.redo(other, other.get_one(Person, board.coordinator.id), theirs)
        other.commit()
    with pytest.raises(UserFacingError, match="It stands"):
        getattr(decisions, kind)(db.session, board.coordinator, decision)


def test_a_coordinator_learns_what_others_have_decided_and_undone(
    board: BoardUnderTest, colleague: Person
) -> None:
    board.decide("approve", "ana", "carla")
    theirs = board.decide("hold", "bo", "diego", by=colleague)
    seen = board.board.version

    def news() -> list[BoardDecision]:
        return decision_log.made_since(db.session, board.board, seen, board.coordinator)

    assert news() == []
    decisions.undo(db.session, colleague, theirs)
    latest = board.decide("pin", "chi", "elena", by=colleague)
    board.decide("approve", "chi", "elena")
    assert news() == [theirs, latest]
    assert decision_log.made_since(db.session, board.board, 0, colleague) != news()


def test_an_earlier_decision_about_a_pair_is_not_undone_before_a_later_one(
    board: BoardUnderTest,
) -> None:
    first = board.decide("hold", "ana", "carla")
    board.decide("approve", "ana", "carla")
    with pytest.raises(UserFacingError, match="Undo that first"):
        board.undo(first)


def test_a_suggestion_says_who_decided_last_of_what_stands(
    board: BoardUnderTest, colleague: Person
) -> None:
    board.decide("hold", "ana", "carla", by=colleague)
    again = board.decide("approve", "ana", "carla")
    suggestion = board.suggestion("ana", "carla")
    assert suggestion.decided_by == board.coordinator.id
    board.undo(again)
    assert suggestion.decided_by == colleague.id
    undo(board, colleague)
    assert (suggestion.decided_by, suggestion.decided_at) == (None, None)
