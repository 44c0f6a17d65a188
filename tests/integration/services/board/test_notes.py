"""Notes about a suggested pair, and flags."""

from mentorship.extensions import db
from mentorship.models import AuditEntry
from mentorship.services.board import decision_log, notes
from tests.factories import make_match_run
from tests.integration.services.board.conftest import BoardUnderTest


def test_a_note_and_a_flag_stay_with_the_pair_in_a_newer_run(board: BoardUnderTest) -> None:
    suggestion = board.suggestion("ana", "carla")
    assert suggestion is not None
    notes.write(db.session, board.coordinator, suggestion, " Ask Ana about Mondays. ")
    notes.flag(db.session, board.coordinator, suggestion, is_flagged=True)
    db.session.commit()
    run, ids = make_match_run(board.run.round), (board.people[name].id for name in ("ana", "carla"))
    newer = decision_log.suggestion_of(db.session, run, *ids)
    assert newer is not None
    assert (newer.note, newer.has_note) == ("Ask Ana about Mondays.", True)
    assert newer.flagged_by == board.coordinator.id


def test_an_empty_note_deletes_it_and_the_trail_holds_no_words(board: BoardUnderTest) -> None:
    suggestion = board.suggestion("ana", "carla")
    assert suggestion is not None
    notes.write(db.session, board.coordinator, suggestion, "Ask Ana about Mondays.")
    notes.write(db.session, board.coordinator, suggestion, "  ")
    notes.flag(db.session, board.coordinator, suggestion, is_flagged=False)
    assert (suggestion.note, suggestion.has_note, suggestion.flagged_by) == ("", False, None)
    actions = [entry.action for entry in db.session.query(AuditEntry)]
    assert {"note suggestion", "unflag suggestion"} <= set(actions)
    assert not any("Mondays" in action for action in actions)
