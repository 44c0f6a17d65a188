"""Threads: one a person, answers that have read everything, and messages taken back unread."""

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Message, Person, Thread
from mentorship.services.messages import threads
from tests.conftest import Mailbox

pytestmark = pytest.mark.usefixtures("each_database")


def ask(person: Person, text: str = "When do I hear from you?", *, urgent: bool = False) -> Thread:
    thread = threads.open_thread(db.session, person)
    threads.ask(db.session, person, thread, text, urgent=urgent)
    db.session.commit()
    return thread


def count_messages() -> int:
    return db.session.scalar(select(func.count()).select_from(Message)) or 0


def test_a_person_has_one_thread_whoever_writes_first(nayeli: Person, coordinator: Person) -> None:
    assert threads.thread_of(db.session, nayeli) is None
    message = threads.write_to(db.session, coordinator, nayeli, "You are accepted.")
    thread = ask(nayeli)
    assert message.thread == thread == threads.thread_of(db.session, nayeli)
    assert threads.thread_with_id(db.session, thread.id) is thread


def test_a_question_waits_until_it_is_answered(nayeli: Person, coordinator: Person) -> None:
    thread = ask(nayeli, urgent=True)
    first = thread.waits_since
    ask(nayeli, "Please.")
    assert (thread.waits_since, thread.is_urgent) == (first, True)
    threads.write_to(db.session, coordinator, nayeli, "You are accepted.")
    assert thread.waits_since == first
    answer = threads.answer(db.session, coordinator, thread, "Next week.")
    db.session.commit()
    assert (thread.waits_since, thread.is_urgent, answer.text) == (None, False, "Next week.")


def test_a_coordinators_message_tells_the_person_that_there_is_something_new(
    nayeli: Person, coordinator: Person, mailbox: Mailbox
) -> None:
    thread = ask(nayeli)
    threads.answer(db.session, coordinator, thread, "Ask the nurse at 10.")
    db.session.commit()
    bodies = {to: body for to, _subject, body in mailbox.emails()}
    assert bodies.keys() == {"nayeli@example.org", coordinator.sign_in_name}
    assert "something new" in bodies["nayeli@example.org"]
    assert not any("nurse" in body for body in bodies.values())


def test_the_same_question_sent_twice_at_once_is_stored_once(nayeli: Person) -> None:
    for _tap in range(2):
        ask(nayeli)
    assert count_messages() == 1


def test_an_answer_is_refused_if_there_is_a_message_that_it_has_not_read(
    app: Flask, nayeli: Person, coordinator: Person
) -> None:
    thread = ask(nayeli)
    db.session.refresh(thread)
    with db.engine.begin() as connection:
        connection.execute(update(Thread).values(last_message_at=now()))
    with pytest.raises(UserFacingError):
        threads.answer(db.session, coordinator, thread, "Next week.")


def test_only_an_unread_message_of_a_coordinator_can_be_taken_back(
    nayeli: Person, coordinator: Person
) -> None:
    thread = ask(nayeli)
    question = db.session.scalars(select(Message)).one()
    message = threads.write_to(db.session, coordinator, nayeli, "You are declined.")
    assert threads.take_back(db.session, coordinator, message)
    assert count_messages() == 1
    assert thread.last_message_at == question.created_at
    assert not threads.take_back(db.session, coordinator, question)
    opened = threads.write_to(db.session, coordinator, nayeli, "You are accepted.")
    opened.read_at = now()
    assert not threads.take_back(db.session, coordinator, opened)
