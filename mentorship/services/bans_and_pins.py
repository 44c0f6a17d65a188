"""Which pairs must not, and which must, be suggested."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, select

from mentorship.after_commit import AnySession
from mentorship.errors import NotPossibleError
from mentorship.models import Application, Ban, Person, Pin, Role, Suggestion, SuggestionState
from mentorship.privacy.vault import normal_email
from mentorship.services.audit import record

PairOfIds = tuple[int, int]


def ban(session: AnySession, mentee_id: int, mentor_id: int) -> None:
    """Never suggest this pair again; a pin on it is lifted."""
    session.execute(delete(Pin).where(_is_pair(Pin, mentee_id, mentor_id)))
    if session.scalar(select(Ban).where(_is_pair(Ban, mentee_id, mentor_id))) is None:
        session.add(Ban(mentee_id=mentee_id, mentor_id=mentor_id))


def pin(session: AnySession, actor: Person, suggestion: Suggestion) -> None:
    """Keep a suggested pair in whatever is suggested next."""
    if suggestion.state is not SuggestionState.PENDING:
        raise NotPossibleError(_("Only a suggestion that waits for you can be kept."))
    if not is_pinned(session, suggestion):
        session.add(Pin(mentee_id=suggestion.mentee_id, mentor_id=suggestion.mentor_id))
        record(session, actor, "pin", suggestion)


def unpin(session: AnySession, actor: Person, suggestion: Suggestion) -> None:
    found = _pin_of(session, suggestion)
    if found is not None:
        session.delete(found)
        record(session, actor, "unpin", suggestion)


def is_pinned(session: AnySession, suggestion: Suggestion) -> bool:
    return _pin_of(session, suggestion) is not None


def pinned_pairs(session: AnySession, pool: Iterable[Application]) -> list[PairOfIds]:
    """Return the pins of which both sides are still to be matched, as (mentee, mentor)."""
    waiting = {application.id for application in pool}
    pins = session.execute(select(Pin.mentee_id, Pin.mentor_id).order_by(Pin.id))
    return [(mentee, mentor) for mentee, mentor in pins if {mentee, mentor} <= waiting]


def banned_pairs(session: AnySession, pool: Sequence[Application]) -> list[PairOfIds]:
    """Return what was rejected or declined before, and what people asked for themselves."""
    waiting = {application.id for application in pool}
    bans = {
        (mentee, mentor)
        for mentee, mentor in session.execute(select(Ban.mentee_id, Ban.mentor_id))
        if {mentee, mentor} <= waiting
    }
    return sorted(bans | _asked_for(pool))


def _asked_for(pool: Sequence[Application]) -> set[PairOfIds]:
    """Resolve the people somebody does not want to meet, where they are named plainly."""
    known: dict[str, set[int]] = {}
    by_person: dict[int, list[Application]] = {}
    for application in pool:
        by_person.setdefault(application.person_id, []).append(application)
        for word in (application.person.email, application.profile.name):
            known.setdefault(normal_email(word), set()).add(application.person_id)
    return {
        pair
        for application in pool
        for line in named_in(application.profile.not_with)
        for other in known.get(line, ())
        for pair in _every_pairing(by_person[application.person_id], by_person[other])
    }


def named_in(not_with: str) -> list[str]:
    return [normal_email(line) for line in not_with.replace(",", "\n").splitlines() if line.strip()]


def _every_pairing(one: list[Application], other: list[Application]) -> Iterable[PairOfIds]:
    for mentees, mentors in ((one, other), (other, one)):
        for mentee in mentees:
            for mentor in mentors:
                if mentee.role is Role.MENTEE and mentor.role is Role.MENTOR:
                    yield mentee.id, mentor.id


def _pin_of(session: AnySession, suggestion: Suggestion) -> Pin | None:
    return session.scalar(
        select(Pin).where(_is_pair(Pin, suggestion.mentee_id, suggestion.mentor_id))
    )


def _is_pair(table: type[Ban] | type[Pin], mentee_id: int, mentor_id: int) -> ColumnElement[bool]:
    return and_(table.mentee_id == mentee_id, table.mentor_id == mentor_id)
