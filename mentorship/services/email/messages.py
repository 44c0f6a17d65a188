"""The text of each kind of email. It names nobody, and does not tell what the site is for."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import EmailKind, OutgoingEmail, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.people import person_for, person_named
from mentorship.services.accounts.signed_links import LinkKind, make_token


@dataclass(frozen=True)
class Message:
    """A rendered email. Every kind has the same subject, which could be anybody's."""

    subject: str
    body: str


def render_email(session: AnySession, email: OutgoingEmail) -> Message | None:
    """Return the message for the person with this address, None if there is none to send."""
    return RENDERERS[email.kind](session, email)


def _render_sign_up(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = person_for(session, email.recipient)
    if not person.active:
        return None
    if person.password is not None:
        return _message(
            _("Somebody, probably you, wanted to create an account with this address.")
            + " "
            + _("You have one already. Sign in here:"),
            _("If you have forgotten your password, choose a new one there."),
            "auth.sign_in",
        )
    person.language = person.language or email.language
    person.created_at = now()  # an unused account is deleted some days after the last email
    end_sessions(person)
    return _message(
        _("Somebody, probably you, asked for an account with this address. To continue, open:"),
        _("The link works once, for seven days. If it was not you, do nothing."),
        "recovery.set_first_password",
        token=make_token(LinkKind.WELCOME, person),
    )


def _render_recover(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = person_named(session, email.recipient)
    if person is None or not person.active:
        return None
    if person.password is None:
        return _render_sign_up(session, email)
    return _message(
        _("Somebody, probably you, wants to choose a new password. To continue, open:"),
        _("The link works once, for two hours. If it was not you, do nothing."),
        "recovery.reset_password",
        token=make_token(LinkKind.NEW_PASSWORD, person),
    )


def _render_change_email(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = _person_changing_to(session, email.recipient)
    if person is None or person_named(session, email.recipient) is not None:
        return None
    return _message(
        _("Somebody, probably you, wants to use this address from now on. To agree, open:"),
        _("The link works once, for a day. If it was not you, do nothing."),
        "account.confirm_email",
        token=make_token(LinkKind.CONFIRM_EMAIL, person),
    )


def _person_changing_to(session: AnySession, address: str) -> Person | None:
    index = current_runtime().blind_index(address)
    return session.scalar(select(Person).where(Person.pending_email_index == index))


def _render_moved(session: AnySession, email: OutgoingEmail) -> Message:
    return _message(
        _("Somebody, probably you, now signs in with another address instead of this one."),
        _("If it was not you, please ask the people who run this site for help."),
        "apply.welcome",
    )


def _render_news(session: AnySession, email: OutgoingEmail) -> Message:
    return _message(_("There is something new for you. Sign in to see it:"), "", "auth.sign_in")


RENDERERS: dict[EmailKind, Callable[[AnySession, OutgoingEmail], Message | None]] = {
    EmailKind.SIGN_UP: _render_sign_up,
    EmailKind.RECOVER: _render_recover,
    EmailKind.CHANGE_EMAIL: _render_change_email,
    EmailKind.MOVED: _render_moved,
    EmailKind.NEWS: _render_news,
}


def _message(intro: str, note: str, endpoint: str, **url_values: str) -> Message:
    url = current_runtime().page_url(endpoint, **url_values)
    body = "\n\n".join(filter(None, (_("Hello,"), intro, url, note)))
    return Message(subject=_("A note for you"), body=body + "\n")
