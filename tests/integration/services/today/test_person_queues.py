"""What one coordinator asks the others about somebody waits for them on their page Today."""

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.applications import notes
from mentorship.services.merging import merge_requests
from mentorship.services.today import person_queues
from tests.conftest import Applicant
from tests.factories import make_coordinator


def test_a_question_waits_for_every_coordinator_but_the_one_it_is_about(
    applicant: Applicant, coordinator: Person
) -> None:
    own = applicant("mentor", coordinator.sign_in_name)
    mei = applicant("mentee", "mei@example.org")
    second = make_coordinator("second@example.org")
    for application in (own, mei):
        notes.write_note(db.session, second, application, "?", to_discuss=True)
    notes.write_note(db.session, second, mei, "Kind.")
    queue = person_queues.discussions(db.session, coordinator)
    assert (queue.count, [item.people[0].name for item in queue.items]) == (1, ["mei"])
    assert person_queues.discussions(db.session, second).count == 2


def test_a_merge_waits_for_another_coordinator_with_both_names(
    applicant: Applicant, coordinator: Person
) -> None:
    first, second = (applicant("mentee", f"{name}@example.org") for name in ("mei", "mei2"))
    merge_requests.request_merge(db.session, coordinator, first, second)
    assert person_queues.merges(db.session, coordinator).count == 0
    queue = person_queues.merges(db.session, make_coordinator("second@example.org"))
    assert [[person.name for person in item.people] for item in queue.items] == [["mei", "mei2"]]
