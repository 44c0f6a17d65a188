"""Introduce all approved pairs or nobody, and call an introduction back."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Pair, SuggestionState
from mentorship.services import personal_data
from mentorship.services.applications import submission
from mentorship.services.board import boards, decision_log, introducing
from mentorship.services.pairing import suggestions
from mentorship.services.pairs import pairs
from tests.factories import make_match_run
from tests.integration.services.board.conftest import BoardUnderTest


def introduce(board: BoardUnderTest) -> list[Pair]:
    digest = introducing.digest_of(introducing.approved(db.session, board.run))
    made = introducing.introduce_approved(db.session, board.coordinator, board.run, digest)
    db.session.commit()
    return made


@pytest.mark.usefixtures("mailbox")
def test_only_approved_pairs_are_introduced_and_told(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    board.decide("hold", "bo", "diego")
    (pair,) = introduce(board)
    assert pair.suggestion_id == board.suggestion("ana", "carla").id
    assert board.suggestion("ana", "carla").state is SuggestionState.INTRODUCED
    assert board.suggestion("bo", "diego").state is SuggestionState.HELD


@pytest.mark.usefixtures("mailbox")
def test_who_is_introduced_without_review_keeps_their_place_on_the_board(
    board: BoardUnderTest,
) -> None:
    suggestion = board.suggestion("bo", "diego")
    assert suggestion is not None
    introducing.approve_and_introduce(db.session, None, suggestion)
    db.session.commit()
    board.decide("reject", "ana", "carla", reason="not_this_pair")
    assert board.pairs()["bo"] == "diego"
    assert board.suggestion("bo", "diego").state is SuggestionState.INTRODUCED


@pytest.mark.usefixtures("mailbox")
def test_what_led_to_an_introduction_is_not_offered_to_be_undone(board: BoardUnderTest) -> None:
    held = board.decide("hold", "bo", "diego")
    board.decide("approve", "ana", "carla")
    introduce(board)
    assert decision_log.next_to_undo(db.session, board.board, board.coordinator) is held


def test_nobody_is_introduced_if_one_of_the_pairs_cannot_be(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    board.decide("approve", "bo", "diego")
    submission.withdraw(db.session, None, board.people["diego"])
    db.session.commit()
    with pytest.raises(introducing.CannotBeIntroducedError) as refused:
        introduce(board)
    db.session.rollback()
    assert set(refused.value.reasons) == {board.suggestion("bo", "diego").id}
    assert db.session.query(Pair).count() == 0


def test_what_was_approved_meanwhile_is_not_introduced_unseen(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    seen = introducing.digest_of(introducing.approved(db.session, board.run))
    board.decide("approve", "bo", "diego")
    with pytest.raises(UserFacingError, match="have changed since"):
        introducing.introduce_approved(db.session, board.coordinator, board.run, seen)


def test_an_introduction_is_called_back_until_somebody_answers(board: BoardUnderTest) -> None:
    board.decide("approve", "ana", "carla")
    (pair,) = introduce(board)
    introducing.call_back(db.session, board.coordinator, pair)
    db.session.commit()
    assert db.session.query(Pair).count() == 0
    assert board.suggestion("ana", "carla").state is SuggestionState.HELD
    board.decide("approve", "ana", "carla")
    (again,) = introduce(board)
    pairs.say_yes(db.session, again.mentee.person, again)
    with pytest.raises(UserFacingError, match="has answered"):
        introducing.call_back(db.session, board.coordinator, again)


def test_drafts_outlive_a_newer_run(board: BoardUnderTest) -> None:
    board.decide("swap", "bo", "carla")
    board.decide("hold", "chi", "elena")
    run = make_match_run(board.run.round)
    states = {
        (item.mentee_id, item.mentor_id): item.state
        for item in suggestions.suggestions_of(db.session, run)
    }
    ids = {name: application.id for name, application in board.people.items()}
    assert states[ids["bo"], ids["carla"]] is SuggestionState.APPROVED
    assert states[ids["chi"], ids["elena"]] is SuggestionState.HELD
    assert board.suggestion("bo", "carla").state is SuggestionState.SUPERSEDED


def test_erasing_somebody_of_the_round_discards_the_board_and_keeps_the_suggestions(
    board: BoardUnderTest,
) -> None:
    board.decide("approve", "ana", "carla")
    personal_data.erase(db.session, board.people["elena"].person)
    db.session.commit()
    assert boards.board_of(db.session, board.run) is None
    assert board.suggestion("ana", "carla").state is SuggestionState.APPROVED
