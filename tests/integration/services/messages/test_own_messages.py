"""What a person sees: their threads and nobody else's, and what they have not opened yet."""

from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services.messages import own_messages, threads
from mentorship.services.pairs import concerns
from tests.factories import make_person


def test_a_message_is_unread_until_its_person_opens_the_thread(
    nayeli: Person, coordinator: Person
) -> None:
    threads.write_to(db.session, coordinator, make_person("other@example.org"), "Hello.")
    message = threads.write_to(db.session, coordinator, nayeli, "Welcome.")
    threads.ask(db.session, nayeli, message.thread, "Thank you.")
    assert own_messages.count_unread(db.session, nayeli) == 1
    assert own_messages.unread_counts(db.session, nayeli) == {message.thread_id: 1}
    own_messages.mark_read(db.session, message.thread)
    assert own_messages.count_unread(db.session, nayeli) == 0
    texts = [item.text for item in db.session.scalars(own_messages.messages_in(message.thread))]
    assert texts == ["Thank you.", "Welcome."]


def test_the_thread_with_the_newest_message_comes_first_and_an_empty_one_not_at_all(
    introduced: Pair, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    concern = concerns.tell(db.session, mentee, introduced, "He does not answer.")
    general = threads.open_thread(db.session, mentee)
    about_concern = threads.open_thread(db.session, mentee, concern)
    assert own_messages.threads_of(db.session, mentee) == [about_concern]
    threads.write_to(db.session, coordinator, mentee, "Hello.")
    assert own_messages.threads_of(db.session, mentee) == [general, about_concern]


def test_what_a_coordinator_wrote_is_counted_for_them_and_shown_to_whom_it_is_about(
    nayeli: Person, coordinator: Person
) -> None:
    message = threads.write_to(db.session, coordinator, nayeli, "Welcome.")
    threads.ask(db.session, nayeli, message.thread, "Thank you.")
    assert own_messages.count_written_to_others(db.session, coordinator) == 1
    assert own_messages.count_written_to_others(db.session, nayeli) == 0
    ((thread, messages),) = own_messages.threads_with_messages(db.session, nayeli)
    assert (thread, len(messages)) == (message.thread, 2)
    assert own_messages.threads_with_messages(db.session, coordinator) == []
