"""Whoever is matched with a person, or meant by a concern, reads nothing that they wrote."""

import pytest

from mentorship.extensions import db
from mentorship.models import Pair, Person, Thread
from mentorship.services import personal_data
from mentorship.services.messages import readers, threads
from mentorship.services.pairs import concerns
from tests.factories import make_coordinator


@pytest.fixture
def mentor(introduced: Pair) -> Person:
    """Return the mentor of a pair, who is a coordinator too."""
    return make_coordinator(introduced.mentor.person.sign_in_name)


def can_read(thread: Thread, *people: Person) -> list[bool]:
    db.session.commit()
    allowed = [readers.may_read(db.session, person, thread) for person in people]
    named = readers.readers_of(db.session, thread)
    assert [person in named for person in people] == allowed
    return allowed


def test_every_coordinator_reads_what_a_stranger_writes_but_nobody_their_own(
    mentor: Person, coordinator: Person, nayeli: Person
) -> None:
    thread = threads.open_thread(db.session, nayeli)
    assert can_read(thread, mentor, coordinator) == [True, True]
    own = threads.open_thread(db.session, coordinator)
    assert can_read(own, coordinator, mentor) == [False, True]


def test_a_coordinator_reads_nothing_that_somebody_writes_whom_they_were_introduced_to(
    introduced: Pair, mentor: Person, coordinator: Person
) -> None:
    thread = threads.open_thread(db.session, introduced.mentee.person)
    assert can_read(thread, mentor, coordinator) == [False, True]


def test_a_coordinator_reads_no_concern_about_their_own_match_until_it_is_erased(
    introduced: Pair, mentor: Person, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    concern = concerns.tell(db.session, mentee, introduced, "She shouted.")
    thread = threads.open_thread(db.session, mentee, concern)
    assert can_read(thread, mentor, coordinator) == [False, True]
    assert readers.readers_of_concern(db.session, mentee, introduced) == [coordinator]
    personal_data.erase(db.session, mentor)
    assert can_read(thread, coordinator) == [True]


def test_somebody_who_was_deactivated_answers_nobody(coordinator: Person, nayeli: Person) -> None:
    coordinator.active = False
    assert readers.readers_of_questions(db.session, nayeli) == []
