"""What staff did is counted for each of them, in the last days."""

from datetime import timedelta

import pytest

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Person, Round, Suggestion
from mentorship.services import readings, staff_activity
from mentorship.services.audit import record
from tests.factories import make_viewer


def counts() -> dict[int, tuple[int, int, int]]:
    activities = staff_activity.activity_of_staff(db.session)
    return {item.member.id: (item.opened, item.exported, item.other) for item in activities}


def test_readings_exports_and_other_actions_are_counted_apart(
    suggested: Suggestion, a_round: Round, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = make_viewer()
    readings.record_reading(db.session, coordinator, suggested)
    record(db.session, coordinator, "export people", a_round)
    record(db.session, coordinator, "approve", suggested)
    record(db.session, viewer, "export report", a_round)
    db.session.commit()
    assert counts() == {coordinator.id: (2, 1, 1), viewer.id: (0, 1, 0)}
    later = now() + timedelta(days=staff_activity.ACTIVITY_DAYS, hours=1)
    monkeypatch.setattr(staff_activity, "now", lambda: later)
    assert counts() == {coordinator.id: (0, 0, 0), viewer.id: (0, 0, 0)}
