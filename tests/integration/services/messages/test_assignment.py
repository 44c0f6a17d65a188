"""Nobody's thread stays without a coordinator: who gets it, and who takes it over."""

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, Pair, Person, Thread
from mentorship.services.messages import assignment, threads
from mentorship.services.pairs import concerns
from tests.conftest import Applicant, Mailbox
from tests.factories import make_coordinator, make_person


def ask(person: Person, *, urgent: bool = False) -> Thread:
    thread = threads.open_thread(db.session, person)
    threads.ask(db.session, person, thread, "Hello?", urgent=urgent)
    db.session.commit()
    return thread


def test_a_question_goes_to_whoever_has_the_fewest_open_threads(coordinator: Person) -> None:
    second = make_coordinator("second@example.org")
    askers = [make_person(f"asker{number}@example.org") for number in range(4)]
    assigned = [ask(person).assigned_to for person in askers]
    assert assigned == [coordinator.id, second.id, coordinator.id, second.id]


def test_a_question_goes_to_whoever_looks_after_the_person(
    coordinator: Person, applicant: Applicant
) -> None:
    second = make_coordinator("second@example.org")
    application: Application = applicant("mentee", "mei@example.org")
    application.coordinator_id = second.id
    assert ask(application.person).assigned_to == second.id


def test_a_concern_goes_to_whoever_looks_after_the_match(
    introduced: Pair, coordinator: Person
) -> None:
    introduced.coordinator_id = make_coordinator("second@example.org").id
    mentee = introduced.mentee.person
    concern = concerns.tell(db.session, mentee, introduced, "He does not answer.")
    thread = threads.open_thread(db.session, mentee, concern)
    assert thread.assigned_to == introduced.coordinator_id


def test_the_first_who_writes_to_a_person_has_their_thread(
    coordinator: Person, nayeli: Person
) -> None:
    thread = threads.write_to(db.session, coordinator, nayeli, "Welcome.").thread
    assert thread.assigned_to == coordinator.id
    threads.write_to(db.session, make_coordinator("second@example.org"), nayeli, "Hello.")
    assert thread.assigned_to == coordinator.id


def test_a_thread_can_be_given_to_a_coordinator_who_may_read_it(
    coordinator: Person, introduced: Pair
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    thread = ask(introduced.mentee.person)
    with pytest.raises(UserFacingError):
        assignment.assign(db.session, coordinator, thread, mentor)
    second = make_coordinator("second@example.org")
    for _tap in range(2):
        assignment.assign(db.session, coordinator, thread, second)
    db.session.commit()
    assert thread.assigned_to == second.id
    assert db.session.query(AuditEntry).filter_by(action="assign").count() == 1


def test_of_several_threads_a_coordinator_gets_those_that_they_may_read(
    coordinator: Person, introduced: Pair, nayeli: Person
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    hidden, readable = ask(introduced.mentee.person), ask(nayeli)
    several = [hidden, readable]
    assert assignment.assign_several(db.session, coordinator, several, mentor) == 1
    assert (hidden.assigned_to, readable.assigned_to) == (coordinator.id, mentor.id)


def test_threads_of_whoever_leaves_or_may_not_read_them_go_to_somebody_else(
    coordinator: Person, introduced: Pair, nayeli: Person
) -> None:
    lost, hidden = ask(nayeli), ask(introduced.mentee.person)
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    lost.assigned_to, hidden.assigned_to = make_person("left@example.org").id, mentor.id
    assignment.assign_all(db.session)
    assert hidden.assigned_to == coordinator.id
    assert lost.assigned_to in {coordinator.id, mentor.id}


def test_without_a_coordinator_a_thread_waits_for_the_first_to_come(
    app: Flask, nayeli: Person
) -> None:
    thread = ask(nayeli)
    assert thread.assigned_to is None
    coordinator = make_coordinator()
    app.extensions["jobs"].assign_threads()
    db.session.refresh(thread)
    assert thread.assigned_to == coordinator.id


def test_whoever_has_the_thread_gets_an_email_and_everybody_if_it_is_urgent(
    coordinator: Person, nayeli: Person, mailbox: Mailbox
) -> None:
    second = make_coordinator("second@example.org")
    ask(nayeli)
    assert [to for to, *_ in mailbox.emails()] == [coordinator.sign_in_name]
    ask(make_person("urgent@example.org"), urgent=True)
    assert second.sign_in_name in [to for to, *_ in mailbox.emails()]
