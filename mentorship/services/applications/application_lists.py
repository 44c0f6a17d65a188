"""The applications of a round as a list, for pages of it."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState, Pair, PairState, Role, Round


def newest_first(round_: Round, role: Role | None = None) -> Select[tuple[Application]]:
    """Return the query of a round's submitted applications, of one role or of both."""
    query = (
        select(Application)
        .join(Application.profile)
        .where(Application.round_id == round_.id, Application.state != ApplicationState.DRAFT)
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .options(contains_eager(Application.profile))
    )
    return query if role is None else query.where(Application.role == role)


def counts(session: AnySession, round_: Round) -> Counter[Role | None]:
    """Count a round's submitted applications, of each role and, under None, of both."""
    by_role = session.execute(
        select(Application.role, func.count())
        .where(Application.round_id == round_.id, Application.state != ApplicationState.DRAFT)
        .group_by(Application.role)
    )
    counted: Counter[Role | None] = Counter(dict(by_role.tuples().all()))
    counted[None] = counted.total()
    return counted


def live_pair_counts_among(
    session: AnySession, applications: Iterable[Application]
) -> Counter[int]:
    """Count the live pairs of some applications, by their ids."""
    ids = [application.id for application in applications]
    pairs = session.execute(
        select(Pair.mentee_id, Pair.mentor_id).where(
            or_(Pair.mentee_id.in_(ids), Pair.mentor_id.in_(ids)), Pair.state != PairState.CLOSED
        )
    )
    return Counter(application_id for pair in pairs for application_id in pair)
