"""When safety mode was on for whom: for everybody, or for who lives in one region."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.errors import DecryptionError
from mentorship.models import COORDINATOR, EVERYWHERE, Application, Pair, Person, SafetyPeriod
from mentorship.runtime import current_runtime

Times = tuple[datetime, datetime | None]
"""When it began and ended; None while it is on."""


def open_periods() -> Select[tuple[SafetyPeriod]]:
    return select(SafetyPeriod).where(SafetyPeriod.ended_at.is_(None)).order_by(SafetyPeriod.id)


def is_on_for_pair(session: AnySession, pair: Pair) -> bool:
    regions = {period.region for period in session.scalars(open_periods())}
    return _covers(regions, (pair.mentee, pair.mentor))


def is_on_for_reader(session: AnySession, person: Person | None) -> bool:
    """Return whether it is on for a reader of a page, None if they are not signed in.

    It is where they live, by any application of theirs; and anywhere for a coordinator.
    """
    regions = {period.region for period in session.scalars(open_periods())}
    if not regions or EVERYWHERE in regions:
        return bool(regions)
    if person is None or person.has_role(COORDINATOR):
        return person is not None
    own = select(Application).where(Application.person_id == person.id)
    return _covers(regions, session.scalars(own))


def _covers(regions: Collection[str], applications: Iterable[Application]) -> bool:
    if not regions or EVERYWHERE in regions:
        return bool(regions)
    return any(region_of_application(item) in regions for item in applications)


def region_of_application(application: Application) -> str:
    """Return the region that somebody lives in; "" if they named none, or cannot be read."""
    try:
        return current_runtime().programme.region_of(application.profile.answers["area"])
    except DecryptionError:
        return ""


def safety_times(session: AnySession, pairs: Collection[Pair]) -> dict[int, list[Times]]:
    """Return when safety mode was on for pairs, by the pair's id."""
    periods = session.scalars(select(SafetyPeriod).order_by(SafetyPeriod.id)).all()
    times: dict[int, list[Times]] = defaultdict(list)
    for pair in pairs if periods else ():
        regions = {EVERYWHERE, *map(region_of_application, (pair.mentee, pair.mentor))}
        times[pair.id] = [period.times() for period in periods if period.region in regions]
    return times
