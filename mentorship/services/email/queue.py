"""Letters: what people are told by mail, by the worker, after everything else is saved.

A request only says that a letter is wanted. Whether the address belongs to anybody is
looked up by the worker, so that no answer and no answering time can tell an outsider.
"""

import logging
import smtplib
from datetime import timedelta
from email.errors import MessageError

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import ColumnElement, delete, or_, select, update

from mentorship.after_commit import AnySession, commit, enqueue
from mentorship.clock import now
from mentorship.models import EmailKind, OutgoingEmail, Person
from mentorship.privacy.field_cipher import current_cipher, normalize_name
from mentorship.services.accounts import rate_limits
from mentorship.services.email.messages import Message, write
from mentorship.smtp import SmtpServer

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 10
KEPT_IN_OUTBOX = timedelta(days=1)


def request_email(session: AnySession, kind: EmailKind, address: str, language: str) -> None:
    """Want a letter sent; too many to one address in an hour are silently not."""
    if rate_limits.allow_attempt(session, rate_limits.EMAIL, address):
        _enqueue_email(session, kind, address, language)


def notify(session: AnySession, person: Person) -> None:
    """Tell somebody, if they have an address, that there is something to see."""
    if person.email_address is not None:
        _enqueue_email(session, EmailKind.NEWS, person.email_address, person.language or "en")


def notify_address_changed(session: AnySession, person: Person, former: str) -> None:
    """Tell the address that somebody signed in with until now, in case it was not they."""
    if "@" in former:
        _enqueue_email(session, EmailKind.MOVED, former, person.language or "en")


def _enqueue_email(session: AnySession, kind: EmailKind, address: str, language: str) -> None:
    if not current_app.config["MAIL_WORKS"]:
        return
    letter = OutgoingEmail(
        kind=kind,
        recipient=normalize_name(address),
        recipient_index=current_cipher().blind_index(address),
        language=language,
    )
    session.add(letter)
    session.flush()
    enqueue(session, "deliver_email", letter.id)


def deliver(session: AnySession, email_id: int) -> None:
    """Write a letter and send it; if the mail server is away, it is tried again later."""
    letter = _claim(session, email_id)
    if letter is None:
        return
    with force_locale(letter.language):
        message = write(session, letter)
    commit(session)
    if message is None:
        session.delete(letter)
    elif current_app.config["DEMO"]:
        letter.subject, letter.body, letter.sent_at = message.subject, message.body, now()
    elif _sent(letter, message):
        session.delete(letter)
    commit(session)


def _claim(session: AnySession, email_id: int) -> OutgoingEmail | None:
    """Take a letter for a while, so that no other worker sends it too."""
    claimed = session.execute(
        update(OutgoingEmail)
        .where(OutgoingEmail.id == email_id, *_waiting())
        .values(lease_until=now() + LEASE, attempts=OutgoingEmail.attempts + 1)
        .returning(OutgoingEmail.id)
    )
    found = claimed.scalar() is not None
    commit(session)
    return session.get(OutgoingEmail, email_id) if found else None


def _sent(letter: OutgoingEmail, message: Message) -> bool:
    server: SmtpServer = current_app.config["MAIL_SERVER"]
    try:
        server.send(letter.recipient, message.subject, message.body)
    except (OSError, smtplib.SMTPException, MessageError, ValueError) as error:
        logger.error("Letter %s is not sent yet: %s", letter.id, type(error).__name__)
        letter.lease_until = now() + timedelta(minutes=2**letter.attempts)
        return letter.attempts >= MOST_ATTEMPTS
    return True


def unsent_emails(session: AnySession) -> list[int]:
    return list(session.scalars(select(OutgoingEmail.id).where(*_waiting())))


def _waiting() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    free = or_(OutgoingEmail.lease_until.is_(None), OutgoingEmail.lease_until < now())
    return (OutgoingEmail.sent_at.is_(None) & (OutgoingEmail.attempts <= MOST_ATTEMPTS), free)


def outbox(session: AnySession) -> list[OutgoingEmail]:
    """Return what the demonstration has sent, the newest first."""
    return list(
        session.scalars(
            select(OutgoingEmail)
            .where(OutgoingEmail.sent_at.is_not(None))
            .order_by(OutgoingEmail.id.desc())
        )
    )


def purge_old(session: AnySession) -> None:
    """Forget what the demonstration has shown for long enough, and what was given up."""
    old = OutgoingEmail.sent_at < now() - KEPT_IN_OUTBOX
    session.execute(delete(OutgoingEmail).where(or_(old, OutgoingEmail.attempts > MOST_ATTEMPTS)))
