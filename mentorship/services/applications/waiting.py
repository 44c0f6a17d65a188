"""Who waited in an earlier round: on the waitlist, or without a match until the round ended.

They come first in the next round. A match in the same role, then or since, ends the waiting.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState, Pair, Round, RoundState
from mentorship.services.applications.readiness import TAKES_PART

ENDED = (RoundState.MEETING, RoundState.ARCHIVED)
"""The states of a round in which nobody is matched any more."""


def has_waited() -> ColumnElement[bool]:
    """Return the condition on an application that its sender waited in an earlier round.

    It fits a WHERE and an ORDER BY: lists show these people first.
    """
    earlier, earlier_round = aliased(Application), aliased(Round)
    return (
        select(earlier.id)
        .join(earlier_round, earlier_round.id == earlier.round_id)
        .where(
            earlier.person_id == Application.person_id,
            earlier.role == Application.role,
            earlier.round_id < Application.round_id,
            _waits(earlier, earlier_round),
        )
        .correlate(Application)
        .exists()
    )


def who_waited(session: AnySession, application_ids: Collection[int]) -> set[int]:
    """Return which of some applications are from people who waited in an earlier round."""
    waited = select(Application.id).where(Application.id.in_(application_ids), has_waited())
    return set(session.scalars(waited))


def applied_count(session: AnySession, round_: Round) -> int:
    """Count the applications of a round that take part in it from people who waited before."""
    applied = select(func.count(Application.id)).where(
        Application.round_id == round_.id, Application.state.in_(TAKES_PART), has_waited()
    )
    return session.scalar(applied) or 0


def not_applied_yet(round_: Round) -> Select[tuple[Application]]:
    """Return the query of the people who waited and have not applied to a later round.

    Each is their newest application; whoever has waited longest comes first.
    """
    later, earlier_round = aliased(Application), aliased(Round)
    has_later = (
        select(later.id)
        .where(
            later.person_id == Application.person_id,
            later.role == Application.role,
            later.round_id > Application.round_id,
            later.state != ApplicationState.DRAFT,
        )
        .exists()
    )
    return (
        select(Application)
        .join(Application.profile)
        .join(Application.person)
        .join(earlier_round, earlier_round.id == Application.round_id)
        .where(Application.round_id < round_.id, _waits(Application, earlier_round), ~has_later)
        .order_by(Application.submitted_at, Application.id)
        .options(contains_eager(Application.profile), contains_eager(Application.person))
    )


def not_applied_yet_count(session: AnySession, round_: Round) -> int:
    waiting = not_applied_yet(round_).with_only_columns(func.count(Application.id))
    return session.scalar(waiting.order_by(None)) or 0


def _waits(application: Any, round_: Any) -> ColumnElement[bool]:
    """Return the condition that somebody waited with an application, and was not matched since."""
    without_match = and_(application.state.in_(TAKES_PART), round_.state.in_(ENDED))
    matched = aliased(Application)
    has_match = (
        select(Pair.id)
        .join(matched, or_(Pair.mentee_id == matched.id, Pair.mentor_id == matched.id))
        .where(
            Pair.started_at.is_not(None),
            matched.person_id == application.person_id,
            matched.role == application.role,
            matched.round_id >= application.round_id,
        )
        .exists()
    )
    return and_(or_(application.state == ApplicationState.WAITLISTED, without_match), ~has_match)
