"""When safety mode was on for whom: for everybody, or for who lives in one region."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.errors import DecryptionError
from mentorship.models import (
    COORDINATOR,
    EVERYWHERE,
    Application,
    Pair,
    PairState,
    Person,
    SafetyPeriod,
)
from mentorship.runtime import current_runtime

UNKNOWN = ""
Times = tuple[datetime, datetime | None]
"""When it began and ended; None while it is on."""


def open_periods() -> Select[tuple[SafetyPeriod]]:
    return select(SafetyPeriod).where(SafetyPeriod.ended_at.is_(None)).order_by(SafetyPeriod.id)


def is_on_in(session: AnySession, region: str) -> bool:
    """Return whether it is on in a region; an unknown one counts as each."""
    return _includes(_open_regions(session), region)


def is_on_anywhere(session: AnySession) -> bool:
    """Return whether it is on for anybody: for what people of several regions share."""
    return session.scalar(open_periods().limit(1)) is not None


def is_on_for_pair(session: AnySession, pair: Pair) -> bool:
    return _covers(_open_regions(session), (pair.mentee, pair.mentor))


def is_on_for_reader(session: AnySession, person: Person | None) -> bool:
    """Return whether it is on for a reader of a page, None if they are not signed in.

    It is where they or whoever they are matched with live; and anywhere for a coordinator.
    """
    regions = _open_regions(session)
    if not regions or EVERYWHERE in regions:
        return bool(regions)
    if person is None or person.has_role(COORDINATOR):
        return person is not None
    return _covers(regions, _applications_around(session, person))


def _applications_around(session: AnySession, person: Person) -> Sequence[Application]:
    """Return somebody's applications, and those that they are matched with now."""
    own = select(Application.id).where(Application.person_id == person.id)
    live = select(Pair.mentee_id, Pair.mentor_id).where(
        Pair.state != PairState.CLOSED, or_(Pair.mentee_id.in_(own), Pair.mentor_id.in_(own))
    )
    both = {id_ for row in session.execute(live) for id_ in row}
    around = or_(Application.id.in_(own), Application.id.in_(both))
    rows = select(Application).where(around).options(joinedload(Application.profile))
    return session.scalars(rows).all()


def _covers(regions: Collection[str], applications: Iterable[Application]) -> bool:
    """Return whether one of some people lives in a region, or where nobody knows."""
    if not regions or EVERYWHERE in regions:
        return bool(regions)
    return any(_includes(regions, region_of_application(item)) for item in applications)


def _includes(regions: Collection[str], region: str) -> bool:
    """Return whether a region, or one that nobody knows, is among some."""
    return bool(regions) and (EVERYWHERE in regions or region in {UNKNOWN, *regions})


def _open_regions(session: AnySession) -> set[str]:
    return {period.region for period in session.scalars(open_periods())}


def region_of_application(application: Application) -> str:
    """Return the region that somebody lives in; unknown if they named none, or cannot be read.

    Who only meets online names none either. To be careful, it is on for them with any region.
    """
    try:
        return current_runtime().programme.region_of(application.profile.answers["area"])
    except DecryptionError:
        return UNKNOWN


def safety_times(session: AnySession, pairs: Collection[Pair]) -> dict[int, list[Times]]:
    """Return when safety mode was on for pairs, by the pair's id."""
    periods = session.scalars(select(SafetyPeriod).order_by(SafetyPeriod.id)).all()
    times: dict[int, list[Times]] = defaultdict(list)
    for pair in pairs if periods else ():
        people = pair.mentee, pair.mentor
        times[pair.id] = [period.times() for period in periods if _covers({period.region}, people)]
    return times
