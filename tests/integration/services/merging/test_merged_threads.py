"""Two threads of one person become one, and the first message that waits goes on waiting."""

from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import Application, Message, Person, Thread
from mentorship.services.merging.merged_threads import merge_threads
from mentorship.services.messages import threads
from tests.conftest import Applicant
from tests.factories import make_coordinator


def ask(application: Application, text: str, *, urgent: bool = False) -> Thread:
    thread = threads.open_thread(db.session, application.person)
    threads.ask(db.session, application.person, thread, text, urgent=urgent)
    return thread


def test_all_messages_are_in_one_thread_that_waits_since_the_first(
    applicant: Applicant, coordinator: Person
) -> None:
    kept, other = (applicant("mentee", f"{name}@example.org") for name in ("kept", "other"))
    since = ask(other, "When do I hear from you?", urgent=True).waits_since
    ask(kept, "Thank you!")
    thread = threads.thread_of(db.session, kept.person)
    assert thread is not None
    threads.answer(db.session, make_coordinator(), thread, "You are welcome.")
    merge_threads(db.session, kept.person, other.person)
    db.session.commit()
    thread = db.session.scalars(select(Thread)).one()
    assert (thread.person_id, thread.is_urgent) == (kept.person_id, True)
    assert thread.waits_since == since
    assert len(db.session.scalars(select(Message).where(Message.thread_id == thread.id)).all()) == 3
