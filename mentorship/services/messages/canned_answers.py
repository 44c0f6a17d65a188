"""Answers that coordinators prepare once, in the languages of the site."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.collation import collation_key
from mentorship.errors import UserFacingError
from mentorship.models import CannedAnswer, Person
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.row_locks import lock_row

MAX_CANNED_ANSWERS = 100
MAX_TITLE_LENGTH = 80
"""Characters."""


def answers(session: AnySession) -> list[CannedAnswer]:
    """Return the answers that can be read, in the alphabetical order of their titles."""
    readable = [item for item in session.scalars(select(CannedAnswer)) if item.can_be_read()]
    return sorted(readable, key=lambda item: (collation_key(item.title), item.id))


def answer_with_id(session: AnySession, canned_answer_id: int) -> CannedAnswer | None:
    return session.get(CannedAnswer, canned_answer_id)


def add(session: AnySession, actor: Person, title: str, texts: Mapping[str, str]) -> CannedAnswer:
    """Add an answer; the same one sent twice is stored once."""
    lock_people(session, {actor.id})
    for item in answers(session):
        if (item.title, item.texts) == (title, texts):
            return item
    if (session.scalar(select(func.count(CannedAnswer.id))) or 0) >= MAX_CANNED_ANSWERS:
        raise UserFacingError(_("There are 100 prepared answers already. Delete some first."))
    item = CannedAnswer(title=title, texts=dict(texts))
    session.add(item)
    record(session, actor, "add canned answer", item)
    return item


def change(
    session: AnySession, actor: Person, item: CannedAnswer, title: str, texts: Mapping[str, str]
) -> None:
    if (item.title, item.texts) != (title, texts):
        item.title, item.texts = title, dict(texts)
        record(session, actor, "change canned answer", item)


def delete(session: AnySession, actor: Person, item: CannedAnswer) -> None:
    """Delete an answer; the messages that were written with it stay."""
    lock_row(session, item)
    record(session, actor, "delete canned answer", item)
    session.delete(item)
    session.flush()


def add_examples(session: AnySession, actor: Person) -> None:
    """Add the answers that come along, in every language of the site."""
    by_language = {}
    for language in SITE_LANGUAGES:
        with force_locale(language):
            by_language[language] = [(str(title), str(text)) for title, text in _examples()]
    titles = [title for title, _text in _examples()]
    for number, title in enumerate(titles):
        texts = {language: items[number][1] for language, items in by_language.items()}
        add(session, actor, title, texts)


def _examples() -> list[tuple[str, str]]:
    return [
        (
            _("When will I hear from you?"),
            _(
                "Thank you for asking. We read every application, and then look for a good match. "
                "You see the news on your home page, and we send you an email that there is "
                "something new."
            ),
        ),
        (
            _("Change an answer"),
            _(
                "You can change your answers as long as the round is open: sign in, open your "
                "application on your home page, and choose “Change”. If the round is closed, "
                "tell us here what is wrong, and we correct it."
            ),
        ),
        (
            _("No match yet"),
            _(
                "We have not found a good match for you yet. That is not about you: it depends on "
                "who else takes part. You need not do anything. We try again with the next "
                "people who join."
            ),
        ),
        (
            _("The other person does not answer"),
            _(
                "Thank you for telling us. We ask the other person whether everything is all "
                "right. You will read here what comes next. If you would rather meet somebody "
                "else, tell us that too."
            ),
        ),
        (
            _("Thank you for telling us"),
            _(
                "Thank you for telling us. You did the right thing. We look into it, and nobody "
                "else reads what you wrote. You need not meet before you hear from us."
            ),
        ),
    ]
