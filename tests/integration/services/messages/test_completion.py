"""A thread is done when a coordinator says so, unless the person has written meanwhile."""

import pytest
from sqlalchemy import update

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Pair, Person, Thread
from mentorship.services.messages import completion, threads
from mentorship.services.pairs import concerns


def test_a_thread_that_is_done_waits_for_nobody_and_can_be_opened_again(
    nayeli: Person, coordinator: Person
) -> None:
    thread = threads.open_thread(db.session, nayeli)
    threads.ask(db.session, nayeli, thread, "Thank you!", urgent=True)
    completion.mark_done(db.session, coordinator, thread)
    assert (thread.waits_since, thread.is_urgent, thread.done_at is None) == (None, False, False)
    completion.reopen(db.session, coordinator, thread)
    assert thread.done_at is None
    with pytest.raises(UserFacingError):
        completion.reopen(db.session, coordinator, thread)


def test_a_thread_with_a_message_that_nobody_has_seen_is_not_marked_as_done(
    nayeli: Person, coordinator: Person
) -> None:
    thread = threads.open_thread(db.session, nayeli)
    threads.ask(db.session, nayeli, thread, "When?")
    db.session.commit()
    assert thread.done_at is None
    with db.engine.begin() as connection:
        connection.execute(update(Thread).values(last_message_at=now()))
    with pytest.raises(UserFacingError):
        completion.mark_done(db.session, coordinator, thread)


def test_several_threads_are_done_as_they_were_shown_and_a_concern_is_not(
    introduced: Pair, nayeli: Person, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    concern = concerns.tell(db.session, mentee, introduced, "He does not answer.", urgent=False)
    about_concern = threads.open_thread(db.session, mentee, concern)
    seen, newer = (threads.open_thread(db.session, person) for person in (nayeli, mentee))
    threads.ask(db.session, nayeli, seen, "Thank you!")
    shown_at = now()
    threads.ask(db.session, mentee, newer, "One more thing.")
    selected = [about_concern, seen, newer]
    for count in (1, 0):
        assert count == completion.mark_several_done(db.session, coordinator, selected, shown_at)
        assert [thread.done_at is None for thread in selected] == [True, False, True]


def test_a_concern_is_done_with_its_thread_and_waits_again_when_its_writer_writes(
    introduced: Pair, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    concern = concerns.tell(db.session, mentee, introduced, "He does not answer.", urgent=True)
    thread = threads.open_thread(db.session, mentee, concern)
    completion.mark_concern_done(db.session, coordinator, concern)
    db.session.refresh(thread)
    assert (thread.done_at is None, concern.done_at is None, thread.is_urgent) == (False,) * 3
    threads.ask(db.session, mentee, thread, "He still does not.")
    with pytest.raises(UserFacingError):
        completion.mark_concern_done(db.session, coordinator, concern)
    assert (thread.done_at, concern.done_at, concern.done_by) == (None, None, None)
    completion.mark_done(db.session, coordinator, thread)
    assert concern.done_by == coordinator.id
    completion.reopen(db.session, coordinator, thread)
    assert concern.done_at is None
