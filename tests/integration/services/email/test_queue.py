"""Emails are requested with what they are about, sent once, retried, and not kept."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mentorship.after_commit import commit, rollback
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import EmailKind, OutgoingEmail, Person
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import rate_limits
from mentorship.services.email import notices, queue
from mentorship.services.email.messages import Message, render_email
from tests.conftest import change_runtime
from tests.factories import PASSWORD, make_person

ADDRESS = "mei@example.org"
MARGIN = timedelta(minutes=1)


class RecordingQueue:
    def __init__(self) -> None:
        self.tasks: list[tuple[str, int]] = []

    def send(self, task: str, row_id: int) -> None:
        self.tasks.append((task, row_id))


class Server:
    """A mail server that records what it gets; `before` runs while it receives an email."""

    def __init__(self, before: Callable[[], None] = lambda: None) -> None:
        self.before = before
        self.recipients: list[str] = []

    def send(self, to: str, subject: str, body: str) -> None:
        self.before()
        self.recipients.append(to)


@pytest.fixture
def tasks(app: Flask) -> list[tuple[str, int]]:
    """The tasks that were handed to the worker, which does not run here."""
    recording = RecordingQueue()
    change_runtime(app, task_queue=recording, email_server=Server())
    return recording.tasks


@pytest.fixture
def server(app: Flask, tasks: object) -> Server:
    server = Server()
    change_runtime(app, email_server=server)
    return server


SignInByPassword = Callable[[Person], None]


@pytest.fixture
def sign_in_by_password(client: FlaskClient) -> SignInByPassword:
    """Return a function that signs somebody in as they do it, on the page."""

    def sign_in(person: Person) -> None:
        form = {"name": person.sign_in_name, "password": PASSWORD}
        assert client.post("/sign-in", data=form).location == "/home"

    return sign_in


def request(kind: EmailKind = EmailKind.SIGN_UP, address: str = ADDRESS) -> OutgoingEmail:
    queue.request_email(db.session, kind, address, "en")
    commit(db.session)
    newest = select(OutgoingEmail).order_by(OutgoingEmail.id.desc()).limit(1)
    return db.session.scalars(newest).one()


def emails() -> int:
    return db.session.query(OutgoingEmail).count()


def fail(error: Exception) -> Callable[[], None]:
    def raise_error() -> None:
        raise error

    return raise_error


def test_a_task_is_sent_once_its_email_is_committed_and_none_after_a_rollback(
    tasks: list[tuple[str, int]],
) -> None:
    person = make_person(ADDRESS)
    queue.notify(db.session, person)
    rollback(db.session)
    assert (emails(), tasks) == (0, [])
    queue.notify(db.session, person)
    assert tasks == []
    commit(db.session)
    assert tasks == [("deliver_email", db.session.query(OutgoingEmail).one().id)]


@pytest.mark.parametrize("kind", [EmailKind.SIGN_UP, EmailKind.RECOVER])
def test_the_sixth_request_for_an_address_in_an_hour_is_ignored_whoever_has_it(
    tasks: list[tuple[str, int]], kind: EmailKind
) -> None:
    make_person(ADDRESS, "password")
    for address in (ADDRESS, "unknown@example.org"):
        for _ in range(rate_limits.MAX_ATTEMPTS + 1):
            request(kind, address)
    assert emails() == len(tasks) == 2 * rate_limits.MAX_ATTEMPTS


def test_no_other_request_uses_up_the_emails_for_a_new_password(server: Server) -> None:
    person, strangers = make_person(ADDRESS, "password"), [make_person(f"s-{n}") for n in range(2)]
    for _ in range(rate_limits.MAX_ATTEMPTS):
        request(EmailKind.SIGN_UP)
        for stranger in strangers:
            queue.request_address_change(db.session, stranger, ADDRESS, "en")
            commit(db.session)
    email = request(EmailKind.RECOVER)
    queue.deliver(db.session, email.id)
    assert server.recipients == [person.sign_in_name]


def test_the_sixth_request_of_a_person_for_another_address_is_refused_to_them(
    tasks: list[tuple[str, int]],
) -> None:
    person = make_person("mei-1234", "password")
    for number in range(rate_limits.MAX_ATTEMPTS):
        queue.request_address_change(db.session, person, f"{number}@example.org", "en")
        commit(db.session)
    with pytest.raises(UserFacingError, match="Wait an hour"):
        queue.request_address_change(db.session, person, ADDRESS, "en")
    assert emails() == rate_limits.MAX_ATTEMPTS


def test_news_need_an_address(tasks: list[tuple[str, int]]) -> None:
    queue.notify(db.session, make_person("mei-1234"))
    queue.notify_address_changed(db.session, make_person("mei-1234"), "former-1234")
    assert emails() == 0


def tell_news(person: Person) -> None:
    queue.notify(db.session, person)
    commit(db.session)


def deliver_all() -> None:
    for email_id in queue.unsent_emails(db.session):
        queue.deliver(db.session, email_id)


@pytest.mark.parametrize("is_delivered_at_once", [True, False])
def test_all_news_until_the_next_sign_in_is_one_email(
    server: Server, sign_in_by_password: SignInByPassword, is_delivered_at_once: bool
) -> None:
    mei, ana = make_person(ADDRESS, "password"), make_person("ana@example.org")
    for _ in range(3):
        tell_news(mei)
        tell_news(ana)
        if is_delivered_at_once:
            deliver_all()
    deliver_all()
    assert sorted(server.recipients) == ["ana@example.org", ADDRESS]
    sign_in_by_password(mei)
    for _ in range(2):
        tell_news(mei)
        deliver_all()
    assert server.recipients.count(ADDRESS) == 2
    assert emails() == 0


@pytest.mark.parametrize("address", ["groß@example.org", "GROSS@example.org", "mei@bücher.example"])
@pytest.mark.parametrize("is_delivered_at_once", [True, False])
def test_news_reach_an_address_that_earlier_versions_indexed_otherwise(
    server: Server, address: str, is_delivered_at_once: bool
) -> None:
    person = make_person(address)
    person.sign_in_index = current_runtime().blind_index(address)
    make_person("other@example.org")
    commit(db.session)
    for _ in range(2):
        tell_news(person)
        if is_delivered_at_once:
            deliver_all()
        else:
            assert emails() == 1
    deliver_all()
    assert server.recipients == [person.sign_in_name]


def test_news_for_an_address_that_somebody_has_left_are_not_sent(server: Server) -> None:
    person = make_person(ADDRESS)
    tell_news(person)
    person.sign_in_name = "another@example.org"
    commit(db.session)
    deliver_all()
    assert (server.recipients, emails()) == ([], 0)


def test_other_emails_are_sent_beside_news(server: Server) -> None:
    tell_news(make_person(ADDRESS, "password"))
    request(EmailKind.RECOVER)
    deliver_all()
    assert server.recipients == [ADDRESS, ADDRESS]


@pytest.mark.parametrize(
    ("since", "number_sent"),
    [(notices.MAX_NEWS_SILENCE - MARGIN, 1), (notices.MAX_NEWS_SILENCE + MARGIN, 2), (-MARGIN, 2)],
)
def test_somebody_who_does_not_sign_in_is_told_again_after_a_week(
    server: Server, since: timedelta, number_sent: int
) -> None:
    """A time in the future was written by a clock that was wrong."""
    person = make_person(ADDRESS)
    tell_news(person)
    deliver_all()
    db.session.refresh(person)
    person.news_emailed_at = now() - since
    tell_news(person)
    deliver_all()
    assert len(server.recipients) == number_sent


def test_news_whose_sending_failed_is_tried_again(server: Server) -> None:
    server.before = fail(ConnectionRefusedError())
    tell_news(make_person(ADDRESS))
    deliver_all()
    server.before = lambda: None
    db.session.execute(update(OutgoingEmail).values(lease_until=None))
    deliver_all()
    assert server.recipients == [ADDRESS]


def test_without_a_mail_server_nothing_is_queued(app: Flask, tasks: list[object]) -> None:
    change_runtime(app, email_server=None)
    queue.request_email(db.session, EmailKind.SIGN_UP, ADDRESS, "en")
    queue.notify(db.session, make_person(ADDRESS))
    queue.notify_address_changed(db.session, make_person(ADDRESS), "former@example.org")
    commit(db.session)
    assert (emails(), tasks) == (0, [])


def test_an_email_about_a_change_goes_to_the_former_address_in_the_language_of_the_person(
    server: Server,
) -> None:
    person = make_person(ADDRESS)
    person.language = "es"
    queue.notify_address_changed(db.session, person, "Former@example.org")
    commit(db.session)
    email = db.session.query(OutgoingEmail).one()
    assert email.language == "es"
    queue.deliver(db.session, email.id)
    assert (server.recipients, emails()) == (["Former@example.org"], 0)


def test_an_email_is_sent_once_though_a_second_worker_gets_the_same_task(server: Server) -> None:
    email_id = request().id

    def second_worker() -> None:
        with Session(db.engine) as session:
            queue.deliver(session, email_id)

    server.before = second_worker
    queue.deliver(db.session, email_id)
    queue.deliver(db.session, email_id)
    assert (server.recipients, emails()) == ([ADDRESS], 0)


def test_an_address_without_an_account_gets_no_recovery_email(server: Server) -> None:
    queue.deliver(db.session, request(EmailKind.RECOVER, "unknown@example.org").id)
    assert (server.recipients, emails()) == ([], 0)


def test_an_email_that_does_not_exist_any_more_is_no_error(server: Server) -> None:
    queue.deliver(db.session, 99)
    assert server.recipients == []


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({}),
        ConnectionRefusedError(),
        TimeoutError(),
        UnicodeEncodeError("ascii", "mei", 0, 1, "mei"),
    ],
)
def test_each_failure_doubles_the_wait_and_is_logged_without_the_address(
    server: Server,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    email = request()
    server.before = fail(error)
    moment = now()
    monkeypatch.setattr(queue, "now", lambda: moment)
    for minutes in (2, 4, 8):
        queue.deliver(db.session, email.id)
        assert email.lease_until == moment + timedelta(minutes=minutes)
        assert queue.unsent_emails(db.session) == []
        moment += timedelta(minutes=minutes, seconds=1)
        assert queue.unsent_emails(db.session) == [email.id]
    assert type(error).__name__ in caplog.text
    assert "mei" not in caplog.text


def test_the_last_failure_deletes_an_email(server: Server) -> None:
    email = request()
    server.before = fail(ConnectionRefusedError())
    email.attempts = queue.MAX_ATTEMPTS - 2
    commit(db.session)
    for remaining in (1, 0):
        email.lease_until = None
        commit(db.session)
        queue.deliver(db.session, email.id)
        assert emails() == remaining


def test_an_email_whose_worker_died_is_sent_after_its_lease(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = request()
    server.before = fail(KeyboardInterrupt())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        queue.deliver(db.session, email.id)
    server.before = lambda: None
    queue.deliver(db.session, email.id)
    assert server.recipients == []
    later = now() + queue.LEASE_DURATION + MARGIN
    monkeypatch.setattr(queue, "now", lambda: later)
    queue.deliver(db.session, email.id)
    assert (server.recipients, emails()) == ([ADDRESS], 0)


@pytest.mark.parametrize("demo", [False, True])
@pytest.mark.parametrize("available", [True, False])
def test_an_email_that_is_erased_while_it_is_sent_is_no_error(
    app: Flask, server: Server, demo: bool, available: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its recipient deleted everything, which takes the row and its key."""
    email_id = request().id

    def erase() -> None:
        with Session(db.engine) as other:
            delete_with_keys(other, select(OutgoingEmail))
            other.commit()

    def erase_and_fail() -> None:
        erase()
        if not available:
            raise ConnectionRefusedError

    def render_and_erase(session: Session, email: OutgoingEmail) -> Message | None:
        message = render_email(session, email)
        erase()
        return message

    server.before = erase_and_fail
    if demo:
        change_runtime(app, demo=True)
        monkeypatch.setattr(queue, "render_email", render_and_erase)
    queue.deliver(db.session, email_id)
    assert emails() == 0


def test_an_error_of_an_email_that_is_there_is_not_hidden(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    email_id = request().id
    monkeypatch.setattr(queue, "render_email", lambda session, email: {}["missing"])
    with pytest.raises(KeyError):
        queue.deliver(db.session, email_id)
    assert emails() == 1


def test_an_email_that_kills_every_worker_is_given_up_and_purged(server: Server) -> None:
    email = request()
    email.attempts = queue.MAX_ATTEMPTS + 1
    commit(db.session)
    assert queue.unsent_emails(db.session) == []
    queue.deliver(db.session, email.id)
    assert server.recipients == []
    queue.purge_old(db.session)
    assert emails() == 0


@pytest.mark.parametrize(
    ("shown_until", "kept"),
    [(queue.OUTBOX_RETENTION - MARGIN, 1), (queue.OUTBOX_RETENTION + MARGIN, 0)],
)
def test_the_outbox_of_the_demonstration_keeps_an_email_for_a_day(
    app: Flask, server: Server, shown_until: timedelta, kept: int
) -> None:
    change_runtime(app, demo=True)
    email_id = request().id
    queue.deliver(db.session, email_id)
    assert server.recipients == [], "the demonstration sends nothing"
    (email,) = db.session.scalars(queue.outbox())
    assert "/sign-up/link/" in (email.body or "")
    sent_at = email.sent_at
    queue.deliver(db.session, email_id)
    assert email.sent_at == sent_at
    email.sent_at = now() - shown_until
    queue.purge_old(db.session)
    assert emails() == kept


def test_what_is_not_sent_yet_is_not_purged(server: Server) -> None:
    request().created_at = datetime(2020, 1, 1).astimezone()
    queue.purge_old(db.session)
    assert emails() == 1
    assert db.session.scalars(queue.outbox()).all() == []
