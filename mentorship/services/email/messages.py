"""What a letter says: nothing that names anybody, or tells what the site is for."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import EmailKind, OutgoingEmail, Person
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.people import person_for, person_named
from mentorship.services.accounts.signed_links import Link, token_for


@dataclass(frozen=True)
class Message:
    """A mail: its subject could be anybody's."""

    subject: str
    body: str


def write(session: AnySession, letter: OutgoingEmail) -> Message | None:
    """Find out whom an address belongs to, and what to tell them; None if nothing."""
    return WRITERS[letter.kind](session, letter)


def _write_sign_up(session: AnySession, letter: OutgoingEmail) -> Message | None:
    person = person_for(session, letter.recipient)
    if not person.active:
        return None
    if person.password is not None:
        return _message(
            _("Somebody, probably you, wanted to make an account with this address.")
            + " "
            + _("You have one already. Sign in here:"),
            site_address("auth.sign_in"),
            _("If you have forgotten your password, choose a new one there."),
        )
    person.language = person.language or letter.language
    person.created_at = now()  # whoever never comes is forgotten, counted from the last letter
    end_sessions(person)
    return _message(
        _("Somebody, probably you, asked for an account with this address. To go on, open:"),
        site_address("recovery.set_first_password", token=token_for(Link.WELCOME, person)),
        _("The link works once, for seven days. If it was not you, do nothing."),
    )


def _write_recover(session: AnySession, letter: OutgoingEmail) -> Message | None:
    person = person_named(session, letter.recipient)
    if person is None or not person.active:
        return None
    if person.password is None:
        return _write_sign_up(session, letter)
    return _message(
        _("Somebody, probably you, wants to choose a new password. To go on, open:"),
        site_address("recovery.reset_password", token=token_for(Link.NEW_PASSWORD, person)),
        _("The link works once, for two hours. If it was not you, do nothing."),
    )


def _write_change_email(session: AnySession, letter: OutgoingEmail) -> Message | None:
    wishing = session.scalars(select(Person).where(Person.pending_email.is_not(None)))
    asking = [one for one in wishing if one.pending_email == letter.recipient]
    if not asking or person_named(session, letter.recipient) is not None:
        return None
    return _message(
        _("Somebody, probably you, wants to use this address from now on. To agree, open:"),
        site_address("account.confirm_email", token=token_for(Link.CONFIRM_EMAIL, asking[0])),
        _("The link works once, for a day. If it was not you, do nothing."),
    )


def _write_moved(session: AnySession, letter: OutgoingEmail) -> Message:
    return _message(
        _("Somebody, probably you, signs in with another address than this one from now on."),
        site_address("apply.welcome"),
        _("If it was not you, please ask the people who run this site for help."),
    )


def _write_news(session: AnySession, letter: OutgoingEmail) -> Message:
    return _message(_("There is something new for you. Sign in to see it:"),
                    site_address("auth.sign_in"), "")  # fmt: skip


WRITERS: dict[EmailKind, Callable[[AnySession, OutgoingEmail], Message | None]] = {
    EmailKind.SIGN_UP: _write_sign_up,
    EmailKind.RECOVER: _write_recover,
    EmailKind.CHANGE_EMAIL: _write_change_email,
    EmailKind.MOVED: _write_moved,
    EmailKind.NEWS: _write_news,
}


def _message(why: str, address: str, afterwards: str) -> Message:
    body = "\n\n".join(filter(None, (_("Hello,"), why, address, afterwards)))
    return Message(subject=_("A note for you"), body=body + "\n")


def site_address(endpoint: str, **values: str) -> str:
    """Return the address of a page, on the site that the operator named.

    Never on the one that a request names: it would send a secret wherever that says.
    """
    scheme, _separator, host = current_app.config["SITE_URL"].partition("://")
    adapter = current_app.url_map.bind(host, url_scheme=scheme)
    return adapter.build(endpoint, values, force_external=True)
