"""Whether somebody has opened a person's page lately, from the audit trail alone."""

from datetime import timedelta

import pytest

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, Suggestion
from mentorship.services import readings
from tests.factories import make_coordinator


def recorded() -> set[tuple[int | None, str, int]]:
    entries = db.session.query(AuditEntry).filter_by(action=readings.READ_APPLICATION)
    return {(entry.actor_id, entry.subject, entry.subject_id) for entry in entries}


def test_opening_a_suggestion_reads_both_applications(
    suggested: Suggestion, coordinator: Person
) -> None:
    readings.record_reading(db.session, coordinator, suggested)
    ids = suggested.mentee_id, suggested.mentor_id
    assert recorded() == {(coordinator.id, "application", application_id) for application_id in ids}
    assert readings.is_reading(db.session, coordinator, suggested)
    assert readings.is_reading(db.session, coordinator, suggested.mentor)


def test_a_suggestion_is_not_open_to_whoever_opened_one_of_the_two(
    suggested: Suggestion, coordinator: Person
) -> None:
    readings.record_reading(db.session, coordinator, suggested.mentee)
    assert readings.is_reading(db.session, coordinator, suggested.mentee)
    assert not readings.is_reading(db.session, coordinator, suggested.mentor)
    assert not readings.is_reading(db.session, coordinator, suggested)


def test_one_coordinators_reading_opens_the_page_to_no_other(
    suggested: Suggestion, coordinator: Person
) -> None:
    readings.record_reading(db.session, coordinator, suggested)
    assert not readings.is_reading(db.session, make_coordinator("second@example.org"), suggested)


def test_a_reading_ends_after_half_an_hour(
    suggested: Suggestion, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings.record_reading(db.session, coordinator, suggested)
    for minutes, is_open in ((29, True), (31, False)):
        later = now() + timedelta(minutes=minutes)
        monkeypatch.setattr(readings, "now", lambda later=later: later)
        assert readings.is_reading(db.session, coordinator, suggested) is is_open
