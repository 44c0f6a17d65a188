"""Which pairs must not, and which must, be suggested."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    Ban,
    MatchRun,
    Pair,
    Person,
    Pin,
    Role,
    Round,
    Suggestion,
    SuggestionState,
)
from mentorship.privacy.field_cipher import normalize_name
from mentorship.services.audit import record

PairOfIds = tuple[int, int]
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
WORD = re.compile(r"[\w'’]+")


def ban(session: AnySession, mentee_id: int, mentor_id: int) -> None:
    """Never suggest this pair again; a pin on it is lifted."""
    lift_pin(session, mentee_id, mentor_id)
    if session.scalar(select(Ban).where(_is_pair(Ban, mentee_id, mentor_id))) is None:
        session.add(Ban(mentee_id=mentee_id, mentor_id=mentor_id))


def lift_pin(session: AnySession, mentee_id: int, mentor_id: int) -> None:
    session.execute(delete(Pin).where(_is_pair(Pin, mentee_id, mentor_id)))


def pin(session: AnySession, actor: Person, suggestion: Suggestion) -> None:
    """Keep a suggested pair in whatever is suggested next."""
    if suggestion.state is not SuggestionState.PENDING:
        raise UserFacingError(_("Only a suggestion that waits for you can be kept."))
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


def kept_suggestions(session: AnySession, in_round: Round) -> list[Suggestion]:
    """Return for each pin of a round the newest suggestion of that pair."""
    newest: dict[PairOfIds, Suggestion] = {}
    for suggestion in session.scalars(
        select(Suggestion)
        .join(Pin, _is_pair(Pin, Suggestion.mentee_id, Suggestion.mentor_id))
        .join(MatchRun, MatchRun.id == Suggestion.match_run_id)
        .where(MatchRun.round_id == in_round.id)
        .order_by(Suggestion.id)
    ):
        newest[suggestion.mentee_id, suggestion.mentor_id] = suggestion
    return list(newest.values())


def pinned_pairs(session: AnySession, pool: Iterable[Application]) -> list[PairOfIds]:
    """Return the pins of which both sides are still to be matched, as (mentee, mentor)."""
    waiting = {application.id for application in pool}
    pins = session.execute(select(Pin.mentee_id, Pin.mentor_id).order_by(Pin.id))
    return [(mentee, mentor) for mentee, mentor in pins if {mentee, mentor} <= waiting]


def banned_pairs(session: AnySession, pool: Sequence[Application]) -> list[PairOfIds]:
    """Return who must not be paired: rejected, declined or introduced before, or by wish.

    It is between two people: it holds whichever of them is the mentor.
    """
    by_person: dict[int, list[Application]] = {}
    for application in pool:
        by_person.setdefault(application.person_id, []).append(application)
    return sorted(
        {
            pairing
            for one, other in _people_banned(session) | _people_asked_for(pool)
            for pairing in _every_pairing(by_person.get(one, []), by_person.get(other, []))
        }
    )


def _people_banned(session: AnySession) -> set[PairOfIds]:
    """Return who was kept apart before, and who has met already in other roles."""
    mentee, mentor = aliased(Application), aliased(Application)
    return {
        (one, other)
        for table in (Ban, Pair)
        for one, other in session.execute(
            select(mentee.person_id, mentor.person_id)
            .select_from(table)
            .join(mentee, mentee.id == table.mentee_id)
            .join(mentor, mentor.id == table.mentor_id)
        )
    }


def _people_asked_for(pool: Sequence[Application]) -> set[PairOfIds]:
    """Resolve the people whom somebody does not want to meet, where they are named plainly."""
    return {
        (application.person_id, other.person_id)
        for application in pool
        if application.profile.not_with
        for other in pool
        if is_named_in(application.profile.not_with, other)
    }


def is_named_in(text: str, application: Application) -> bool:
    """Tell whether a text names somebody, by address, name, or first name alone on a line.

    Rather too often than too seldom: a pair that is not suggested harms nobody.
    """
    said = normalize_name(text)
    if application.person.sign_in_name in EMAIL.findall(said):
        return True
    name = " ".join(normalize_name(application.profile.name).split())
    first_name = name.split()[0] if name else name
    lines = [" ".join(WORD.findall(line)) for line in re.split(r"[\n,;]", said)]
    return any(_holds(line, " ".join(WORD.findall(name))) or line == first_name for line in lines)


def _holds(line: str, name: str) -> bool:
    """Find a name in a line: between spaces, unless its script does without them."""
    if not re.search("[a-z]", name):
        return bool(name) and name in line
    return f" {name} " in f" {line} "


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


def _is_pair(table: type[Ban] | type[Pin], mentee_id: Any, mentor_id: Any) -> ColumnElement[bool]:
    return and_(table.mentee_id == mentee_id, table.mentor_id == mentor_id)
