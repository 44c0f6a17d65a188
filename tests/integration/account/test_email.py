"""Emails are sent by the worker after the commit, once, and retried when the server is down."""

import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import now
from mentorship.errors import ConfigurationError
from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Pair
from mentorship.services.email import messages, queue
from mentorship.smtp import SmtpServer
from tests.conftest import Mailbox, SignIn, change_runtime, email_form, free_port
from tests.page_forms import press


class UnavailableServer:
    def send(self, to: str, subject: str, body: str) -> None:
        raise smtplib.SMTPServerDisconnected


def request_sign_up_email(client: FlaskClient) -> None:
    client.post("/sign-up/email", data=email_form("mei@example.org"))


def test_an_email_is_sent_later_when_the_mail_server_is_down(
    app: Flask, client: FlaskClient, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    change_runtime(app, email_server=UnavailableServer())
    request_sign_up_email(client)
    app.extensions["jobs"].recover_stalled()
    assert "SMTPServerDisconnected" in caplog.text
    assert "mei" not in caplog.text
    change_runtime(app, email_server=mailbox)
    assert mailbox.emails() == [], "not retried before the lease expires"
    db.session.query(OutgoingEmail).one().lease_until = now() - timedelta(seconds=1)
    db.session.commit()
    assert len(mailbox.emails()) == 1


def test_an_email_is_dropped_after_ten_attempts(app: Flask, client: FlaskClient) -> None:
    change_runtime(app, email_server=UnavailableServer())
    request_sign_up_email(client)
    for _ in range(10):
        assert db.session.query(OutgoingEmail).count() == 1
        queue.deliver(db.session, 1)
        for email in db.session.query(OutgoingEmail):
            email.lease_until = None
        db.session.commit()
    assert db.session.query(OutgoingEmail).count() == 0


def test_an_email_that_cannot_be_rendered_does_not_block_the_others(
    app: Flask, client: FlaskClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_sign_up_email(client)
    client.post("/sign-up/email", data=email_form("ana@example.org"))

    def fail_for_mei(session: object, email: OutgoingEmail) -> messages.Message | None:
        if email.recipient.startswith("mei"):
            raise RuntimeError
        return messages.render_email(db.session, email)

    monkeypatch.setattr(queue, "render_email", fail_for_mei)
    assert [to for to, _, _ in mailbox.emails()] == ["ana@example.org"]


def test_two_workers_send_one_email(app: Flask, client: FlaskClient, mailbox: Mailbox) -> None:
    request_sign_up_email(client)
    email = db.session.query(OutgoingEmail).one()
    email.lease_until = now() + timedelta(minutes=1)  # claimed by another worker
    db.session.commit()
    assert mailbox.emails() == []


def test_both_people_are_notified_of_an_introduction_and_of_the_second_yes(
    mailbox: Mailbox, introduced: Pair, sign_in: SignIn
) -> None:
    assert {to for to, _, _ in mailbox.emails()} == {"mentor@example.org", "mentee@example.org"}
    press(sign_in(introduced.mentee.person), "/pairs/1", "/pairs/1/yes")
    assert len(mailbox.emails()) == 2
    press(sign_in(introduced.mentor.person), "/pairs/1", "/pairs/1/yes")
    assert [to for to, _, _ in mailbox.emails()[2:]] == ["mentee@example.org"]


def test_only_the_demo_keeps_email_in_an_outbox(app: Flask, client: FlaskClient) -> None:
    assert client.get("/outbox").status_code == 302
    change_runtime(app, demo=True)
    request_sign_up_email(client)
    app.extensions["jobs"].recover_stalled()
    page = client.get("/outbox").text
    assert "A note for you" in page
    assert "/sign-up/link/" in page


class ReceivingHandler:
    """The handler of a real SMTP server: keeps the messages it receives."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.recipients: list[str] = []

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def test_email_is_sent_by_smtp_without_the_host_name() -> None:
    handler = ReceivingHandler()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        server = SmtpServer.from_url(f"smtp://127.0.0.1:{controller.port}", "notes@example.org")
        server.send("mei@example.org", "Una nota", "¡Hola! 你好")
    finally:
        controller.stop()
    message = message_from_bytes(handler.received[0], policy=policy.default)
    assert message.get_content().strip() == "¡Hola! 你好"
    assert message["Message-ID"].endswith("@example.org>")
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("typed", "envelope"),
    [
        ("ana@straße.example", "ana@xn--strae-oqa.example"),
        ("groß@example.org", "groß@example.org"),
        ("groß@straße.example", "groß@xn--strae-oqa.example"),
        ("Ana@Example.org", "Ana@example.org"),
    ],
)
def test_an_international_address_is_not_changed_into_another_on_its_way(
    typed: str, envelope: str
) -> None:
    handler = ReceivingHandler()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    try:
        server = SmtpServer.from_url(f"smtp://127.0.0.1:{controller.port}", "notes@example.org")
        server.send(typed, "A note", "Hello")
    finally:
        controller.stop()
    assert handler.recipients == [envelope]


def test_an_address_that_a_mail_server_cannot_take_is_not_replaced_by_another() -> None:
    handler = ReceivingHandler()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=False)
    controller.start()
    try:
        server = SmtpServer.from_url(f"smtp://127.0.0.1:{controller.port}", "notes@example.org")
        with pytest.raises(smtplib.SMTPNotSupportedError):
            server.send("groß@example.org", "A note", "Hello")
    finally:
        controller.stop()
    assert handler.recipients == []


@pytest.mark.parametrize(
    ("url", "sender"),
    [("http://mail.example", "notes@example.org"), ("smtp://", "notes@example.org"),
     ("smtp://mail.example", ""), ("smtp://mail.example", "nobody")],
)  # fmt: skip
def test_an_invalid_mail_server_url_stops_the_start(url: str, sender: str) -> None:
    with pytest.raises(ConfigurationError):
        SmtpServer.from_url(url, sender)


def test_a_password_in_the_mail_server_url_is_never_printed() -> None:
    server = SmtpServer.from_url("smtps://me:s%40cret@mail.example", "notes@example.org")
    assert (server.password, server.port) == ("s@cret", 465)
    assert "s@cret" not in repr(server)
