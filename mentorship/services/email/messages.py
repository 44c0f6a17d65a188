"""The text of each kind of email. It names nobody, and does not tell what the site is for."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import format_time, ngettext
from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.models import EmailKind, OutgoingEmail, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts import sign_up_links
from mentorship.services.accounts.people import is_taken, person_changing_to, person_named
from mentorship.services.accounts.rate_limits import email_budget
from mentorship.services.accounts.signed_links import LinkKind, make_token
from mentorship.services.email import notices


@dataclass(frozen=True)
class Message:
    """A rendered email. Every kind has the same subject, which could be anybody's."""

    subject: str
    body: str


def render_email(session: AnySession, email: OutgoingEmail) -> Message | None:
    """Return the message for the person with this address, None if there is none to send."""
    return RENDERERS[email.kind](session, email)


def _owner(session: AnySession, email: OutgoingEmail) -> Person | None:
    """Return the person with this address, to whose own spelling of it the email then goes.

    Whoever asked for it may have typed another one, which a mail server could take for another
    mailbox; what it says is for the owner of the account.
    """
    person = person_named(session, email.recipient)
    if person is not None:
        email.recipient = person.sign_in_name
    return person


def _render_sign_up(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = _owner(session, email)
    if person is not None and not person.active:
        return None
    if person is not None and person.password is not None:
        return _message(
            _("Somebody, probably you, wanted to create an account with this address.")
            + " "
            + _("You have one already. Sign in with your password, or choose a new one here:"),
            _("The link works once, for two hours. If it was not you, do nothing."),
            _remaining_emails(session, email),
            endpoint="recovery.reset_password",
            token=make_token(LinkKind.NEW_PASSWORD, person),
        )
    return _message(
        _("Somebody, probably you, asked for an account with this address. To continue, open:"),
        _("The link works once, for seven days. If it was not you, do nothing."),
        _remaining_emails(session, email),
        endpoint="sign_up.follow_link",
        token=sign_up_links.make_token(email.recipient, email.language, person),
    )


def _render_recover(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = _owner(session, email)
    if person is None or not person.active:
        return None
    if person.password is None:
        return _render_sign_up(session, email)
    return _message(
        _("Somebody, probably you, wants to choose a new password. To continue, open:"),
        _("The link works once, for two hours. If it was not you, do nothing."),
        _remaining_emails(session, email),
        endpoint="recovery.reset_password",
        token=make_token(LinkKind.NEW_PASSWORD, person),
    )


def _render_change_email(session: AnySession, email: OutgoingEmail) -> Message | None:
    person = person_changing_to(session, email.recipient, email.requester_id)
    if person is None or is_taken(session, email.recipient, person):
        return None
    return _message(
        _("Somebody, probably you, wants to use this address from now on. To agree, open:"),
        _("The link works once, for a day. If it was not you, do nothing."),
        _remaining_emails(session, email),
        endpoint="account.confirm_email",
        token=make_token(LinkKind.CONFIRM_EMAIL, person),
    )


def _remaining_emails(session: AnySession, email: OutgoingEmail) -> str:
    """Tell how many emails can still be asked for, so that nobody uses them up unnoticed."""
    budget = email_budget(session, email.kind, email.recipient)
    if budget.remaining == 0:
        return _(
            "This is the last email like this until %(time)s.",
            time=format_time(budget.renewed_at, "short"),
        )
    return ngettext(
        "You can ask for %(num)s more email like this in this hour.",
        "You can ask for %(num)s more emails like this in this hour.",
        budget.remaining,
    )


def _render_moved(session: AnySession, email: OutgoingEmail) -> Message:
    return _message(
        _("Somebody, probably you, now signs in with another address instead of this one."),
        _("If it was not you, please ask the people who run this site for help."),
        endpoint="apply.welcome",
    )


def _render_notice(session: AnySession, email: OutgoingEmail) -> Message:
    return _message(
        "\n\n".join((*notices.what_waits(session, email), _("To see everything, sign in:"))),
        # Somebody who was imported has no password.
        _("If you have no password here yet, create an account with this address first."),
        _("Here you choose which emails you get:"),
        current_runtime().page_url("account.email_preferences"),
        endpoint="auth.sign_in",
    )


RENDERERS: dict[EmailKind, Callable[[AnySession, OutgoingEmail], Message | None]] = {
    EmailKind.SIGN_UP: _render_sign_up,
    EmailKind.RECOVER: _render_recover,
    EmailKind.CHANGE_EMAIL: _render_change_email,
    EmailKind.MOVED: _render_moved,
    EmailKind.NEWS: _render_notice,
    EmailKind.URGENT: _render_notice,
    EmailKind.REMINDER: _render_notice,
}


def _message(intro: str, *notes: str, endpoint: str, **url_values: str) -> Message:
    url = current_runtime().page_url(endpoint, **url_values)
    body = "\n\n".join((_("Hello,"), intro, url, *notes))
    return Message(subject=_("A note for you"), body=body + "\n")
