"""What is to be decided waits the oldest first: applications, suggestions, imports."""

import pytest

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import ImportSheet, Person, Round, RoundState
from mentorship.services.imports import sessions
from mentorship.services.readings import record_reading
from mentorship.services.today import work_queues
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_suggestion

pytestmark = pytest.mark.usefixtures("each_database")


def test_applications_wait_until_they_are_read(applicant: Applicant, coordinator: Person) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentor", "ana@example.org")
    queue = work_queues.applications(db.session, coordinator, own=False)
    assert [(item.id, item.people[0].name) for item in queue.items] == [
        (mei.id, "mei"),
        (ana.id, "ana"),
    ]
    record_reading(db.session, coordinator, mei)
    ana.coordinator_id = make_coordinator("other@example.org").id
    assert work_queues.applications(db.session, coordinator, own=False).count == 1
    assert work_queues.applications(db.session, coordinator, own=True).count == 0


def test_suggestions_are_counted_by_run_and_not_in_the_archive(a_round: Round) -> None:
    suggestion = make_suggestion(a_round)
    queue = work_queues.suggestions(db.session)
    (item,) = queue.items
    assert (queue.count, item.id, item.count) == (1, suggestion.match_run_id, 1)
    a_round.state = RoundState.ARCHIVED
    assert work_queues.suggestions(db.session).count == 0


def test_a_sheet_waits_until_it_is_imported_or_a_day_old(
    a_round: Round, coordinator: Person
) -> None:
    sheet = sessions.store_upload(db.session, coordinator, a_round, b"name,email\nMei,m@x.org\n")
    other = make_coordinator("other@example.org")
    assert work_queues.imports(db.session, other, own=False).count == 1
    assert work_queues.imports(db.session, other, own=True).count == 0
    sheet.created_at = now() - sessions.UPLOAD_LIFETIME
    assert db.session.get(ImportSheet, sheet.id) is sheet
    assert work_queues.imports(db.session, coordinator, own=False).count == 0
