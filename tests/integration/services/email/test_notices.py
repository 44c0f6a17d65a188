"""Emails that nobody has asked for: one about everything, in their language, not at night."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import EmailKind, OutgoingEmail, Pair, Person
from mentorship.services.email import queue
from mentorship.services.match_support import check_ins
from mentorship.services.messages import threads
from mentorship.services.pairs import closing
from tests.conftest import Mailbox, MovedClock, change_runtime
from tests.factories import accept_introduction, make_person

ADDRESS = "mei@example.org"
EVENING = datetime(2027, 1, 12, 6, tzinfo=UTC)  # ten in the evening of the eleventh
MORNING = datetime(2027, 1, 12, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NEWS = "There is something new for you."
QUESTIONS = "There are three short questions for you."
ANSWER = "We still wait for an answer from you."
ENDING = """To see everything, sign in:

http://localhost/sign-in

If you have no password here yet, create an account with this address first.

Here you choose which emails you get:

http://localhost/account/emails
"""


@pytest.fixture
def emails_at_any_hour() -> None:
    """Keep the quiet hours, which are tested here."""


@pytest.fixture(autouse=True)
def noon(moved_clock: MovedClock) -> None:
    moved_clock.to(datetime(2026, 12, 1, 20, tzinfo=UTC))


@pytest.fixture
def mei(mailbox: Mailbox) -> Person:
    return make_person(ADDRESS)


@pytest.fixture
def waiting(introduced: Pair, mailbox: Mailbox, moved_clock: MovedClock) -> Pair:
    """Return a pair whose two should check in, on the day it is due, at noon."""
    accept_introduction(introduced)
    mailbox.emails()
    moved_clock.forward(days=31)
    return introduced


def tell(person: Person, *, urgent: bool = False) -> None:
    queue.notify(db.session, person, urgent=urgent)
    commit(db.session)


def remind(person: Person) -> None:
    queue.remind(db.session, person)
    commit(db.session)


def bodies(mailbox: Mailbox, person: Person) -> list[str]:
    return [body for to, _subject, body in mailbox.emails() if to == person.sign_in_name]


def has_read_everything(person: Person) -> None:
    person.news_emailed_at = None
    commit(db.session)


def check_in(pair: Pair) -> None:
    answers = check_ins.CheckInAnswers(rating=4, obstacle="", wants_call=False)
    check_ins.answer(db.session, pair.mentee.person, pair, answers)
    commit(db.session)


def test_news_at_night_wait_until_eight(
    mei: Person, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    moved_clock.to(EVENING)
    tell(mei)
    moved_clock.to(MORNING - SECOND)
    assert bodies(mailbox, mei) == []
    assert db.session.query(OutgoingEmail).one().attempts == 0
    moved_clock.to(MORNING)
    assert bodies(mailbox, mei) == [f"Hello,\n\n{NEWS}\n\n{ENDING}"]


def test_what_somebody_asks_for_is_sent_at_night(
    mei: Person, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    moved_clock.to(EVENING)
    for kind, address in ((EmailKind.RECOVER, ADDRESS), (EmailKind.SIGN_UP, "ana@example.org")):
        queue.request_email(db.session, kind, address, "en")
        commit(db.session)
    queue.notify_address_changed(db.session, mei, "former@example.org")
    commit(db.session)
    assert len(mailbox.emails()) == 3


def test_urgent_news_are_sent_at_night_and_to_somebody_who_wants_no_news(
    mei: Person, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mei.wants_news = False
    moved_clock.to(EVENING)
    tell(mei)
    tell(mei, urgent=True)
    assert len(bodies(mailbox, mei)) == 1
    moved_clock.to(MORNING)
    assert len(bodies(mailbox, mei)) == 1


def test_an_urgent_concern_reaches_coordinators_who_want_no_news(
    introduced: Pair, coordinator: Person, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    coordinator.wants_news = False
    moved_clock.to(EVENING)
    thread = threads.open_thread(db.session, introduced.mentee.person)
    threads.tell_coordinators(db.session, thread)
    commit(db.session)
    assert bodies(mailbox, coordinator) == []
    thread.is_urgent = True
    threads.tell_coordinators(db.session, thread)
    commit(db.session)
    assert len(bodies(mailbox, coordinator)) == 1


@pytest.mark.parametrize("is_told_first", [True, False])
def test_news_and_a_reminder_that_wait_are_one_email(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock, is_told_first: bool
) -> None:
    mentee = waiting.mentee.person
    has_read_everything(mentee)
    moved_clock.to(EVENING)
    for queue_email in (tell, remind) if is_told_first else (remind, tell):
        queue_email(mentee)
    moved_clock.to(MORNING)
    before = len(bodies(mailbox, mentee))
    assert db.session.query(OutgoingEmail).count() == 0
    newest = bodies(mailbox, mentee)[-1]
    assert before == 2, "the introduction, and this one"
    assert NEWS in newest
    assert QUESTIONS in newest


def test_a_reminder_is_sent_though_the_last_news_are_unread(
    waiting: Pair, mailbox: Mailbox
) -> None:
    mentee = waiting.mentee.person
    tell(mentee)
    assert NEWS in bodies(mailbox, mentee)[-1]
    count = len(bodies(mailbox, mentee))
    remind(mentee)
    tell(mentee)
    assert len(bodies(mailbox, mentee)) == count + 1
    newest = bodies(mailbox, mentee)[-1]
    assert QUESTIONS in newest
    assert NEWS not in newest


def test_a_reminder_lists_what_waits_and_names_nobody(waiting: Pair, mailbox: Mailbox) -> None:
    mentee = waiting.mentee.person
    for text in ("Hello.", "How are you?"):
        threads.write_to(db.session, None, mentee, text)
    db.session.query(OutgoingEmail).delete()
    remind(mentee)
    body = bodies(mailbox, mentee)[-1]
    token = check_ins.make_token(mentee, waiting)
    link = f"http://localhost/pairs/check-in/{token}"
    assert body.partition("/check-in/")[0] == link.partition("/check-in/")[0].join(
        [
            "Hello,\n\nThere are 2 new messages for you.\n\n"
            f"{QUESTIONS} You can answer without signing in:\n\n",
            "",
        ]
    )
    assert body.endswith(ENDING)
    assert "Mei" not in body


def test_the_link_of_a_reminder_answers_the_questions(
    app: Flask, waiting: Pair, mailbox: Mailbox
) -> None:
    remind(waiting.mentee.person)
    link = mailbox.link_to("mentee@example.org")
    assert link.startswith("/pairs/check-in/")
    assert "How is it going" in app.test_client().get(link).text


def test_a_reminder_of_what_is_answered_meanwhile_is_not_sent(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mentee = waiting.mentee.person
    moved_clock.to(EVENING)
    remind(mentee)
    check_in(waiting)
    moved_clock.to(MORNING)
    assert QUESTIONS not in "".join(bodies(mailbox, mentee))
    assert db.session.query(OutgoingEmail).count() == 0


def test_news_that_wait_with_an_answered_reminder_are_sent_without_it(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mentee = waiting.mentee.person
    has_read_everything(mentee)
    moved_clock.to(EVENING)
    remind(mentee)
    tell(mentee)
    check_in(waiting)
    moved_clock.to(MORNING)
    newest = bodies(mailbox, mentee)[-1]
    assert NEWS in newest
    assert QUESTIONS not in newest


@pytest.mark.parametrize("choice", ["wants_news", "wants_reminders"])
def test_an_email_that_somebody_turns_off_while_it_waits_is_not_sent(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock, choice: str
) -> None:
    mentee = waiting.mentee.person
    has_read_everything(mentee)
    moved_clock.to(EVENING)
    tell(mentee)
    remind(mentee)
    setattr(mentee, choice, False)
    commit(db.session)
    moved_clock.to(MORNING)
    newest = bodies(mailbox, mentee)[-1]
    assert (NEWS in newest) is (choice != "wants_news")
    assert (QUESTIONS in newest) is (choice != "wants_reminders")


def test_an_email_is_in_the_language_that_its_reader_has_chosen_by_then(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mentee = waiting.mentee.person
    moved_clock.to(EVENING)
    remind(mentee)
    mentee.language = "es"
    commit(db.session)
    moved_clock.to(MORNING)
    assert bodies(mailbox, mentee)[-1].startswith("Hola")


def test_an_introduction_that_waits_for_an_answer_is_named_as_such(
    introduced: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mailbox.emails()
    moved_clock.forward(days=2)
    remind(introduced.mentee.person)
    assert ANSWER in bodies(mailbox, introduced.mentee.person)[-1]
    closing.end(db.session, introduced.mentor.person, introduced)
    commit(db.session)
    assert ANSWER not in bodies(mailbox, introduced.mentee.person)[-1]


def test_a_form_after_the_end_is_asked_for(
    waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    closing.end(db.session, waiting.mentor.person, waiting)
    commit(db.session)
    moved_clock.forward(days=3)
    remind(waiting.mentee.person)
    assert "a short form for you" in bodies(mailbox, waiting.mentee.person)[-1]


def test_after_a_failure_news_and_a_reminder_are_tried_again_as_one_email(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    class Unavailable:
        def send(self, to: str, subject: str, body: str) -> None:
            raise ConnectionRefusedError

    mentee = waiting.mentee.person
    has_read_everything(mentee)
    count = len(bodies(mailbox, mentee))
    change_runtime(app, email_server=Unavailable())
    tell(mentee)
    assert len(mailbox.emails()) >= count
    change_runtime(app, email_server=mailbox)
    remind(mentee)
    assert len(bodies(mailbox, mentee)) == count, "the reminder waits for the news"
    moved_clock.forward(minutes=3)
    assert len(bodies(mailbox, mentee)) == count + 1
    assert QUESTIONS in bodies(mailbox, mentee)[-1]
    assert db.session.query(OutgoingEmail).count() == 0


@pytest.mark.usefixtures("each_database")
def test_two_workers_send_news_and_a_reminder_as_one_email(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    mentee = waiting.mentee.person
    has_read_everything(mentee)
    tell(mentee)
    remind(mentee)
    news_id, reminder_id = queue.unsent_emails(db.session)
    sent: list[str] = []

    class Server:
        def send(self, to: str, subject: str, body: str) -> None:
            sent.append(to)
            with Session(db.engine) as session:  # a second worker has the other task
                queue.deliver(session, reminder_id)

    change_runtime(app, email_server=Server())
    queue.deliver(db.session, news_id)
    queue.deliver(db.session, reminder_id)
    assert sent == [mentee.sign_in_name]


def test_the_demonstration_shows_one_email_for_both_at_any_hour(
    app: Flask, waiting: Pair, moved_clock: MovedClock
) -> None:
    change_runtime(app, demo=True)
    mentee = waiting.mentee.person
    has_read_everything(mentee)
    moved_clock.to(EVENING)
    tell(mentee)
    remind(mentee)
    for email_id in queue.unsent_emails(db.session):
        queue.deliver(db.session, email_id)
    (email,) = db.session.scalars(queue.outbox())
    assert email.sent_at is not None
    assert email.sent_at <= now()
    assert QUESTIONS in (email.body or "")
