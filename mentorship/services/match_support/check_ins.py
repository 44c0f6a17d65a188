"""Check-ins: how somebody says that their match is going, and that they would like a call."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.errors import UserFacingError
from mentorship.models import CheckIn, Pair, PairState, Party, Person
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.match_support import due_items
from mentorship.services.match_support.due_list import day_due

MAX_WORDS_LENGTH = 1000
LINK_VALIDITY = timedelta(days=21)
ASKED_BEFORE = timedelta(days=7)
"""So many days before a check-in is due, the pair's page asks for it."""


@dataclass(frozen=True)
class CheckInAnswers:
    """What somebody answers to the three questions, and adds in their own words."""

    rating: int = field(repr=False)
    obstacle: str = field(repr=False)
    wants_call: bool = field(repr=False)
    words: str = field(default="", repr=False)


def answer(session: AnySession, person: Person, pair: Pair, answers: CheckInAnswers) -> CheckIn:
    """Keep how somebody says it is going; what they say later on the same day replaces it.

    But for the wish for a call: whoever holds the phone of somebody must not take that back.
    """
    _lock_active(session, pair)
    check_in = _of_day(session, person, pair)
    if check_in is None:
        return _add(session, person, pair, answers)
    wants_call = answers.wants_call or check_in.wants_call
    if not check_in.wants_call or check_in.rating != answers.rating:
        check_in.created_at = now()
    return _keep(session, person, check_in, replace(answers, wants_call=wants_call))


def answer_by_link(
    session: AnySession, person: Person, pair: Pair, answers: CheckInAnswers
) -> CheckIn | None:
    """Keep what is said by an emailed link, None if this person has checked in today already.

    The link may be in other hands: it replaces nothing. The same sent twice is kept once.
    """
    _lock_active(session, pair)
    earlier = _of_day(session, person, pair)
    if earlier is None:
        return _add(session, person, pair, answers)
    return earlier if answers_of(earlier) == answers else None


def _lock_active(session: AnySession, pair: Pair) -> None:
    lock_pair(session, pair)
    if pair.state is not PairState.ACTIVE:
        raise UserFacingError(_("This match has ended already."))


def _add(session: AnySession, person: Person, pair: Pair, answers: CheckInAnswers) -> CheckIn:
    check_in = CheckIn(person=person, pair=pair, answered_on=today())
    session.add(check_in)
    return _keep(session, person, check_in, answers)


def answers_of(check_in: CheckIn) -> CheckInAnswers:
    return CheckInAnswers(check_in.rating, check_in.obstacle, check_in.wants_call, check_in.words)


def _keep(
    session: AnySession, person: Person, check_in: CheckIn, answers: CheckInAnswers
) -> CheckIn:
    pair = check_in.pair
    check_in.change_document(vars(answers))
    session.flush()
    record(session, person, "check in", check_in)
    due_items.refresh(session, pair)
    return check_in


def _of_day(session: AnySession, person: Person, pair: Pair) -> CheckIn | None:
    of_today = CheckIn.answered_on == today(), CheckIn.person_id == person.id
    return session.scalar(select(CheckIn).where(CheckIn.pair_id == pair.id, *of_today))


def check_ins_of(session: AnySession, pair: Pair) -> Sequence[CheckIn]:
    """Return the check-ins of both, in order."""
    of_pair = select(CheckIn).where(CheckIn.pair_id == pair.id)
    return session.scalars(of_pair.order_by(CheckIn.answered_on, CheckIn.id)).all()


def own_check_ins(session: AnySession, person: Person, pair: Pair) -> Sequence[CheckIn]:
    own = select(CheckIn).where(CheckIn.pair_id == pair.id, CheckIn.person_id == person.id)
    return session.scalars(own.order_by(CheckIn.answered_on)).all()


def is_asked(session: AnySession, pair: Pair, party: Party) -> bool:
    """Return whether a check-in of one of the two is due soon, or already."""
    due_on = day_due(session, pair, Event.CHECK_IN, party)
    return due_on is not None and due_on <= today() + ASKED_BEFORE


def make_token(person: Person, pair: Pair) -> str:
    """Return the token of a link by which somebody checks in without signing in.

    It is encrypted: two tokens must not tell that their readers are a pair. It ends with the
    person's password. Whoever has it can say how it is going once a day, and read nothing.
    """
    named = f"{person.fs_uniquifier} {pair.id}"
    return _cipher().encrypt(named.encode()).decode("ascii")


def with_token(session: AnySession, token: str) -> tuple[Person, Pair] | None:
    """Return whom a link was made for and their pair, None if it is expired or altered."""
    try:
        named = _cipher().decrypt(token.encode(), ttl=int(LINK_VALIDITY.total_seconds()))
        uniquifier, pair_id = named.decode().split()
    except (InvalidToken, ValueError):
        return None
    person = session.scalar(select(Person).where(Person.fs_uniquifier == uniquifier, Person.active))
    pair = session.get(Pair, int(pair_id))
    if person is None or pair is None or pair.role_of(person) is None:
        return None
    return person, pair


def _cipher() -> Fernet:
    """Return the cipher of these links, under a key of their own."""
    secret = current_runtime().secret_key.encode()
    return Fernet(urlsafe_b64encode(hmac.digest(secret, b"check-in link", "sha256")))
