"""Emails that nobody has asked for: whether they are still due, and what they say.

They list what waits for their reader when they are sent, without names, places or days.
"""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import or_, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import NOTICES, EmailKind, OutgoingEmail, Pair, Person
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services.accounts.people import person_named
from mentorship.services.match_support import check_ins, unanswered
from mentorship.services.messages import own_messages

MAX_NEWS_SILENCE = timedelta(days=7)
"""How long somebody who does not sign in gets no second email about news."""
ON_THE_SITE = {
    Event.ANSWER: _l("We still wait for an answer from you."),
    Event.EXIT_FORM: _l("There is a short form for you to fill in."),
}


def is_due(session: AnySession, email: OutgoingEmail) -> bool:
    """Return whether to send an email now: whatever somebody has asked for always is.

    News are noted with the person, so that the next ones are not due until they have signed in.
    """
    if email.kind not in NOTICES:
        return True
    person = _reader(session, email)
    if person is None:  # they have another address now
        return False
    if email.kind is EmailKind.REMINDER:
        return person.wants_reminders and bool(unanswered.of_person(session, person))
    if email.kind is EmailKind.NEWS and not person.wants_news:
        return False
    return email.attempts > 1 or _note_news(session, person)  # noted at the first attempt


def _note_news(session: AnySession, person: Person) -> bool:
    """Note that a person is written to about news; return False if they have not read the last.

    The worker does this, not the decision that is the news: that would have to lock the person.
    One statement, so that of two emails at once one is sent. An email may have been lost, or read
    in a session that began before it, so after a while the next one is due again.
    """
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


def _reader(session: AnySession, email: OutgoingEmail) -> Person | None:
    # By the name: their index may be that of an earlier version, which others' names may share.
    return person_named(session, email.recipient)


def language_of(session: AnySession, email: OutgoingEmail) -> str:
    """Return the language of an email: for a notice, what its reader has chosen by now."""
    reader = _reader(session, email) if email.kind in NOTICES else None
    return (reader and reader.language) or email.language


def what_waits(session: AnySession, email: OutgoingEmail) -> Iterator[str]:
    """Yield a sentence about everything that waits for the reader of an email."""
    if email.kind is not EmailKind.REMINDER:
        yield _("There is something new for you.")
    reader = _reader(session, email)
    if reader is None:
        return
    unread = own_messages.count_unread(session, reader)
    if unread:
        yield ngettext(
            "There is %(num)s new message for you.",
            "There are %(num)s new messages for you.",
            unread,
        )
    if reader.wants_reminders and email.kind is not EmailKind.URGENT:
        yield from _what_is_unanswered(session, reader)


def _what_is_unanswered(session: AnySession, reader: Person) -> Iterator[str]:
    waiting = unanswered.of_person(session, reader)
    events = {item.event for item in waiting}
    yield from (str(sentence) for event, sentence in ON_THE_SITE.items() if event in events)
    for pair_id in sorted({item.pair_id for item in waiting if item.event is Event.CHECK_IN}):
        yield _("There are three short questions for you. You can answer without signing in:")
        token = check_ins.make_token(reader, session.get_one(Pair, pair_id))
        yield current_runtime().page_url("pairs.check_in_by_link", token=token)
