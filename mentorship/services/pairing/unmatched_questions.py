"""Questions to people without a suggestion, such as whether they could also meet in the morning.

Only what somebody may freely change is asked for, in the language that they read, and nobody else
is named. Nobody is asked for a language, a community or a skill: they might claim it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from mentorship import vocabulary
from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import MatchRun, Message, Person, Unmatched
from mentorship.privacy.sealed_rows import open_documents
from mentorship.programme import SITE_LANGUAGES
from mentorship.questions import criteria
from mentorship.services.applications.locking import lock_applications_of
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.messages.threads import is_double_tap, write_to

Reason = Mapping[str, Any]
ASKED = "asked"
"""Within a reason: the answers that a question was about, and the id of its message."""


def question(reason: Reason) -> str:
    """Return what to ask somebody, in the language of the page; "" if there is nothing to ask."""
    by_column: dict[str, list[str]] = defaultdict(list)
    for column, answer in reason.get("change", []):
        by_column[column].append(answer)
    sentences = [_sentence(column, answers) for column, answers in by_column.items()]
    return " ".join(sentences) if all(sentences) else ""


def _sentence(column: str, answers: Sequence[str]) -> str:
    match column:
        case "availability":
            times = _joined([str(vocabulary.USUAL_TIMES[answer]) for answer in answers])
            return _("Could you also meet on %(times)s?", times=times)
        case "modes" if answers == ["in_person"]:
            return _("Could you also meet in person?")
        case "modes" if answers == ["online"]:
            return _("Could you also meet online or by phone?")
        case "topics":
            names = [criteria.answer_name(column, answer) for answer in answers]
            topics = _joined([_("“%(topic)s”", topic=name) for name in names])
            return _("Would you also like to talk about %(topics)s?", topics=topics)
        case _:  # other columns of a programme are about who people are
            return ""


def _joined(words: Sequence[str]) -> str:
    return format_list(words, locale=get_locale())


def message_text(person: Person, reason: Reason) -> str:
    """Return the message that asks, in the person's language; in each if they have chosen none."""
    is_known = person.language in SITE_LANGUAGES
    texts = []
    for language in [str(person.language)] if is_known else SITE_LANGUAGES:
        with force_locale(language):
            texts.append(_message(question(reason)))
    return "\n\n".join(texts)


def _message(asked: str) -> str:
    return _(
        "Hello! We have not found a match for you yet, and one question might help:\n\n"
        "%(question)s\n\n"
        "If that suits you, write “yes” here, and we look again. If not, that is fine: we keep "
        "looking for you all the same.",
        question=asked,
    )


def unmatched_with_question(session: AnySession, unmatched_id: int) -> Unmatched | None:
    """Return somebody without a suggestion, if there is something to ask them."""
    unmatched = session.get(Unmatched, unmatched_id)
    is_readable = (
        unmatched is not None and unmatched.application.is_readable and unmatched.can_be_read()
    )
    return unmatched if is_readable and unmatched and question(unmatched.reason) else None


def ask(session: AnySession, author: Person, unmatched: Unmatched, text: str) -> None:
    """Send a question once; refused if somebody has asked it meanwhile, in this run or another."""
    lock_applications_of(session, unmatched.application.person_id)
    if unmatched.application.state not in TAKES_PART:
        raise UserFacingError(_("They do not take part any more. Nothing was sent."))
    message = asked_message(session, unmatched)
    if message is not None:
        if not is_double_tap(message, author, text):
            raise UserFacingError(_("This question has been asked already. Nothing was sent."))
        return
    message = write_to(session, author, unmatched.application.person, text)
    asked = {"answers": unmatched.reason["change"], "message": message.id}
    unmatched.reason = {**unmatched.reason, ASKED: asked}


def asked_message(session: AnySession, unmatched: Unmatched) -> Message | None:
    """Return the message that asked this question already, unless it was taken back."""
    of_person = select(Unmatched).where(Unmatched.application_id == unmatched.application_id)
    rows = session.scalars(of_person.execution_options(populate_existing=True)).all()
    change = unmatched.reason["change"]
    ids = [message_id(row.reason, change) for row in rows if row.can_be_read()]
    existing = select(Message).where(Message.id.in_([id_ for id_ in ids if id_ is not None]))
    return session.scalars(existing.order_by(Message.id)).first()


def message_id(reason: Reason, change: Sequence[Sequence[str]]) -> int | None:
    """Return the id of the message that asked for these answers; it may have been taken back."""
    asked = reason.get(ASKED)
    return asked["message"] if asked is not None and asked["answers"] == change else None


def with_questions_asked(
    session: AnySession, run: MatchRun, reasons: Mapping[int, Reason]
) -> dict[int, Reason]:
    """Return reasons by application id, with what was asked after earlier runs of the round."""
    in_round = (
        select(func.max(Unmatched.id)).join(MatchRun).where(MatchRun.round_id == run.round_id)
    )
    newest = in_round.where(Unmatched.match_run_id != run.id).group_by(Unmatched.application_id)
    columns = Unmatched.application_id, Unmatched.row_token, Unmatched.sealed
    rows = session.execute(select(*columns).where(Unmatched.id.in_(newest))).all()
    documents = open_documents(session, Unmatched, [(token, sealed) for _id, token, sealed in rows])
    earlier = {
        row.application_id: document["reason"][ASKED]
        for row, document in zip(rows, documents, strict=True)
        if document is not None and ASKED in document["reason"]
    }
    return {
        id_: {**reason, ASKED: earlier[id_]} if id_ in earlier else reason
        for id_, reason in reasons.items()
    }
