"""Begin and end safety mode, for everybody or for one region.

While it is on, nothing is due for the pairs that it is about, no calendar file is made, and
meetings are suggested online. Both are in the audit trail.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import or_, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import EVERYWHERE, Application, Pair, PairState, Person, SafetyPeriod
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.match_support import due_items
from mentorship.services.match_support.safety_periods import open_periods


def begin(session: AnySession, actor: Person, region: str) -> SafetyPeriod:
    """Begin safety mode; where it is on already, nothing changes."""
    if region != EVERYWHERE and region not in current_runtime().programme.regions:
        raise UserFacingError(_("Choose a part of the city from the list."))
    pairs = _lock_live_pairs(session)
    values = {"region": region, "started_at": now(), "started_by": actor.id}
    is_new = insert_if_absent(session, SafetyPeriod, **values)
    period = session.scalars(open_periods().where(SafetyPeriod.region == region)).one()
    if is_new:
        record(session, actor, "begin safety mode", period)
        due_items.refresh(session, *pairs)
    return period


def end(session: AnySession, actor: Person, period: SafetyPeriod) -> None:
    """End safety mode; a second tap changes nothing."""
    pairs = _lock_live_pairs(session)
    is_open = SafetyPeriod.id == period.id, SafetyPeriod.ended_at.is_(None)
    ended = update(SafetyPeriod).where(*is_open).values(ended_at=now(), ended_by=actor.id)
    if session.scalar(ended.returning(SafetyPeriod.id)) is None:
        return
    session.refresh(period)
    record(session, actor, "end safety mode", period)
    due_items.refresh(session, *pairs)


def period_with_id(session: AnySession, period_id: int) -> SafetyPeriod | None:
    return session.get(SafetyPeriod, period_id)


def all_periods(session: AnySession) -> Sequence[SafetyPeriod]:
    """Return when safety mode was on, the newest first."""
    return session.scalars(select(SafetyPeriod).order_by(SafetyPeriod.id.desc())).all()


def _lock_live_pairs(session: AnySession) -> list[Pair]:
    """Lock everybody in a pair for which something can be due."""
    is_live = or_(Pair.state != PairState.CLOSED, Pair.started_at.is_not(None))
    both = or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id)
    people = select(Application.person_id).join(Pair, both).where(is_live)
    lock_people(session, set(session.scalars(people)))
    return list(session.scalars(select(Pair).where(is_live)))
