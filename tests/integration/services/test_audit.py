"""An audit entry is about a stored row, and is saved with the change that it records."""

import pytest
from flask import Flask

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, Round
from mentorship.services import personal_data
from mentorship.services.audit import record
from tests.factories import make_person


def entries() -> list[tuple[int | None, str, str, int]]:
    return [
        (entry.actor_id, entry.action, entry.subject, entry.subject_id)
        for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)
    ]


def test_a_row_that_was_just_added_is_recorded_by_its_id(app: Flask) -> None:
    new = Round(name="Spring")
    db.session.add(new)
    record(db.session, None, "open round", new)
    assert entries() == [(None, "open round", "round", new.id)]


def test_an_entry_says_who_acted_on_what_and_when(a_round: Round, coordinator: Person) -> None:
    before = now()
    record(db.session, coordinator, "try", a_round)
    entry = db.session.query(AuditEntry).filter_by(action="try").one()
    assert (entry.actor_id, entry.subject, entry.subject_id) == (coordinator.id, "round", 1)
    assert before <= entry.at <= now()


def test_an_entry_is_undone_with_the_change_that_it_records(a_round: Round) -> None:
    before = entries()
    record(db.session, None, "try", a_round)
    db.session.rollback()
    assert entries() == before


@pytest.mark.parametrize("column", [column.name for column in AuditEntry.__table__.columns])
def test_no_column_can_hold_what_somebody_wrote(column: str) -> None:
    ids_and_words = {"id", "at", "actor_id", "action", "subject", "subject_id"}
    assert column in {*ids_and_words, "salt", "actor_salt"}, "salts are random"


def test_entries_outlast_their_actor_without_naming_them(app: Flask, a_round: Round) -> None:
    actor = make_person("mei@example.org")
    record(db.session, actor, "try", a_round)
    db.session.commit()
    personal_data.erase(db.session, actor)
    db.session.commit()
    assert (None, "try", "round", a_round.id) in entries()
