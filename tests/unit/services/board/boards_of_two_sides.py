"""Boards without a database: who is in which role, and the optimum that they start from."""

from dataclasses import dataclass, replace
from typing import cast

from mentorship.models import Board
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.plans import score_of
from mentorship.services.board.state import BoardPerson, BoardState
from mentorship.services.pairing.library_adapter.optimizer import Optimizer


@dataclass
class StoredBoard:
    version: int = 0


def open_board(optimizer: Optimizer, in_both_roles: int = 0) -> OpenBoard:
    """Return a board; the first people of each side are the same people.

    The applications of mentees are 0, 1, …, and those of mentors 100, 101, ….
    """
    mentees, mentors = optimizer.problem.shape
    state = BoardState(
        mentees=[_person(number, number) for number in range(mentees)],
        mentors=[
            _person(100 + number, number if number < in_both_roles else 100 + number)
            for number in range(mentors)
        ],
        options=optimizer.options,
        max_score=12.0,
        waiting_points=0.0,
        scores=[],
        rules=list(optimizer.problem.rules),
        gone=[],
        solver=optimizer.state(),
    )
    scores = [0.0] * mentees
    for pair in optimizer.pairs():
        scores[pair[0]] = score_of(state, optimizer, pair)
    state = replace(state, scores=scores)
    return OpenBoard(cast("Board", StoredBoard()), state, optimizer)


def _person(application_id: int, person_id: int) -> BoardPerson:
    return BoardPerson(application_id, person_id, "", "", "", has_waited=False)
