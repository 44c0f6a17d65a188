"""Letters: what people are told by mail, by the worker, after everything else is saved.

A request only says that a letter is wanted. Whether the address belongs to anybody is
looked up by the worker, so that no answer and no answering time can tell an outsider.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, or_, select, update

from mentorship.after_commit import AnySession, commit, leave
from mentorship.mail import MailServer
from mentorship.models import Letter, LetterKind, Person
from mentorship.models.columns import now
from mentorship.privacy.vault import current_vault, normal_name
from mentorship.services import attempts
from mentorship.services.links import Link, token_for
from mentorship.services.passwords import end_sessions
from mentorship.services.people import person_for, person_named

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 10
KEPT_IN_OUTBOX = timedelta(days=1)


@dataclass(frozen=True)
class Message:
    """A mail. Neither subject nor text names anybody, or says what the site is for."""

    subject: str
    body: str


def ask_for(session: AnySession, kind: LetterKind, address: str, language: str) -> None:
    """Want a letter sent; too many to one address in an hour are silently not."""
    if attempts.may_try(session, attempts.LETTER, address):
        _leave_letter(session, kind, address, language)


def tell_news(session: AnySession, person: Person) -> None:
    """Tell somebody, if they have an address, that there is something to see."""
    if person.email_address is not None:
        _leave_letter(session, LetterKind.NEWS, person.email_address, person.language or "en")


def _leave_letter(session: AnySession, kind: LetterKind, address: str, language: str) -> None:
    letter = Letter(
        kind=kind,
        recipient=normal_name(address),
        recipient_index=current_vault().blind_index(address),
        language=language,
    )
    session.add(letter)
    session.flush()
    leave(session, "deliver_letter", letter.id)


def deliver(session: AnySession, letter_id: int) -> None:
    """Write a letter and send it; if the mail server is away, it is tried again later."""
    letter = _claim(session, letter_id)
    if letter is None:
        return
    with force_locale(letter.language):
        message = WRITERS[letter.kind](session, letter)
    commit(session)
    if message is None:
        session.delete(letter)
    elif current_app.config["DEMO"]:
        letter.subject, letter.body, letter.sent_at = message.subject, message.body, now()
    elif _sent(letter, message):
        session.delete(letter)
    commit(session)


def _claim(session: AnySession, letter_id: int) -> Letter | None:
    """Take a letter for a while, so that no other worker sends it too."""
    claimed = session.execute(
        update(Letter)
        .where(Letter.id == letter_id, *_waiting())
        .values(lease_until=now() + LEASE, attempts=Letter.attempts + 1)
        .returning(Letter.id)
    )
    found = claimed.scalar() is not None
    commit(session)
    return session.get(Letter, letter_id) if found else None


def _sent(letter: Letter, message: Message) -> bool:
    server: MailServer = current_app.config["MAIL_SERVER"]
    try:
        server.send(letter.recipient, message.subject, message.body)
    except (OSError, smtplib.SMTPException) as error:
        logger.error("Letter %s is not sent yet: %s", letter.id, type(error).__name__)
        letter.lease_until = now() + timedelta(minutes=2**letter.attempts)
        return letter.attempts >= MOST_ATTEMPTS
    return True


def waiting_letters(session: AnySession) -> list[int]:
    return list(session.scalars(select(Letter.id).where(*_waiting())))


def _waiting() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    free = or_(Letter.lease_until.is_(None), Letter.lease_until < now())
    return (Letter.sent_at.is_(None), free)


def outbox(session: AnySession) -> list[Letter]:
    """Return what the demonstration has sent, the newest first."""
    return list(
        session.scalars(
            select(Letter).where(Letter.sent_at.is_not(None)).order_by(Letter.id.desc())
        )
    )


def forget_old(session: AnySession) -> None:
    session.execute(delete(Letter).where(Letter.sent_at < now() - KEPT_IN_OUTBOX))


def _write_sign_up(session: AnySession, letter: Letter) -> Message | None:
    person = person_for(session, letter.recipient)
    if not person.active:
        return None
    if person.password is not None:
        return _message(
            _("Somebody, probably you, wanted to make an account with this address.")
            + " "
            + _("You have one already. Sign in here:"),
            site_address("entrance.sign_in"),
            _("If you have forgotten your password, choose a new one there."),
        )
    person.language = person.language or letter.language
    end_sessions(person)
    return _message(
        _("Somebody, probably you, asked for an account with this address. To go on, open:"),
        site_address("joining.welcome", token=token_for(Link.WELCOME, person)),
        _("The link works once, for seven days. If it was not you, do nothing."),
    )


def _write_recover(session: AnySession, letter: Letter) -> Message | None:
    person = person_named(session, letter.recipient)
    if person is None or not person.active:
        return None
    if person.password is None:
        return _write_sign_up(session, letter)
    return _message(
        _("Somebody, probably you, wants to choose a new password. To go on, open:"),
        site_address("joining.new_password", token=token_for(Link.NEW_PASSWORD, person)),
        _("The link works once, for two hours. If it was not you, do nothing."),
    )


def _write_change_email(session: AnySession, letter: Letter) -> Message | None:
    wishing = session.scalars(select(Person).where(Person.next_email.is_not(None)))
    asking = [one for one in wishing if one.next_email == letter.recipient]
    if len(asking) != 1 or person_named(session, letter.recipient) is not None:
        return None
    return _message(
        _("Somebody, probably you, wants to use this address from now on. To agree, open:"),
        site_address("joining.confirm_email", token=token_for(Link.CONFIRM_EMAIL, asking[0])),
        _("The link works once, for a day. If it was not you, do nothing."),
    )


def _write_news(session: AnySession, letter: Letter) -> Message:
    return _message(_("There is something new for you. Sign in to see it:"),
                    site_address("entrance.sign_in"), "")  # fmt: skip


WRITERS: dict[LetterKind, Callable[[AnySession, Letter], Message | None]] = {
    LetterKind.SIGN_UP: _write_sign_up,
    LetterKind.RECOVER: _write_recover,
    LetterKind.CHANGE_EMAIL: _write_change_email,
    LetterKind.NEWS: _write_news,
}


def _message(why: str, address: str, afterwards: str) -> Message:
    """Put a mail together. Its subject could be anybody's."""
    body = "\n\n".join(filter(None, (_("Hello,"), why, address, afterwards)))
    return Message(subject=_("A note for you"), body=body + "\n")


def site_address(endpoint: str, **values: str) -> str:
    """Return the address of a page, on the site that the operator named.

    Never on the one that a request names: it would send a secret wherever that says.
    """
    scheme, _separator, host = current_app.config["SITE_URL"].partition("://")
    adapter = current_app.url_map.bind(host, url_scheme=scheme)
    return adapter.build(endpoint, values, force_external=True)
