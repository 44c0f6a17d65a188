"""What one coordinator asks the others about somebody waits for them on their page Today."""

from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services import personal_data
from mentorship.services.applications import notes
from mentorship.services.merging import merge_requests
from mentorship.services.pairs import erased_pairs
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


def test_a_match_that_an_erasure_ended_waits_for_whoever_looked_after_the_two(
    introduced: Pair, coordinator: Person
) -> None:
    second = make_coordinator("second@example.org")
    introduced.coordinator_id = coordinator.id
    personal_data.erase(db.session, introduced.mentee.person)
    db.session.commit()
    queue = person_queues.erased_pairs(db.session, coordinator)
    (item,) = queue.items
    assert [person.name for person in item.people] == ["mentor"]
    assert person_queues.erased_pairs(db.session, second).count == 0
    erased = item.to_acknowledge
    assert erased is not None
    erased.coordinator_id = None
    for reader in (coordinator, second):
        assert person_queues.erased_pairs(db.session, reader).count == 1
    erased_pairs.mark_seen(db.session, second, erased)
    for reader in (coordinator, second):
        assert person_queues.erased_pairs(db.session, reader).count == 0


def test_a_coordinator_whose_own_match_ended_so_is_not_told_as_work(introduced: Pair) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    personal_data.erase(db.session, introduced.mentee.person)
    assert person_queues.erased_pairs(db.session, mentor).count == 0
