"""The inbox: urgent first, then whoever waits longest; each coordinator sees what they may read."""

from mentorship.extensions import db
from mentorship.models import Pair, Person, Thread
from mentorship.services.messages import completion, inbox, own_messages, threads
from mentorship.services.messages.inbox import Part
from mentorship.services.pairs import concerns
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_person


def ask(name: str, *, urgent: bool = False) -> Thread:
    person = make_person(f"{name}@example.org")
    thread = threads.open_thread(db.session, person)
    threads.ask(db.session, person, thread, f"I am {name}.", urgent=urgent)
    db.session.commit()
    return thread


def shown(reader: Person, part: Part) -> list[Thread]:
    return list(db.session.scalars(inbox.threads_in(reader, part)))


def test_urgent_threads_come_first_then_those_that_wait_longest(coordinator: Person) -> None:
    first, answered, second, urgent, done = (
        ask(name, urgent=name == "urgent") for name in ("a", "b", "c", "urgent", "d")
    )
    threads.answer(db.session, coordinator, answered, "Yes.")
    completion.mark_done(db.session, coordinator, done)
    other = make_coordinator("second@example.org")
    answered.assigned_to = other.id
    db.session.commit()
    assert shown(coordinator, Part.WAITING) == [urgent, first, second]
    assert shown(coordinator, Part.OPEN) == [urgent, first, second, answered]
    assert shown(other, Part.MINE) == [answered]
    assert shown(coordinator, Part.DONE) == [done]
    assert inbox.counts(db.session, coordinator) == {
        Part.WAITING: 3,
        Part.MINE: 3,
        Part.OPEN: 4,
        Part.DONE: 1,
    }


def test_a_thread_without_a_message_and_what_a_coordinator_may_not_read_are_not_listed(
    coordinator: Person, introduced: Pair, nayeli: Person
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    thread = ask("mentee")
    message = threads.write_to(db.session, coordinator, nayeli, "Welcome.")
    threads.take_back(db.session, coordinator, message)
    assert shown(mentor, Part.OPEN) == []
    assert shown(coordinator, Part.OPEN) == [thread]


def test_a_concern_comes_before_what_is_not_urgent(introduced: Pair, coordinator: Person) -> None:
    first, urgent = ask("a"), ask("urgent", urgent=True)
    concern = concerns.tell(db.session, introduced.mentee.person, introduced, "He shouted.")
    db.session.commit()
    about_concern = concern.thread
    assert shown(coordinator, Part.WAITING) == [urgent, about_concern, first]
    assert inbox.next_waiting(db.session, coordinator, urgent) == about_concern
    general = ask("mentee")
    assert inbox.other_threads(db.session, coordinator, general) == [about_concern]


def test_messages_wait_until_a_coordinator_answers(coordinator: Person) -> None:
    thread = ask("mei")
    answer = threads.answer(db.session, coordinator, thread, "Yes.")
    again = threads.ask(db.session, thread.person, thread, "When?")
    db.session.commit()
    newest_first = db.session.scalars(own_messages.messages_in(thread)).all()
    assert [inbox.waits(item) for item in newest_first] == [True, False, False]
    assert newest_first[:2] == [again, answer]


def test_a_row_has_the_newest_application_and_the_newest_message(
    applicant: Applicant, coordinator: Person
) -> None:
    application = applicant("mentor", "mei@example.org")
    applicant("mentee", "mei@example.org", "draft")
    thread, stranger = ask("mei"), ask("stranger")
    threads.answer(db.session, coordinator, thread, "Hello Mei.")
    known, unknown = inbox.rows(db.session, [thread, stranger])
    assert (known.application, known.latest.text) == (application, "Hello Mei.")
    assert (unknown.application, unknown.latest.text) == (None, "I am stranger.")


def test_a_thread_is_found_by_a_part_of_a_name_without_its_accents(
    applicant: Applicant, coordinator: Person
) -> None:
    applicant("mentor", "duc@example.org", name="Nguyễn Văn Đức")
    found, _other = ask("duc"), ask("stranger")

    def named(name: str, part: Part = Part.WAITING) -> list[Thread]:
        return inbox.threads_named(db.session, coordinator, part, name)

    assert named("duc NGUYEN") == [found]
    assert named("Lan") == named("duc", Part.DONE) == []
