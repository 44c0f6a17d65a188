"""Concerns, messages and people who cannot sign in wait for the coordinators who may answer."""

import pytest

from mentorship.extensions import db
from mentorship.models import COORDINATOR, Identification, Pair, Person
from mentorship.services.accounts import recovery_requests, staff
from mentorship.services.messages import threads
from mentorship.services.pairs import concerns
from mentorship.services.today import message_queues
from tests.conftest import Applicant
from tests.factories import accept_introduction

pytestmark = pytest.mark.usefixtures("each_database")


def test_a_concern_waits_until_it_is_done(introduced: Pair, coordinator: Person) -> None:
    accept_introduction(introduced)
    concern = concerns.tell(db.session, introduced.mentee.person, introduced, "Please call.")
    queue = message_queues.concerns(db.session, coordinator, own=False)
    (item,) = queue.items
    assert queue.count == 1
    assert [person.application_id for person in item.people] == [introduced.mentee_id]
    assert "mentee" not in repr(item)
    assert message_queues.messages(db.session, coordinator, own=False).count == 0
    concerns.mark_done(db.session, coordinator, concern)
    assert message_queues.concerns(db.session, coordinator, own=False).count == 0


def test_a_coordinator_in_the_match_is_shown_no_concern_about_it(introduced: Pair) -> None:
    accept_introduction(introduced)
    mentor = introduced.mentor.person
    staff.give_role(db.session, None, mentor, COORDINATOR)
    concerns.tell(db.session, introduced.mentee.person, introduced, "Please call.")
    assert message_queues.concerns(db.session, mentor, own=False).count == 0


def ask(person: Person, text: str, *, urgent: bool = False) -> None:
    thread = threads.open_thread(db.session, person)
    threads.ask(db.session, person, thread, text, urgent=urgent)


def test_messages_wait_urgent_first_then_by_age(applicant: Applicant, coordinator: Person) -> None:
    early, late = applicant("mentee", "mei@example.org"), applicant("mentor", "ana@example.org")
    ask(early.person, "Hello.")
    ask(late.person, "Help.", urgent=True)
    queue = message_queues.messages(db.session, coordinator, own=False)
    assert (queue.count, queue.is_urgent) == (2, True)
    assert [item.people[0].name for item in queue.items] == ["ana", "mei"]
    urgent = threads.open_thread(db.session, late.person)
    threads.answer(db.session, coordinator, urgent, "We call you.")
    assert message_queues.messages(db.session, coordinator, own=False).count == 1


def test_a_request_for_a_new_password_waits_for_a_second_coordinator(
    applicant: Applicant, coordinator: Person
) -> None:
    mei = applicant("mentee", "mei@example.org").person
    mei.password = "hashed"
    how = Identification.VIDEO
    recovery_requests.ask(db.session, coordinator, mei, how, lost_two_factor=False)
    queue = message_queues.recoveries(db.session)
    assert (queue.count, [item.people[0].name for item in queue.items]) == (1, ["mei"])
