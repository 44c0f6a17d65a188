"""Boards are locked by whoever changes one, and go with the people whom they describe."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.errors import DecryptionError, UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    ApplicationState,
    Board,
    BoardDecision,
    Person,
    RunInput,
    SuggestionState,
)
from mentorship.services import personal_data
from mentorship.services.applications import decisions as application_decisions
from mentorship.services.applications import submission
from mentorship.services.board import board_creation, boards, decisions, introducing
from mentorship.services.pairing import match_runs
from tests.factories import make_application, make_match_run, make_round
from tests.integration.services.board.conftest import BoardUnderTest, MakeBoard


def test_only_what_describes_somebody_of_their_rounds_is_discarded(board: BoardUnderTest) -> None:
    other_round = make_round("Autumn")
    make_application(other_round, "mentee", "someone@example.org")
    make_application(other_round, "mentor", "else@example.org", "latino")
    other_run = make_match_run(other_round)
    board.decide("approve", "ana", "carla")
    boards.discard_inputs_of(db.session, {board.people["elena"].person_id})
    db.session.commit()
    assert boards.board_of(db.session, board.run) is None
    assert boards.board_of(db.session, other_run) is not None
    assert [item.match_run_id for item in db.session.query(RunInput)] == [other_run.id]
    assert db.session.query(BoardDecision).count() == 0
    assert board.suggestion("ana", "carla").state is SuggestionState.APPROVED


@pytest.mark.parametrize("kind", ["decide", "undo", "redo"])
def test_whoever_decides_on_a_board_that_is_just_discarded_is_told(
    board: BoardUnderTest, kind: str
) -> None:
    decision = board.decide("approve", "ana", "carla")
    action = board.action("approve", "bo", "diego")
    assert decision.board, "read, as the page of a request has read it"
    with Session(db.engine) as erasing:
        erasing.delete(erasing.query(RunInput).one())
        erasing.commit()
    attempts: dict[str, Callable[[], object]] = {
        "decide": lambda: decisions.decide(
            db.session, board.coordinator, board.run, board.board, action
        ),
        "undo": lambda: decisions.undo(db.session, board.coordinator, decision),
        "redo": lambda: decisions.redo(db.session, board.coordinator, decision),
    }
    with pytest.raises(UserFacingError, match="has deleted what they wrote"):
        attempts[kind]()


@pytest.mark.usefixtures("each_database")
def test_nothing_about_somebody_is_kept_by_a_run_that_ends_while_they_are_erased(
    app: Flask, make_board: MakeBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = make_board({"ana": (0, 1)}, {"carla": (0, 1)})
    run = match_runs.request_run(db.session, board.coordinator, board.run.round, seed=1)
    carla, run_id = board.people["carla"].person, run.id
    carla_id = carla.id
    db.session.commit()
    is_stored, create = threading.Event(), board_creation.create

    def create_slowly(*arguments: Any) -> Board:
        made = create(*arguments)
        is_stored.set()
        time.sleep(0.3)
        return made

    def perform() -> None:
        with app.app_context():
            match_runs.perform(db.session, run_id)

    monkeypatch.setattr(board_creation, "create", create_slowly)
    worker = threading.Thread(target=perform)
    worker.start()
    assert is_stored.wait(20)
    personal_data.erase(db.session, carla)
    db.session.commit()
    worker.join()
    assert db.session.query(RunInput).count() == 0
    assert db.session.query(Person).filter_by(id=carla_id).count() == 0


def test_whoever_is_not_ready_any_more_is_gone(board: BoardUnderTest) -> None:
    state = boards.read_state(board.board)

    def gone() -> list[int]:
        return boards.gone_since(db.session, board.run.round, state)

    ids = {name: application.id for name, application in board.people.items()}
    assert gone() == []
    submission.withdraw(db.session, None, board.people["ana"])
    application_decisions.decide(
        db.session, board.coordinator, board.people["elena"], ApplicationState.WAITLISTED
    )
    assert gone() == sorted([ids["ana"], ids["elena"]])


def test_a_board_without_a_problem_can_be_read_but_not_repaired(board: BoardUnderTest) -> None:
    board.board.run_input.write_problem(b"")
    db.session.commit()
    assert boards.board_of(db.session, board.run) is not None
    assert boards.read_state(board.board).pairs()
    with pytest.raises(DecryptionError):
        boards.open_board(board.board)


def test_a_version_counts_every_change_and_no_look(board: BoardUnderTest) -> None:
    assert board.board.version == 0
    board.preview("reject", "ana", "carla", reason="not_this_pair")
    board.undo(board.decide("approve", "ana", "carla"))
    introducing.introduce_approved(
        db.session, board.coordinator, board.run, introducing.digest_of([])
    )
    assert db.session.query(Board).one().version == 2
