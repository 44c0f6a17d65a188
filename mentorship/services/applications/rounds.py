"""Rounds: find and count them, and tell whether they take applications."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, func, inspect, select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.errors import ConfigurationError, UserFacingError
from mentorship.models import Application, ApplicationState, Person, Role, Round, RoundState

NOT_COUNTED = (
    ApplicationState.DRAFT,  # private to the applicant
    ApplicationState.DECLINED,
    ApplicationState.WITHDRAWN,
)


def round_named(session: AnySession, name: str) -> Round:
    round_ = session.scalar(select(Round).where(Round.name == name))
    if round_ is None:
        raise UserFacingError(
            f"There is no round called {name}. Open one with: flask open-round {name!r}"
        )
    return round_


def round_with_id(session: AnySession, round_id: int) -> Round | None:
    return session.get(Round, round_id)


def newest_open_round(session: AnySession) -> Round | None:
    """Return the newest round that people can apply to."""
    newest_first = select(Round).where(Round.state == RoundState.OPEN).order_by(Round.id.desc())
    return next(filter(takes_applications, session.scalars(newest_first)), None)


def takes_applications(round_: Round) -> bool:
    has_begun = round_.opens_on is None or round_.opens_on <= today()
    is_before_deadline = round_.closes_on is None or today() <= round_.closes_on
    return round_.state is RoundState.OPEN and has_begun and is_before_deadline


def all_rounds(session: AnySession) -> list[Round]:
    return list(session.scalars(newest_first()))


def newest_first() -> Select[tuple[Round]]:
    """Return the query of all rounds, those in the archive last."""
    return select(Round).order_by(Round.state == RoundState.ARCHIVED, Round.id.desc())


def current_rounds(session: AnySession) -> list[Round]:
    """Return the rounds that are not in the archive, the newest first."""
    current = select(Round).where(Round.state != RoundState.ARCHIVED).order_by(Round.id.desc())
    return list(session.scalars(current))


def opens_later(round_: Round) -> bool:
    """Return whether people will be able to apply, but not yet."""
    is_before_first_day = round_.opens_on is not None and round_.opens_on > today()
    return round_.state is RoundState.PLANNED or (
        round_.state is RoundState.OPEN and is_before_first_day
    )


def refuse_demo_data(session: AnySession) -> None:
    """Refuse to start in production on the demonstration's database."""
    if not inspect(session.get_bind()).has_table(Round.__tablename__):
        return
    if session.scalar(select(Round.id).where(Round.demo).limit(1)) is not None:
        raise ConfigurationError(
            "This database holds the demonstration's invented people. "
            "Production needs a database of its own: see MENTORSHIP_DATABASE_URL."
        )


def refuse_real_data(session: AnySession) -> None:
    """Refuse to start the demonstration, which shows its email to anybody, on real people."""
    if not inspect(session.get_bind()).has_table(Round.__tablename__):
        return
    real_round = session.scalar(select(Round.id).where(Round.demo.is_(False)).limit(1))
    has_no_round = session.scalar(select(Round.id).limit(1)) is None
    if real_round or (has_no_round and session.scalar(select(Person.id).limit(1))):
        raise ConfigurationError(
            "This database holds real people: the demonstration needs one of its own."
        )


def application_counts_of(session: AnySession, round_ids: Sequence[int]) -> Counter[int]:
    """Count the submitted applications of some rounds, by the round's id."""
    rows = session.execute(
        select(Application.round_id, func.count())
        .where(Application.round_id.in_(round_ids), Application.state != ApplicationState.DRAFT)
        .group_by(Application.round_id)
    )
    return Counter(dict(rows.tuples().all()))


def applicant_counts(session: AnySession, round_: Round) -> Counter[Role]:
    """Count in each role who has applied to a round; not who has withdrawn or was declined."""
    by_role = session.execute(
        select(Application.role, func.count())
        .where(Application.round_id == round_.id, Application.state.not_in(NOT_COUNTED))
        .group_by(Application.role)
    )
    return Counter(dict(by_role.tuples().all()))
