"""The reasons of the pairs that a decision has brought are written later, by the worker."""

from mentorship.extensions import db
from mentorship.models import Application
from mentorship.services import personal_data
from mentorship.services.board import reasons
from mentorship.services.pairing import suggestions
from tests.factories import make_match_run
from tests.integration.services.board.conftest import BoardUnderTest


def test_the_reasons_are_those_that_a_run_would_have_written(board: BoardUnderTest) -> None:
    board.decide("swap", "bo", "carla")
    new = [board.suggestion(*pair) for pair in (("bo", "carla"), ("ana", "diego"))]
    untouched = board.suggestion("chi", "elena").explanation
    assert reasons.runs_without_reasons(db.session) == [board.run.id]
    reasons.explain_suggestions(db.session, board.run.id)
    assert reasons.runs_without_reasons(db.session) == []
    run = make_match_run(board.run.round)
    of_run = {
        (item.mentee_id, item.mentor_id): item.explanation
        for item in suggestions.suggestions_of(db.session, run)
    }
    for item in new:
        expected = of_run[item.mentee_id, item.mentor_id]
        assert {**item.explanation, "pinned": expected["pinned"]} == expected
    assert board.suggestion("chi", "elena").explanation == untouched


def test_nothing_is_written_once_somebody_of_the_run_is_erased(board: BoardUnderTest) -> None:
    board.decide("swap", "bo", "carla")
    elena = board.people["elena"].person
    personal_data.erase(db.session, elena)
    db.session.commit()
    reasons.explain_suggestions(db.session, board.run.id)
    assert board.suggestion("bo", "carla").explanation["shares"] == []
    reasons.explain_suggestions(db.session, board.run.id + 1)
    assert db.session.get(Application, board.people["bo"].id) is not None
