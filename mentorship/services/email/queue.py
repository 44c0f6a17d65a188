"""Emails wait in a table until the worker sends them, after everything else is saved.

A request only asks for an email. Whether the address belongs to anybody is looked up by
the worker, so that neither a response nor its timing tells an outsider.
"""

import logging
import smtplib
from collections.abc import Collection, Sequence
from datetime import timedelta
from email.errors import MessageError

from flask_babel import force_locale, format_time
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession, commit, enqueue, rollback
from mentorship.clock import now
from mentorship.errors import DecryptionError, UserFacingError
from mentorship.models import CAN_WAIT, EmailKind, OutgoingEmail, Person, sign_in_index
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.runtime import current_runtime
from mentorship.services.accounts import rate_limits
from mentorship.services.email import notices
from mentorship.services.email.messages import Message, render_email
from mentorship.services.email.quiet_hours import is_quiet

logger = logging.getLogger(__name__)

LEASE_DURATION = timedelta(minutes=2)
MAX_ATTEMPTS = 10
OUTBOX_RETENTION = timedelta(days=1)


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


def notify(session: AnySession, person: Person, *, urgent: bool = False) -> None:
    """Queue an email that something is new on the site, if the person has an address and wants it.

    All news until they sign in is one email. What is ``urgent`` is sent at night too, and to
    somebody who wants no other news.
    """
    if urgent:
        _enqueue_once(session, EmailKind.URGENT, person)
    elif person.wants_news:
        _enqueue_once(session, EmailKind.NEWS, person)


def remind(session: AnySession, person: Person) -> None:
    """Queue an email about what somebody has not answered: see `match_support.reminders`."""
    _enqueue_once(session, EmailKind.REMINDER, person)


def _enqueue_once(session: AnySession, kind: EmailKind, person: Person) -> None:
    """Queue an email unless one of its kind waits: that one will say the same."""
    address = person.email_address
    if address is not None and not _waits(session, kind, address):
        _enqueue_email(session, kind, address, person.language or "en")


def _waits(session: AnySession, kind: EmailKind, address: str) -> bool:
    waiting = select(OutgoingEmail.id).where(
        OutgoingEmail.kind == kind,
        OutgoingEmail.recipient_index == sign_in_index(address),
        _may_be_sent(),
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

    News and reminders that wait for the same person go with it, as one email. A sent email is
    deleted. The demonstration keeps its text instead, for the outbox page.
    """
    claimed_ids = _claim(session, email_id)
    if not claimed_ids:
        return
    try:
        _deliver_claimed(session, claimed_ids)
    except Exception:
        rollback(session)
        if session.get(OutgoingEmail, email_id) is not None:
            raise
        logger.info("Email %s was deleted while it was being sent", email_id)


def _deliver_claimed(session: AnySession, email_ids: Collection[int]) -> None:
    emails = _still_due(session, email_ids)
    if not emails:
        commit(session)
        return
    email = emails[0]
    with force_locale(notices.language_of(session, email)):
        message = render_email(session, email)
    commit(session)
    if message is not None and current_runtime().demo:
        email.subject, email.body, email.sent_at = message.subject, message.body, now()
        _delete(session, emails[1:])
    elif message is None or _is_finished(emails, message):
        _delete(session, emails)
    commit(session)


def _still_due(session: AnySession, email_ids: Collection[int]) -> list[OutgoingEmail]:
    """Return the emails that are to go as one, news first; delete those that are not due now."""
    emails = [session.get_one(OutgoingEmail, id_) for id_ in email_ids]
    due = [email for email in emails if notices.is_due(session, email)]
    _delete(session, [email for email in emails if email not in due])
    return sorted(due, key=lambda email: email.kind is EmailKind.REMINDER)


def _delete(session: AnySession, emails: Collection[OutgoingEmail]) -> None:
    for email in emails:
        session.delete(email)


def _claim(session: AnySession, email_id: int) -> Sequence[int]:
    """Lease an email and those that go with it, in one statement, so that of two workers one does.

    If another worker has one of them, or it waits after a failure, they all wait for it.
    """
    together = _goes_with(email_id)
    unsent = select(OutgoingEmail.id).where(together, _is_unsent()).order_by(OutgoingEmail.id)
    claimed_ids = session.scalars(
        update(OutgoingEmail)
        .where(OutgoingEmail.id.in_(unsent.with_for_update().correlate(None)))
        .values(lease_until=now() + LEASE_DURATION, attempts=OutgoingEmail.attempts + 1)
        .returning(OutgoingEmail.id)
    ).all()
    others = select(OutgoingEmail.id).where(together, OutgoingEmail.id.not_in(claimed_ids))
    if session.scalar(others.where(_may_be_sent()).limit(1)) is not None:
        rollback(session)
        return ()
    commit(session)
    return claimed_ids


def _goes_with(email_id: int) -> ColumnElement[bool]:
    """Return the condition on an email that it is this one, or goes to the same person with it."""
    given = aliased(OutgoingEmail)
    index = select(given.recipient_index).where(given.id == email_id, given.kind.in_(CAN_WAIT))
    same_person = OutgoingEmail.recipient_index == index.scalar_subquery()
    return (OutgoingEmail.id == email_id) | (OutgoingEmail.kind.in_(CAN_WAIT) & same_person)


def _is_finished(emails: Sequence[OutgoingEmail], message: Message) -> bool:
    """Try to send a message; return whether it was sent, or has failed too often."""
    server, first = current_runtime().email_server, emails[0]
    if server is None:
        return False
    try:
        server.send(first.recipient, message.subject, message.body)
    except (OSError, smtplib.SMTPException, MessageError, ValueError) as error:
        logger.error("Email %s is not sent yet: %s", first.id, type(error).__name__)
        for email in emails:
            email.lease_until = now() + _wait_after_failure(email.attempts)
        return first.attempts >= MAX_ATTEMPTS
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
    """Return the ids of the emails that no worker has sent or is sending, and may be sent now."""
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
    is_held = is_quiet(now()) and not current_runtime().demo  # which disturbs nobody
    return _may_be_sent() & unleased & (OutgoingEmail.kind.not_in(CAN_WAIT if is_held else ()))


def _may_be_sent() -> ColumnElement[bool]:
    return OutgoingEmail.sent_at.is_(None) & (OutgoingEmail.attempts <= MAX_ATTEMPTS)


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
