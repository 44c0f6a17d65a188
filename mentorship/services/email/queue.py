"""Emails wait in a table until the worker sends them, after everything else is saved.

A request only asks for an email. Whether the address belongs to anybody is looked up by
the worker, so that neither a response nor its timing tells an outsider.
"""

import logging
import smtplib
from datetime import timedelta
from email.errors import MessageError

from flask_babel import force_locale, format_time
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, or_, select, update

from mentorship.after_commit import AnySession, commit, enqueue, rollback
from mentorship.clock import now
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.models import EmailKind, OutgoingEmail, Person, sign_in_index
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import rate_limits
from mentorship.services.accounts.people import person_named
from mentorship.services.email.messages import Message, render_email

logger = logging.getLogger(__name__)

LEASE_DURATION = timedelta(minutes=2)
MAX_ATTEMPTS = 10
OUTBOX_RETENTION = timedelta(days=1)
MAX_NEWS_SILENCE = timedelta(days=7)
"""How long somebody who does not sign in gets no second email about news."""


def request_email(
    session: AnySession,
    kind: EmailKind,
    address: str,
    language: str,
    requester: Person | None = None,
) -> None:
    """Queue an email to an address that anybody may have typed.

    Beyond the hourly limit of the address it is dropped silently. Beyond that of the whole site
    it is refused, in the same words for everybody. So this table cannot be filled by requests.
    """
    if rate_limits.site_email_budget(session, kind).remaining == 0:
        raise UserFacingError(_too_many_emails(session, kind))
    if not rate_limits.allow_email(session, kind, address):
        return
    if not rate_limits.allow_site_email(session, kind):  # others asked at the same moment
        raise UserFacingError(_too_many_emails(session, kind))
    _enqueue_email(session, kind, address, language, requester)


def request_address_change(
    session: AnySession, person: Person, address: str, language: str
) -> None:
    """Queue an email by which a person confirms a new address, within a limit of their own."""
    if not rate_limits.allow_attempt(session, rate_limits.EMAIL_CHANGE, person.sign_in_name):
        raise UserFacingError(_("You asked for this many times. Wait an hour, then ask again."))
    request_email(session, EmailKind.CHANGE_EMAIL, address, language, person)


def _too_many_emails(session: AnySession, kind: EmailKind) -> str:
    return _(
        "Many people asked for an email in this hour, so this one was not sent. "
        "Please try again after %(time)s. "
        "You can also use an account with only a user name. If you need help sooner, ask a "
        "coordinator: they can give you a link if you have no password yet. If you have one, "
        "the people who run this site can.",
        time=format_time(rate_limits.site_email_budget(session, kind).renewed_at, "short"),
    )


def notify(session: AnySession, person: Person) -> None:
    """Queue an email that something is new on the site, if the person has an address.

    All news until they sign in is one email, since every such email says the same.
    """
    address = person.email_address
    if address is not None and not _news_waits(session, address):
        _enqueue_email(session, EmailKind.NEWS, address, person.language or "en")


def _news_waits(session: AnySession, address: str) -> bool:
    waiting = select(OutgoingEmail.id).where(
        OutgoingEmail.kind == EmailKind.NEWS,
        OutgoingEmail.recipient_index == sign_in_index(address),
        OutgoingEmail.sent_at.is_(None),
        OutgoingEmail.attempts <= MAX_ATTEMPTS,
    )
    return session.scalar(waiting.limit(1)) is not None


def notify_address_changed(session: AnySession, person: Person, former_name: str) -> None:
    """Queue a warning to a person's former address, in case they did not change it."""
    if "@" in former_name:
        _enqueue_email(session, EmailKind.MOVED, former_name, person.language or "en", person)


def _enqueue_email(
    session: AnySession,
    kind: EmailKind,
    address: str,
    language: str,
    requester: Person | None = None,
) -> None:
    if not current_runtime().sends_email:
        return
    email = OutgoingEmail(
        kind=kind,
        recipient=address,
        recipient_index=sign_in_index(address),
        requester_id=None if requester is None else requester.id,
        language=language,
    )
    session.add(email)
    session.flush()
    enqueue(session, "deliver_email", email.id)


def deliver(session: AnySession, email_id: int) -> None:
    """Render an email and send it; if the mail server cannot be reached, retry later.

    A sent email is deleted. The demonstration keeps its text instead, for the outbox page.
    """
    if not _claim(session, email_id):
        return
    try:
        _deliver_claimed(session, email_id)
    except Exception:
        rollback(session)
        if session.get(OutgoingEmail, email_id) is not None:
            raise
        logger.info("Email %s was deleted while it was being sent", email_id)


def _deliver_claimed(session: AnySession, email_id: int) -> None:
    email = session.get_one(OutgoingEmail, email_id)
    if email.kind is EmailKind.NEWS and not _is_due(session, email):
        session.delete(email)
        commit(session)
        return
    with force_locale(email.language):
        message = render_email(session, email)
    commit(session)
    if message is not None and current_runtime().demo:
        email.subject, email.body, email.sent_at = message.subject, message.body, now()
    elif message is None or _is_finished(email, message):
        session.delete(email)
    commit(session)


def _is_due(session: AnySession, email: OutgoingEmail) -> bool:
    """Note that a person is written to about news; return False if they have not read the last.

    The worker does this, not the decision that is the news: that would have to lock the person.
    One statement, so that of two emails at once one is sent. An email may have been lost, or read
    in a session that began before it, so after a while the next one is due again.
    """
    if email.attempts > 1:  # noted at the first attempt
        return True
    # By the name: their index may be that of an earlier version, which others' names may share.
    person = person_named(session, email.recipient)
    if person is None:  # they have another address now
        return False
    at = now()
    noted = session.scalar(
        update(Person)
        .where(
            Person.id == person.id,
            or_(
                Person.news_emailed_at.is_(None),
                Person.news_emailed_at < at - MAX_NEWS_SILENCE,
                Person.news_emailed_at > at,  # by a clock that was wrong
            ),
        )
        .values(news_emailed_at=at)
        .returning(Person.id)
    )
    return noted is not None


def _claim(session: AnySession, email_id: int) -> bool:
    """Lease an email, in one statement, so that of two workers one sends it."""
    claimed_id = session.scalar(
        update(OutgoingEmail)
        .where(OutgoingEmail.id == email_id, _is_unsent())
        .values(lease_until=now() + LEASE_DURATION, attempts=OutgoingEmail.attempts + 1)
        .returning(OutgoingEmail.id)
    )
    commit(session)
    return claimed_id is not None


def _is_finished(email: OutgoingEmail, message: Message) -> bool:
    """Try to send; return whether the email was sent, or has failed too often."""
    server = current_runtime().email_server
    if server is None:
        return False
    try:
        server.send(email.recipient, message.subject, message.body)
    except (OSError, smtplib.SMTPException, MessageError, ValueError) as error:
        logger.error("Email %s is not sent yet: %s", email.id, type(error).__name__)
        email.lease_until = now() + _wait_after_failure(email.attempts)
        return email.attempts >= MAX_ATTEMPTS
    return True


def delete_emails_of(session: AnySession, person: Person) -> None:
    """Delete emails that wait for a person, or that they caused to go to another address.

    By the index, not the name: in a restored database it cannot be read any more.
    """
    indexes = _indexes_of(person)
    for email in session.scalars(select(OutgoingEmail)):
        if email.recipient_index in indexes or _is_caused_by(person, email):
            session.delete(email)
    session.flush()


def _indexes_of(person: Person) -> set[bytes]:
    """Return the stored index of a name, and today's: an earlier version folded otherwise."""
    try:
        return {person.sign_in_index, sign_in_index(person.sign_in_name)}
    except DecryptionError:
        return {person.sign_in_index}


def _is_caused_by(person: Person, email: OutgoingEmail) -> bool:
    try:
        return email.requester_id == person.id
    except DecryptionError:  # an email that nobody can read must not prevent an erasure
        return False


def unsent_emails(session: AnySession) -> list[int]:
    """Return the ids of the emails that no worker has sent or is sending."""
    return list(session.scalars(select(OutgoingEmail.id).where(_is_unsent())))


def _is_unsent() -> ColumnElement[bool]:
    unleased = or_(
        OutgoingEmail.lease_until.is_(None),
        OutgoingEmail.lease_until < now(),
        *(
            (OutgoingEmail.attempts == attempts)
            & (OutgoingEmail.lease_until > now() + _longest_lease(attempts))
            for attempts in range(MAX_ATTEMPTS + 1)
        ),
    )
    return OutgoingEmail.sent_at.is_(None) & (OutgoingEmail.attempts <= MAX_ATTEMPTS) & unleased


def _longest_lease(attempts: int) -> timedelta:
    """Return how long an email waits at most; one that ends later was given by a wrong clock."""
    return max(LEASE_DURATION, _wait_after_failure(attempts))


def _wait_after_failure(attempts: int) -> timedelta:
    return timedelta(minutes=2**attempts)


def outbox() -> Select[tuple[OutgoingEmail]]:
    """Return the query of the emails that the demonstration shows, the newest first."""
    return (
        select(OutgoingEmail)
        .where(OutgoingEmail.sent_at.is_not(None))
        .order_by(OutgoingEmail.id.desc())
    )


def purge_old(session: AnySession) -> None:
    """Delete what the outbox page has shown for long enough, and what could not be sent."""
    shown_long_ago = OutgoingEmail.sent_at < now() - OUTBOX_RETENTION
    failed = OutgoingEmail.attempts > MAX_ATTEMPTS
    delete_with_keys(session, select(OutgoingEmail).where(or_(shown_long_ago, failed)))
